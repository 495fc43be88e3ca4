//! What a reviewer should not have to look for.

mod links;
mod rules;

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser};
use xshell::cmd;

use crate::{project::Project, tools};

/// `cargo xtask tidy`.
pub fn run(project: &Project, mut args: Parser) -> Result<()> {
    let shell = project.shell()?;
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("fix") => cmd!(shell, "cargo fmt --all").run()?,
            other => return Err(other.unexpected().into()),
        }
    }
    println!("{}", check(project)?);
    Ok(())
}

/// Formatting, lints for both targets, and the rules of the repository.
pub fn check(project: &Project) -> Result<String> {
    tools::rust_target(project)?;
    tools::rust_components(project)?;
    let note = repository(project)?;
    let shell = project.shell()?;
    cmd!(shell, "cargo fmt --all --check").run().context("formatting; cargo xtask tidy --fix")?;
    let (target, wasm) = (&project.target, tools::WASM);
    let native = ["clippy", "--workspace", "--exclude", "journeyman", "--all-targets"];
    cmd!(shell, "cargo {native...} --target-dir {target} -- --deny warnings").run().context("lints of the crates")?;
    cmd!(
        shell,
        "cargo clippy --package journeyman --all-targets --target {wasm} --target-dir {target} -- --deny warnings"
    )
    .run()
    .context("lints of the app")?;
    Ok(note)
}

/// A text file of the repository.
pub struct Source {
    /// From the root, with forward slashes.
    pub path: String,
    pub text: String,
}

/// What does not need a compiler.
fn repository(project: &Project) -> Result<String> {
    let sources = sources(project)?;
    let mut faults = rules::faults(&sources);
    faults.extend(links::faults(project, &sources));
    faults.extend(rules::generated(project)?);
    if !faults.is_empty() {
        bail!("{} faults\n  {}", faults.len(), faults.join("\n  "));
    }
    let long = rules::long(&sources);
    for notice in &long {
        println!("note: {notice}");
    }
    Ok(format!("{} files, {} of them long", sources.len(), long.len()))
}

/// Every text file that git knows or would add.
fn sources(project: &Project) -> Result<Vec<Source>> {
    let shell = project.shell()?;
    let list =
        cmd!(shell, "git ls-files --cached --others --exclude-standard").quiet().read().context("this needs git")?;
    let read = |path: &str| {
        // Binary files are not UTF-8; a file that git still lists may be gone.
        let text = fs::read_to_string(project.root.join(PathBuf::from(path))).ok()?;
        Some(Source { path: path.to_owned(), text })
    };
    Ok(list.lines().filter_map(read).collect())
}
