//! Figures: of the crates natively, of the app in Chromium.

use anyhow::{Context as _, Result};
use lexopt::{Arg, Parser};
use xshell::cmd;

use crate::{
    build::{self, Profile},
    project::Project,
    test::browser,
};

/// Drives the app in Chromium and prints what it measures.
const APP_BENCH: &str = "tests/e2e/src/bin/bench/main.rs";

/// `cargo xtask bench`.
pub fn run(project: &Project, mut args: Parser) -> Result<()> {
    let (mut native, mut app) = (true, true);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("native") => app = false,
            Arg::Long("app") => native = false,
            other => return Err(other.unexpected().into()),
        }
    }
    let shell = project.shell()?;
    let target = &project.target;
    if native {
        cmd!(
            shell,
            "cargo bench --workspace --exclude journeyman --exclude e2e --exclude xtask --benches --target-dir {target}"
        )
        .run()
        .context("benches of the crates")?;
    }
    if app && !project.root.join(APP_BENCH).exists() {
        println!("there is no {APP_BENCH}: the app is not measured");
    } else if app {
        build::build(project, Profile::Ship)?;
        let bench = cmd!(shell, "cargo run --release --package e2e --bin bench --target-dir {target}");
        browser::driven(project, bench)?.run().context("benches of the app")?;
    }
    Ok(())
}
