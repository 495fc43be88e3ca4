//! The app's modules, as the compiler writes them.

use std::{env, fs, path::PathBuf};

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use super::Profile;
use crate::{project::Project, tools};

/// What cargo makes a module of.
#[derive(Debug, Clone, Copy)]
pub enum Module {
    /// A target in `src/bin`.
    Part(&'static str),
    /// The package that unpacks the parts in the browser.
    Unpacker,
}

/// Where the linker's optimiser joins crates, it works a function into its only caller if that costs less than 15,000, which is
/// nearly always. Functions that stay alone look alike and pack well, so here only those that cost up to 100 are worked in:
/// less is loaded by a twentieth, although the module itself is larger.
const KEEP_FUNCTIONS_APART: &str = "-Cllvm-args=-inline-threshold=-14900";

/// Compiles a module for the browser and says where it lies.
pub fn compile(project: &Project, module: Module, profile: Profile) -> Result<PathBuf> {
    let shell = project.shell()?;
    let (name, folder, config) = match profile {
        Profile::Ship => ("wasm-release", "wasm-release", vec!["--config".to_owned(), without_machine_paths(&shell)?]),
        Profile::Dev => ("dev", "debug", Vec::new()),
    };
    let (target, wasm) = (&project.target, tools::WASM);
    let (file, package, which) = match module {
        Module::Part(part) => (part, "journeyman", vec!["--bin", part]),
        Module::Unpacker => ("unpack", "unpack", vec!["--lib"]),
    };
    let last_step = match (module, profile) {
        (Module::Part(_), Profile::Ship) => vec!["--", KEEP_FUNCTIONS_APART],
        _ => Vec::new(),
    };
    cmd!(
        shell,
        "cargo rustc --package {package} {which...} --target {wasm} --profile {name} --target-dir {target} {config...} {last_step...}"
    )
    .run()
    .context("the app does not compile")?;
    Ok(target.join(wasm).join(folder).join(file).with_extension("wasm"))
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
