//! What a fresh machine lacks.

use anyhow::{Context as _, Result};
use xshell::cmd;

use crate::project::Project;

/// The Rust target of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the app's target to the toolchain where rustup manages it.
pub fn rust_target(project: &Project) -> Result<()> {
    let shell = project.shell()?;
    let installed = cmd!(shell, "rustup target list --installed").quiet().ignore_stderr().read();
    match installed {
        Ok(targets) if targets.lines().any(|target| target == WASM) => Ok(()),
        Ok(_) => cmd!(shell, "rustup target add {WASM}").run().context("the Rust target of the app is missing"),
        // Without rustup the toolchain is the machine's own; the compiler says if it lacks the target.
        Err(_) => Ok(()),
    }
}
