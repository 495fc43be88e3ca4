//! What a fresh machine lacks: installed where that is possible, else said in one line.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use xshell::cmd;

use crate::{npm, project::Project};

/// The Rust target of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A program that cargo installs at one version, outside of the checkout, so that it is kept between runs.
pub struct Tool {
    name: &'static str,
    version: &'static str,
    /// Whether its own lock file is followed. trunk needs that: it does not compile with the newest of its dependencies.
    /// wasm-bindgen-cli must not: what its lock file names no longer compiles.
    locked: bool,
}

/// The hot-reload loop. 0.22 wants a newer compiler.
pub const TRUNK: Tool = Tool { name: "trunk", version: "0.21.14", locked: true };
/// Runs the browser tests.
pub const WASM_PACK: Tool = Tool { name: "wasm-pack", version: "0.15.1", locked: false };
/// What trunk and wasm-pack call; of the same version as the crate.
pub const WASM_BINDGEN: Tool = Tool { name: "wasm-bindgen-cli", version: "0.2.130", locked: false };

const TOOLS: [&Tool; 3] = [&TRUNK, &WASM_PACK, &WASM_BINDGEN];

/// A program of the system.
pub struct Program {
    /// Any of these names will do.
    names: &'static [&'static str],
    /// The Debian package that holds it.
    package: &'static str,
}

/// Chromium, Chrome, or what a distribution calls them.
pub const BROWSER: Program =
    Program { names: &["chromium", "chromium-browser", "google-chrome", "chrome"], package: "chromium" };
/// Drives the browser; must be of the browser's version.
pub const DRIVER: Program = Program { names: &["chromedriver"], package: "chromium-driver" };
/// Checks XML against schemas.
pub const XMLLINT: Program = Program { names: &["xmllint"], package: "libxml2-utils" };

/// Adds the app's target to the toolchain where rustup manages it.
pub fn rust_target(project: &Project) -> Result<()> {
    rustup(project, "target", &[WASM])
}

/// Adds the formatter and the linter.
pub fn rust_components(project: &Project) -> Result<()> {
    rustup(project, "component", &["clippy", "rustfmt"])
}

fn rustup(project: &Project, kind: &str, names: &[&str]) -> Result<()> {
    let shell = project.shell()?;
    // Without rustup the toolchain is the machine's own, and the command that lacks a part says so.
    let Ok(installed) = cmd!(shell, "rustup {kind} list --installed").quiet().ignore_stderr().read() else {
        return Ok(());
    };
    // Components are listed with the machine's triple behind the name.
    let missing: Vec<_> = names.iter().filter(|name| !installed.lines().any(|line| line.starts_with(**name))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    cmd!(shell, "rustup {kind} add")
        .args(&missing)
        .run()
        .with_context(|| format!("the Rust {kind} is missing: {missing:?}"))
}

/// Installs those of the tools that are not there yet, from source: minutes the first time, nothing later.
pub fn install(project: &Project, tools: &[&Tool]) -> Result<()> {
    let shell = project.shell()?;
    let folder = folder()?;
    for tool in tools {
        let root = tool.root(&folder);
        // Written by cargo when an installation is complete.
        if fs::read_to_string(root.join(".crates.toml")).is_ok_and(|text| text.contains(tool.name)) {
            continue;
        }
        let (name, version) = (tool.name, tool.version);
        let locked = tool.locked.then_some("--locked");
        // Unoptimised, because it compiles in a third of the time; one folder, because the tools share dependencies.
        let target = folder.join("target");
        println!("installing {name} {version} in {} (once)", folder.display());
        cmd!(shell, "cargo install --quiet --debug {locked...} --root {root} --target-dir {target} {name}@{version}")
            .env_remove("CARGO_BUILD_TARGET")
            .run()
            .with_context(|| format!("missing: {name} {version}"))?;
    }
    let leftovers = folder.join("target");
    if leftovers.exists() && TOOLS.iter().all(|tool| tool.root(&folder).exists()) {
        fs::remove_dir_all(leftovers)?;
    }
    Ok(())
}

/// `PATH` with the installed tools and the npm packages' programs in front, so that trunk and wasm-pack download nothing.
pub fn path(project: &Project) -> Result<OsString> {
    let folder = folder()?;
    let tools = TOOLS.iter().map(|tool| tool.root(&folder).join("bin"));
    let own = tools.chain([npm::file(project, ".bin")]);
    let system = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(own.chain(env::split_paths(&system)))?)
}

/// Where programs of the system lie, in the order asked for; Debian's packages are installed where this user may.
pub fn programs<const N: usize>(project: &Project, programs: [&Program; N]) -> Result<[PathBuf; N]> {
    let missing: Vec<_> =
        programs.iter().filter(|program| program.find().is_none()).map(|program| program.package).collect();
    if !missing.is_empty() {
        debian(project, &missing)?;
    }
    let mut found = Vec::new();
    for program in programs {
        found.push(
            program.find().with_context(|| format!("missing: {} (Debian: {})", program.names[0], program.package))?,
        );
    }
    found.try_into().map_err(|_| anyhow::anyhow!("a program was lost"))
}

fn debian(project: &Project, packages: &[&str]) -> Result<()> {
    let shell = project.shell()?;
    let list = packages.join(", ");
    if on_path("apt-get").is_none() {
        bail!("missing: {list} (these are Debian's names for the packages)");
    }
    let root = cmd!(shell, "id -u").quiet().read()? == "0";
    // `-n`: no question for a password in the middle of a run.
    if !root && cmd!(shell, "sudo -n true").quiet().ignore_stderr().run().is_err() {
        bail!("missing: {list}; as root: apt-get install {}", packages.join(" "));
    }
    let (program, prefix) = if root { ("env", None) } else { ("sudo", Some(["-n", "env"])) };
    let apt = || {
        shell.cmd(program).args(prefix.iter().flatten()).args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "--quiet=2",
        ])
    };
    apt().arg("update").run().context("apt-get update")?;
    apt()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages)
        .run()
        .with_context(|| format!("missing: {list}"))
}

impl Tool {
    fn root(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}-{}", self.name, self.version))
    }
}

impl Program {
    fn find(&self) -> Option<PathBuf> {
        self.names.iter().find_map(|name| on_path(name))
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// `JOURNEYMAN_TOOLS`, or a folder in the user's cache.
fn folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("JOURNEYMAN_TOOLS") {
        return Ok(folder.into());
    }
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| env::home_dir().map(|home| home.join(".cache"))).context("no home folder")?;
    Ok(cache.join("journeyman/tools"))
}
