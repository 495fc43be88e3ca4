//! The local organisation, as a program.

use std::{env, ffi::OsString, net::SocketAddr, path::PathBuf, process::Command};

use anyhow::{Context as _, Result};
use xshell::cmd;

use crate::{process::Background, project::Project};

/// Compiles the program and says where it lies.
pub fn compile(project: &Project) -> Result<PathBuf> {
    let shell = project.shell()?;
    let target = &project.target;
    cmd!(shell, "cargo build --package sandbox --bin sandbox --target-dir {target}")
        .run()
        .context("the sandbox does not compile")?;
    Ok(target.join("debug").join(format!("sandbox{}", env::consts::EXE_SUFFIX)))
}

/// Starts a compiled sandbox at an address of this machine, serving what `cargo xtask build` wrote.
pub fn start(project: &Project, program: PathBuf, address: SocketAddr, options: &[OsString]) -> Result<Background> {
    let mut command = Command::new(program);
    command.arg("--port").arg(address.port().to_string()).arg("--web").arg(project.web()).args(options);
    let mut sandbox = Background::start("the sandbox", &mut command)?;
    sandbox.until_answering(address)?;
    Ok(sandbox)
}
