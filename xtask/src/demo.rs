//! `cargo xtask demo`: a small business's site that uses it, on this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

use anyhow::bail;

use crate::shell::start;
use crate::workspace::Metadata;
use crate::{build, server, setup};

const ADDRESS: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 8787);

/// The command: builds, serves, and ends with the server or with Ctrl-C, which
/// the terminal sends to both.
pub fn command() -> anyhow::Result<ExitCode> {
    let address = SocketAddr::from(ADDRESS);
    if answers(address) {
        bail!("something else is already there on {address}");
    }
    setup::for_build()?;
    build::dist()?;
    server::build()?;
    let target = Metadata::read()?.target_directory;
    let mut server = start(
        Command::new(server::program(&target))
            .arg("serve")
            .args(["--config", "www-demo/site.json"])
            .arg("--database")
            .arg(format!("sqlite:{}", target.join("demo.db").display()))
            .args(["--listen", &address.to_string()])
            .args(["--www", "dist", "--www", "www-demo/pages"]),
    )?;
    announce(&mut server, address)?;
    let ended_well = server.wait()?.success();
    Ok(if ended_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Says where the demo is as soon as it is there.
fn announce(server: &mut Child, address: SocketAddr) -> anyhow::Result<()> {
    while server.try_wait()?.is_none() {
        if answers(address) {
            println!("\nThe demo: http://{address}/  (Ctrl-C ends it)\n");
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn answers(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
}
