//! The web resources: files that Dynamics can store, in `target/web/jm_/journeyman/`.
//!
//! No web resource type holds WebAssembly, so a module travels packed, as base64, in a script (reference/hosting.md 1). The app
//! is made of parts, each a module and a script of its own, of which a page loads the one whose screen it shows.

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

use self::{bindgen::Glue, compile::Module, script::Packing};
use crate::{npm, project::Project, tools};

/// What every page loads, in the order of names.
pub const SHARED: [&str; 3] = ["app.css", "app.js", "index.html"];

/// The parts of the app: for each there is a target in `src/bin`, a folder in `src/style`, and the script `<name>.js`.
pub const PARTS: [&str; 2] = ["journeys", "segments"];

/// What the build writes, in the order of names.
pub fn files() -> Vec<String> {
    SHARED.into_iter().map(str::to_owned).chain(PARTS.map(script_of)).collect()
}

/// The script of a part.
pub fn script_of(part: &str) -> String {
    format!("{part}.js")
}

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

    let folder = project.app();
    fs::create_dir_all(&folder)?;
    boot(project, &folder, profile)?;
    parts(project, &folder, profile)?;
    println!("built {} in {:.0} s", folder.display(), started.elapsed().as_secs_f32());
    report(&folder)
}

/// What every page loads.
fn boot(project: &Project, folder: &Path, profile: Profile) -> Result<()> {
    let boot = fs::read_to_string(project.solution_source("boot.js"))?;
    let script = match profile {
        Profile::Ship => {
            let unpacker = module(project, Module::Unpacker, "journeymanUnpack", profile)?;
            script::boot(&npm::minify(project, &format!("{}\n{boot}", unpacker.script))?, Some(&unpacker.wasm))?
        }
        Profile::Dev => script::boot(&boot, None)?,
    };
    replace(&folder.join("app.js"), script.as_bytes())?;
    replace(&folder.join("app.css"), style::shared(project)?.as_bytes())?;
    replace(&folder.join("index.html"), &fs::read(project.solution_source("index.html"))?)
}

/// The parts of the app.
fn parts(project: &Project, folder: &Path, profile: Profile) -> Result<()> {
    for part in PARTS {
        let global = format!("journeyman_{part}");
        let Glue { script, wasm } = module(project, Module::Part(part), &global, profile)?;
        let (code, packing) = match profile {
            Profile::Ship => (npm::minify(project, &script)?, Packing::Lzma),
            Profile::Dev => (script, Packing::Gzip),
        };
        let script = script::part(part, &global, &code, &style::of_part(project, part)?, &wasm, packing)?;
        replace(&folder.join(script_of(part)), script.as_bytes())?;
    }
    Ok(())
}

/// A module, ready to ship, with the script that calls it.
fn module(project: &Project, module: Module, global: &str, profile: Profile) -> Result<Glue> {
    let glue = bindgen::glue(&compile::compile(project, module, profile)?, global, profile)?;
    match profile {
        Profile::Ship => Ok(Glue { wasm: optimise::optimise(project, &glue.wasm)?, ..glue }),
        Profile::Dev => Ok(glue),
    }
}

/// `cargo xtask assets`: the style sheet, of all parts in one, that trunk's hook adds to the page.
pub fn assets_for_trunk(project: &Project, mut args: Parser) -> Result<()> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    let folder =
        env::var_os("TRUNK_STAGING_DIR").context("this task is a hook of trunk, which sets TRUNK_STAGING_DIR")?;
    npm::install(project)?;
    let mut sheet = style::shared(project)?;
    for part in PARTS {
        sheet.push_str(&style::of_part(project, part)?);
    }
    replace(&Path::new(&folder).join("app.css"), sheet.as_bytes())
}

/// Writes a file at once, so that a running sandbox never serves half of it.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = path.with_extension("part");
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).with_context(|| path.display().to_string())
}

fn report(folder: &Path) -> Result<()> {
    for name in files() {
        let bytes = fs::read(folder.join(&name))?;
        println!("  {name:<12} {:>9} bytes, {:>7} gzipped", bytes.len(), transferred(&bytes)?);
    }
    Ok(())
}
