//! The app in a real browser.

use anyhow::{Context as _, Result};
use xshell::{Cmd, cmd};

use crate::{npm, project::Project, tools};

/// `tests/browser`, by wasm-pack; `webdriver.json` holds the browser's flags.
pub fn unit(project: &Project) -> Result<String> {
    tools::rust_target(project)?;
    npm::install(project)?;
    tools::install(project, &[&tools::WASM_BINDGEN, &tools::WASM_PACK])?;
    let [driver, _] = tools::programs(project, [&tools::DRIVER, &tools::BROWSER])?;
    let shell = project.shell()?;
    cmd!(shell, "wasm-pack test --headless --chrome --chromedriver {driver}")
        .env("PATH", tools::path(project)?)
        .env("CARGO_TARGET_DIR", &project.target)
        .run()
        .context("browser tests")?;
    Ok(String::new())
}

/// `tests/e2e`: the sandbox in process, the host page, the shipped files.
pub fn end_to_end(project: &Project) -> Result<String> {
    let shell = project.shell()?;
    let target = &project.target;
    driven(project, cmd!(shell, "cargo test --package e2e --target-dir {target}"))?
        .run()
        .context("end-to-end tests")?;
    Ok(String::new())
}

/// A command that finds the browser's driver, the built files and axe by its environment.
pub fn driven<'a>(project: &Project, command: Cmd<'a>) -> Result<Cmd<'a>> {
    npm::install(project)?;
    let [driver, browser] = tools::programs(project, [&tools::DRIVER, &tools::BROWSER])?;
    Ok(command
        .env("CHROMEDRIVER", driver)
        .env("CHROMIUM", browser)
        .env("JOURNEYMAN_WEB", project.web())
        .env("JOURNEYMAN_AXE", npm::file(project, "axe-core/axe.min.js")))
}
