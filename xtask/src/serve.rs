//! A local organisation with the app in it.

use std::{
    env,
    ffi::OsString,
    net::{Ipv4Addr, SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::{
    build::{self, Profile},
    project::Project,
    sandbox,
};

struct Options {
    port: u16,
    profile: Option<Profile>,
    /// Options that the sandbox reads itself.
    passed_on: Vec<OsString>,
}

impl Options {
    fn parse(project: &Project, mut args: Parser) -> Result<Self> {
        let mut options = Self { port: 8080, profile: Some(Profile::Ship), passed_on: Vec::new() };
        let mut database = project.target.join("sandbox.sqlite");
        while let Some(arg) = args.next()? {
            match arg {
                Arg::Long("port") => options.port = args.value()?.parse()?,
                Arg::Long("no-build") => options.profile = None,
                Arg::Long("dev") => options.profile = Some(Profile::Dev),
                Arg::Long("db") => database = env::current_dir()?.join(args.value()?),
                Arg::Long("fresh") => options.passed_on.push("--fresh".into()),
                Arg::Long(name @ ("mode" | "csp")) => {
                    options.passed_on.push(format!("--{name}").into());
                    options.passed_on.push(args.value()?);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        options.passed_on.extend(["--db".into(), database.into()]);
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
    let program = thread::scope(|scope| {
        let sandbox = scope.spawn(|| sandbox::compile(project));
        let app = options.profile.map_or(Ok(()), |profile| build::build(project, profile));
        let program = sandbox.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        app.and(program)
    })?;

    let ending = Arc::new(AtomicBool::new(false));
    let signalled = Arc::clone(&ending);
    ctrlc::set_handler(move || signalled.store(true, Ordering::SeqCst))?;

    let mut sandbox = sandbox::start(project, program, address, &options.passed_on)?;
    println!("\nJourneyman is at http://{address}/main.aspx (Ctrl-C ends it)");
    while !ending.load(Ordering::SeqCst) {
        if let Some(status) = sandbox.ended()? {
            bail!("the sandbox ended by itself ({status})");
        }
        thread::sleep(Duration::from_millis(100));
    }
    // Ctrl-C reaches the sandbox as well; a signal to this process alone does not, and then it is stopped.
    sandbox.let_end();
    Ok(())
}
