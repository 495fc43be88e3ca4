//! The app's module, as the compiler writes it.

use std::{env, fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use xshell::{Shell, cmd};

use super::Profile;
use crate::{project::Project, tools};

/// Compiles a package for the browser and says where its module lies.
pub fn compile(project: &Project, package: &str, profile: Profile) -> Result<PathBuf> {
    let shell = project.shell()?;
    let (name, folder, config) = match profile {
        Profile::Ship => ("wasm-release", "wasm-release", vec!["--config".to_owned(), without_machine_paths(&shell)?]),
        Profile::Dev => ("dev", "debug", Vec::new()),
    };
    let (target, wasm) = (&project.target, tools::WASM);
    cmd!(
        shell,
        "cargo build --package {package} --lib --target {wasm} --profile {name} --target-dir {target} {config...}"
    )
    .run()
    .context("the app does not compile")?;
    let module = target.join(wasm).join(folder).join(format!("{package}.wasm"));
    ensure!(module.exists(), "cargo wrote no {}: the package must be a cdylib", module.display());
    Ok(module)
}

/// Panics name source files. What ships must be the same wherever it is built, so paths of dependencies begin at the crate.
fn without_machine_paths(shell: &Shell) -> Result<String> {
    let wasm = tools::WASM;
    cmd!(shell, "cargo fetch --quiet --target {wasm}").quiet().run().context("the app's dependencies")?;
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.context("no home folder")?.join("registry/src");
    // One folder a registry; none where the sources are vendored into the project.
    let mut flags: Vec<_> = fs::read_dir(sources)
        .into_iter()
        .flatten()
        .flatten()
        .map(|registry| format!("'--remap-path-prefix={}=crates'", registry.path().display()))
        .collect();
    flags.sort();
    Ok(format!("target.{wasm}.rustflags=[{}]", flags.join(",")))
}
