//! chromedriver as a child process, on a port of its own choice.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Map, Value};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{Failure, Outcome};

/// A running chromedriver; it ends with the value.
pub struct Driver {
    _process: Child,
    /// Where it listens.
    pub address: String,
}

impl Driver {
    /// Starts the chromedriver that `CHROMEDRIVER` names, else the one on the path.
    ///
    /// It takes the port that the system gave it for one kind of address and asks for the same with the other kind, which
    /// somebody else may have taken meanwhile; then it ends, and another try gets another port.
    pub async fn start() -> Outcome<Self> {
        const TRIES: usize = 10;
        let mut failure = Failure::from("chromedriver was not tried");
        for _ in 0..TRIES {
            match Self::try_start().await {
                Ok(driver) => return Ok(driver),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    async fn try_start() -> Outcome<Self> {
        let program = std::env::var_os("CHROMEDRIVER").map_or_else(|| PathBuf::from("chromedriver"), PathBuf::from);
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", program.display()))?;
        let output = process.stdout.take().ok_or("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let mut said = String::new();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                let address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                // Its output is read to the end, so that it never waits for a reader.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { _process: process, address });
            }
            said.push_str(&line);
            said.push('\n');
        }
        Err(format!("chromedriver ended without listening: {said}").into())
    }
}

/// The project's folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Capabilities of a session: the flags that the browser tests use too, and the window's size.
pub fn capabilities(width: u32, height: u32) -> Outcome<Map<String, Value>> {
    let text = std::fs::read_to_string(project().join("webdriver.json"))?;
    let mut capabilities: Map<String, Value> = serde_json::from_str(&text)?;
    let arguments = capabilities
        .get_mut("goog:chromeOptions")
        .and_then(|options| options.get_mut("args"))
        .and_then(Value::as_array_mut)
        .ok_or("webdriver.json names no arguments of Chromium")?;
    arguments.push(format!("--window-size={width},{height}").into());
    // Memory and times of the page are read by benches.
    arguments.push("--enable-precise-memory-info".into());
    capabilities.insert("unhandledPromptBehavior".to_owned(), "accept".into());
    Ok(capabilities)
}
