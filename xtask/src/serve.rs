//! A local organisation with the app in it.

use std::{
    ffi::OsString,
    net::{Ipv4Addr, SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::{
    build::{self, Profile},
    project::Project,
};

struct Options {
    port: u16,
    profile: Option<Profile>,
    database: PathBuf,
    /// Options that the sandbox reads itself.
    passed_on: Vec<OsString>,
}

impl Options {
    fn parse(project: &Project, mut args: Parser) -> Result<Self> {
        let mut options = Self {
            port: 8080,
            profile: Some(Profile::Ship),
            database: project.target.join("sandbox.sqlite"),
            passed_on: Vec::new(),
        };
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("port") => options.port = args.value()?.parse()?,
                Arg::Long("no-build") => options.profile = None,
                Arg::Long("dev") => options.profile = Some(Profile::Dev),
                Arg::Long("db") => options.database = std::env::current_dir()?.join(args.value()?),
                Arg::Long("fresh") => options.passed_on.push("--fresh".into()),
                Arg::Long(name @ ("mode" | "csp")) => {
                    options.passed_on.push(format!("--{name}").into());
                    options.passed_on.push(args.value()?);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// `cargo xtask serve`.
pub fn run(project: &Project, args: Parser) -> Result<()> {
    let options = Options::parse(project, args)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    if TcpStream::connect(address).is_ok() {
        bail!("port {} is taken: stop what listens there, or choose another with --port", options.port);
    }

    // The sandbox compiles while the module is being linked and optimised, which keep one core busy for long.
    let sandbox = thread::scope(|scope| {
        let sandbox = scope.spawn(|| compile_sandbox(project));
        let app = options.profile.map_or(Ok(()), |profile| build::build(project, profile));
        let sandbox = sandbox.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        app.and(sandbox)
    })?;

    let child = Command::new(sandbox)
        .arg("--port")
        .arg(options.port.to_string())
        .arg("--db")
        .arg(options.database)
        .arg("--web")
        .arg(project.web())
        .args(options.passed_on)
        .spawn()
        .context("the sandbox did not start")?;
    attend(child, address)
}

/// The program of the local organisation, compiled.
pub fn compile_sandbox(project: &Project) -> Result<PathBuf> {
    let shell = project.shell()?;
    let target = &project.target;
    xshell::cmd!(shell, "cargo build --package sandbox --bin sandbox --target-dir {target}")
        .run()
        .context("the sandbox does not compile")?;
    Ok(target.join("debug").join(format!("sandbox{}", std::env::consts::EXE_SUFFIX)))
}

/// Says where the organisation is once it answers, then stays until it ends. A signal ends both.
fn attend(child: Child, address: SocketAddr) -> Result<()> {
    let child = Arc::new(Mutex::new(child));
    let on_signal = Arc::clone(&child);
    ctrlc::set_handler(move || {
        let _ = on_signal.lock().unwrap_or_else(PoisonError::into_inner).kill();
    })?;
    let mut announced = false;
    loop {
        if let Some(status) = child.lock().unwrap_or_else(PoisonError::into_inner).try_wait()? {
            // Without a code it was ended by a signal, which is how this is meant to end.
            return match status.code() {
                Some(0) | None => Ok(()),
                Some(code) => bail!("the sandbox ended with code {code}"),
            };
        }
        if !announced && TcpStream::connect(address).is_ok() {
            println!("\nJourneyman is at http://{address}/main.aspx (Ctrl-C ends it)");
            announced = true;
        }
        thread::sleep(Duration::from_millis(if announced { 500 } else { 50 }));
    }
}
