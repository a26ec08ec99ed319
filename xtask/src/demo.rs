//! `cargo xtask demo`: a small business's site that uses it, on this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, ExitCode};
use std::time::Duration;

use crate::shell::{run, start};
use crate::workspace::Metadata;
use crate::{build, setup};

const PORT: u16 = 8787;

/// The command: builds, serves, and ends with the server or with Ctrl-C, which
/// the terminal sends to both.
pub fn command() -> anyhow::Result<ExitCode> {
    setup::for_build()?;
    build::dist()?;
    run(Command::new("cargo").args(["build", "--locked", "--package", "telswap-server"]))?;
    let target = Metadata::read()?.target_directory;
    let mut server = start(
        Command::new(target.join("debug/telswap"))
            .arg("serve")
            .args(["--config", "www-demo/site.json"])
            .arg("--database")
            .arg(format!("sqlite:{}", target.join("demo.db").display()))
            .args(["--www", "dist", "--www", "www-demo"]),
    )?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, PORT));
    while server.try_wait()?.is_none() {
        if TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() {
            println!("\nThe demo: http://{address}/  (Ctrl-C ends it)\n");
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let ended_well = server.wait()?.success();
    Ok(if ended_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
