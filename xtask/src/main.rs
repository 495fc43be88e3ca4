//! The project's own commands: `cargo xtask <task>`. Each installs what it needs, or says in one line what is missing.

mod bench;
mod build;
mod icons;
mod npm;
mod package;
mod process;
mod project;
mod sandbox;
mod serve;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser};
use project::Project;

const USAGE: &str = "\
cargo xtask <task>

  serve     build everything, start a local organisation with demo data, print its address
              --port N (8080)  --mode services|archive  --csp none|default|strict|strict-wasm
              --db FILE  --fresh (start from the demo data again)  --no-build  --dev (a quick, large build)
  test      every check that CI runs   --list  --only NAME…  --skip NAME…
  build     the web resources, into target/web/   --dev (quick, large)
  package   pkg/journeyman_<version>.zip and its managed twin
  bench     figures of the crates and of the app in Chromium   --native  --app
  tidy      formatting, lints, repository rules   --fix (formats)
  icons     src/ui/icons_data.rs from src/ui/icons.list";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = Parser::from_env();
    let project = Project::find()?;
    let task = match args.next()? {
        Some(Arg::Value(task)) => task.to_string_lossy().into_owned(),
        Some(Arg::Long("help") | Arg::Short('h')) | None => {
            println!("{USAGE}");
            return Ok(());
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    match task.as_str() {
        "serve" => serve::run(&project, args),
        "test" => test::run(&project, args),
        "bench" => bench::run(&project, args),
        "tidy" => tidy::run(&project, args),
        "build" => build::run(&project, args),
        "package" => package::run(&project, args),
        "assets" => build::assets_for_trunk(&project, args),
        "icons" => icons::run(&project, args),
        other => bail!("no task named '{other}'\n{USAGE}"),
    }
}
