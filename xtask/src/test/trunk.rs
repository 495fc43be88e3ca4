//! `trunk serve` against a running sandbox.

use std::{fs, path::PathBuf, process::Command, time::Duration};

use anyhow::{Context as _, Result, ensure};

use crate::{
    npm,
    process::{self, Background},
    project::Project,
    sandbox, tools,
};

/// Long enough for a first build of the app on a slow machine; a change takes seconds.
const FIRST_BUILD: Duration = Duration::from_mins(10);

/// Where `Trunk.toml` expects the sandbox.
const BACKEND: &str = "127.0.0.1:8080";

/// Starts both, and fetches the page, its files and an answer of the API through trunk.
pub fn run(project: &Project) -> Result<String> {
    tools::rust_target(project)?;
    npm::install(project)?;
    tools::install(project, &[&tools::TRUNK, &tools::WASM_BINDGEN])?;
    let program = sandbox::compile(project)?;

    let (backend, front) = (process::free_address()?, process::free_address()?);
    let _sandbox = sandbox::start(project, program, backend, &[])?;
    let mut trunk = Background::start(
        "trunk",
        Command::new("trunk")
            .args(["--skip-version-check", "serve", "--port", &front.port().to_string(), "--config"])
            .arg(config(project, &backend.to_string())?)
            .current_dir(&project.root)
            .env("PATH", tools::path(project)?)
            .env("CARGO_TARGET_DIR", &project.target)
            .env_remove("NO_COLOR"),
    )?;
    let page = format!("http://{front}/");
    trunk.until(FIRST_BUILD, "serving the page", || get(&page).is_ok())?;

    let html = get(&page)?;
    ensure!(html.contains(".wasm"), "trunk's page loads no module:\n{html}");
    ensure!(!get(&format!("{page}app.css"))?.starts_with("<!doctype html>"), "trunk serves no app.css");
    ensure!(
        get(&format!("{page}main.aspx"))? == get(&format!("http://{backend}/main.aspx"))?,
        "the host page differs behind trunk"
    );
    let who = get(&format!("{page}api/data/v9.2/WhoAmI"))?;
    ensure!(who.contains("UserId"), "the API behind trunk answered {who}");
    Ok(String::new())
}

/// The project's configuration with another sandbox in the place of the one at port 8080.
fn config(project: &Project, backend: &str) -> Result<PathBuf> {
    let text = fs::read_to_string(project.root.join("Trunk.toml"))?;
    ensure!(text.contains(BACKEND), "Trunk.toml does not name {BACKEND}");
    // Beside the original, because trunk reads paths from where the file is.
    let path = project.root.join(".trunk-check.toml");
    fs::write(&path, text.replace(BACKEND, backend)).with_context(|| path.display().to_string())?;
    Ok(path)
}

fn get(url: &str) -> Result<String> {
    Ok(ureq::get(url).header("Authorization", "Bearer trunk").call()?.body_mut().read_to_string()?)
}
