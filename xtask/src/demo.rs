//! `cargo xtask demo`: a small business's site that uses it, on this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::bail;

use crate::shell::become_program;
use crate::steps::step;
use crate::workspace::Metadata;
use crate::{build, server, setup};

const ADDRESS: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 8787);

/// The command: builds, and then is the server, so that what ends the one ends
/// the other: Ctrl-C or any signal.
pub fn command() -> anyhow::Result<ExitCode> {
    let address = SocketAddr::from(ADDRESS);
    if answers(address) {
        bail!("something else is already there on {address}");
    }
    step("set-up", setup::for_build)?;
    step("build", build::dist)?;
    step("server", server::build)?;
    let target = Metadata::read()?.target_directory;
    println!("\nThe demo: http://{address}/  (Ctrl-C ends it)\n");
    become_program(
        Command::new(server::program(&target))
            .arg("serve")
            .args(["--config", "www-demo/site.json"])
            .arg("--database")
            .arg(format!("sqlite:{}", target.join("demo.db").display()))
            .args(["--listen", &address.to_string()])
            .args(["--www", "dist", "--www", "www-demo/pages"]),
    )
}

fn answers(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
}
