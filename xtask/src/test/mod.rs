//! Every check that CI runs, in an order that fails early: cheap before dear, and what others need before them.

mod app;
pub mod browser;
mod clients;
mod packaging;
mod trunk;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use lexopt::{Arg, Parser, ValueExt as _};
use xshell::cmd;

use crate::{npm, project::Project, tidy};

/// One check.
struct Step {
    name: &'static str,
    about: &'static str,
    /// The step without whose success this one cannot say anything.
    needs: Option<&'static str>,
    /// What it says when it succeeds: a figure or two, or nothing.
    run: fn(&Project) -> Result<String>,
}

const STEPS: [Step; 10] = [
    Step { name: "tidy", about: "formatting, lints, repository rules", needs: None, run: tidy::check },
    Step { name: "types", about: "the host page's Xrm has the shape of @types/xrm", needs: None, run: types },
    Step { name: "crates", about: "tests of the crates", needs: None, run: crates },
    Step { name: "clients", about: "foreign Dataverse clients against the sandbox", needs: None, run: clients::run },
    Step { name: "build", about: "the web resources", needs: None, run: app::build },
    Step { name: "budget", about: "what the app weighs", needs: Some("build"), run: app::budget },
    Step {
        name: "package",
        about: "the solution, twice the same bytes, and its schema",
        needs: Some("build"),
        run: packaging::run,
    },
    Step { name: "browser", about: "browser tests, by wasm-pack in Chromium", needs: None, run: browser::unit },
    Step { name: "trunk", about: "the hot-reload loop against a sandbox", needs: Some("build"), run: trunk::run },
    Step {
        name: "e2e",
        about: "the app in Chromium, inside the host page",
        needs: Some("build"),
        run: browser::end_to_end,
    },
];

/// How a step ended.
struct Outcome {
    step: &'static Step,
    took: Duration,
    result: Result<String>,
}

/// `cargo xtask test`.
pub fn run(project: &Project, args: Parser) -> Result<()> {
    let Some(chosen) = choose(args)? else {
        for step in &STEPS {
            println!("{:<8} {}", step.name, step.about);
        }
        return Ok(());
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in chosen {
        println!("\n== {}: {}", step.name, step.about);
        let started = Instant::now();
        let failed = |name| outcomes.iter().any(|outcome| outcome.step.name == name && outcome.result.is_err());
        let result = match step.needs {
            Some(needed) if failed(needed) => Err(anyhow::anyhow!("not run, because {needed} failed")),
            _ => (step.run)(project),
        };
        if let Err(error) = &result {
            eprintln!("{} failed: {error:#}", step.name);
        }
        outcomes.push(Outcome { step, took: started.elapsed(), result });
    }
    summarise(&outcomes)
}

/// The steps to run; `None` if they are only to be listed.
fn choose(mut args: Parser) -> Result<Option<Vec<&'static Step>>> {
    let (mut only, mut skip) = (Vec::new(), Vec::new());
    while let Some(arg) = args.next()? {
        let list = match arg {
            Arg::Long("only") => &mut only,
            Arg::Long("skip") => &mut skip,
            Arg::Long("list") => return Ok(None),
            other => return Err(other.unexpected().into()),
        };
        for name in args.values()? {
            let name = name.string()?;
            ensure!(STEPS.iter().any(|step| step.name == name), "no step named '{name}'; --list shows them");
            list.push(name);
        }
    }
    let is_chosen = |step: &&Step| {
        let named = |list: &[String]| list.iter().any(|name| name == step.name);
        (only.is_empty() || named(&only)) && !named(&skip)
    };
    Ok(Some(STEPS.iter().filter(is_chosen).collect()))
}

fn summarise(outcomes: &[Outcome]) -> Result<()> {
    println!();
    for Outcome { step, took, result } in outcomes {
        let (verdict, note) = match result {
            Ok(note) => ("ok", note.clone()),
            Err(error) => ("FAILED", format!("{error:#}").lines().next().unwrap_or_default().to_owned()),
        };
        println!("{:<8} {verdict:<6} {:>6.1} s  {note}", step.name, took.as_secs_f32());
    }
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        bail!("the check is red");
    }
    Ok(())
}

fn types(project: &Project) -> Result<String> {
    npm::install(project)?;
    let compiler = npm::file(project, "typescript/bin/tsc");
    let shell = project.shell()?;
    cmd!(shell, "node {compiler} --project crates/sandbox/host/check").run().context("the host page's types")?;
    Ok(String::new())
}

fn crates(project: &Project) -> Result<String> {
    let shell = project.shell()?;
    let target = &project.target;
    cmd!(shell, "cargo test --workspace --exclude journeyman --exclude e2e --target-dir {target}").run()?;
    Ok(String::new())
}
