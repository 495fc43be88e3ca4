//! Foreign clients of the Web API, which know nothing of the sandbox.

use anyhow::{Context as _, Result};
use xshell::cmd;

use crate::{npm, process, project::Project, sandbox};

/// Runs the calls of `crates/sandbox/clients` against a sandbox of their own.
pub fn run(project: &Project) -> Result<String> {
    let folder = project.root.join("crates/sandbox/clients");
    npm::install_in(project, &folder)?;
    let program = sandbox::compile(project)?;
    let address = process::free_address()?;
    let _sandbox = sandbox::start(project, program, address, &[])?;
    let shell = project.shell()?;
    let (script, origin) = (folder.join("run.mjs"), format!("http://{address}"));
    cmd!(shell, "node {script} {origin}").run().context("a client found the sandbox wanting")?;
    Ok(String::new())
}
