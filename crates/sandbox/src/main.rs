//! Serves a local Dataverse organisation on the loopback address.

use std::{net::Ipv4Addr, path::PathBuf, process::ExitCode};

use clap::Parser;
use sandbox::{Config, Csp, Mode};
use tokio::net::TcpListener;

/// A local Dataverse organisation.
#[derive(Parser)]
#[command(name = "sandbox")]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// services or archive.
    #[arg(long, default_value = "services")]
    mode: Mode,
    /// none, default, strict or strict-wasm.
    #[arg(long, default_value = "none")]
    csp: Csp,
    /// Database file; without it everything is kept in memory.
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Throw the database's records away and write the demo records again.
    #[arg(long)]
    fresh: bool,
    /// Folder with the built web resources.
    #[arg(long, value_name = "DIR", default_value = "pkg/web")]
    web: PathBuf,
    /// Start without demo records.
    #[arg(long)]
    empty: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("sandbox: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), String> {
    let Arguments { port, mode, csp, db, fresh, web, empty } = arguments;
    // The port first: a taken one should not cost the time of writing the demo records.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("port {port} is taken; choose another with --port, or 0 for any free one")
        }
        _ => format!("cannot listen on 127.0.0.1:{port}: {error}"),
    })?;
    let config = Config { mode, csp, database: db, fresh, web_root: web, demo: !empty };
    let app = sandbox::app(config).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("http://{address}/main.aspx");
    axum::serve(listener, app).with_graceful_shutdown(interrupted()).await.map_err(|error| error.to_string())
}

async fn interrupted() {
    // Without a signal handler the process simply ends at the first signal; nothing to report.
    let _ = tokio::signal::ctrl_c().await;
}
