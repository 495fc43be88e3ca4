//! The web resources: three files that Dynamics can store, in `target/web/jm_/journeyman/`.
//!
//! No web resource type holds WebAssembly, so the module travels packed, as base64, in a script (reference/hosting.md 1).

mod bindgen;
mod compile;
mod optimise;
mod script;
mod style;
mod tokens;

pub use script::transferred;

use std::{env, fs, path::Path, time::Instant};

use anyhow::{Context as _, Result};
use lexopt::{Arg, Parser};

use self::bindgen::Glue;
use crate::{npm, project::Project, tools};

/// What the build writes, in the order of names.
pub const FILES: [&str; 3] = ["app.css", "app.js", "index.html"];

/// How much work goes into the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What is installed in an organisation.
    Ship,
    /// For the inner loop: quick to build, large, with names in traces.
    Dev,
}

/// `cargo xtask build`.
pub fn run(project: &Project, mut args: Parser) -> Result<()> {
    let mut profile = Profile::Ship;
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("dev") => profile = Profile::Dev,
            other => return Err(other.unexpected().into()),
        }
    }
    build(project, profile)
}

/// Builds the web resources and says how large each became.
pub fn build(project: &Project, profile: Profile) -> Result<()> {
    let started = Instant::now();
    tools::rust_target(project)?;
    npm::install(project)?;

    let app = module(project, "journeyman", "wasm_bindgen", profile)?;
    let unpacker = match profile {
        Profile::Ship => Some(module(project, "unpack", "journeymanUnpack", profile)?),
        Profile::Dev => None,
    };
    let boot = fs::read_to_string(project.solution_source("boot.js"))?;
    let page = fs::read(project.solution_source("index.html"))?;

    let code = match &unpacker {
        Some(unpacker) => npm::minify(project, &format!("{}\n{}\n{boot}", unpacker.script, app.script))?,
        None => format!("{}\n{boot}", app.script),
    };
    let folder = project.app();
    fs::create_dir_all(&folder)?;
    replace(
        &folder.join("app.js"),
        script::assemble(&code, &app.wasm, unpacker.as_ref().map(|unpacker| &unpacker.wasm[..]))?.as_bytes(),
    )?;
    replace(&folder.join("index.html"), &page)?;
    assets(project, &folder)?;

    println!("built {} in {:.0} s", folder.display(), started.elapsed().as_secs_f32());
    report(&folder, app.wasm.len())
}

/// A package's module, ready to ship, with the script that calls it.
fn module(project: &Project, package: &str, global: &str, profile: Profile) -> Result<Glue> {
    let glue = bindgen::glue(&compile::compile(project, package, profile)?, global, profile)?;
    match profile {
        Profile::Ship => Ok(Glue { wasm: optimise::optimise(project, &glue.wasm)?, ..glue }),
        Profile::Dev => Ok(glue),
    }
}

/// `cargo xtask assets`: what trunk's hook adds to the page that it builds.
pub fn assets_for_trunk(project: &Project, mut args: Parser) -> Result<()> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    let folder =
        env::var_os("TRUNK_STAGING_DIR").context("this task is a hook of trunk, which sets TRUNK_STAGING_DIR")?;
    assets(project, Path::new(&folder))
}

/// The file that needs no compiler: the style sheet.
fn assets(project: &Project, folder: &Path) -> Result<()> {
    npm::install(project)?;
    replace(&folder.join("app.css"), style::sheet(project)?.as_bytes())
}

/// Writes a file at once, so that a running sandbox never serves half of it.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = path.with_extension("part");
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).with_context(|| path.display().to_string())
}

fn report(folder: &Path, wasm: usize) -> Result<()> {
    println!("  {:<12} {:>9} bytes", "(module)", wasm);
    for name in FILES {
        let bytes = fs::read(folder.join(name))?;
        println!("  {name:<12} {:>9} bytes, {:>7} gzipped", bytes.len(), transferred(&bytes)?);
    }
    Ok(())
}
