//! The sandbox in process, on a port of its own.

use std::path::PathBuf;
use std::sync::Arc;

use sandbox::{Config, Csp, Mode, Organisation};
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::driver::{Driver, project};
use crate::{Failure, Outcome};

/// How an organisation and its browser start.
#[derive(Debug, Clone, Copy)]
pub struct StageOptions {
    /// Services alive, or an archive.
    pub mode: Mode,
    /// The policy on pages.
    pub csp: Csp,
    /// Size of the window, in CSS pixels.
    pub window: (u32, u32),
}

impl Default for StageOptions {
    fn default() -> Self {
        Self { mode: Mode::Services, csp: Csp::Default, window: (1280, 800) }
    }
}

/// A demo organisation and a browser in front of it.
pub struct Stage {
    /// Address of the organisation, without a slash at its end.
    pub origin: String,
    /// The organisation itself, to move its clock.
    pub organisation: Arc<Organisation>,
    /// The browser.
    pub browser: Browser,
    driver: Driver,
    window: (u32, u32),
}

/// Name of the app's page.
const APP: &str = "jm_/journeyman/index.html";

impl Stage {
    /// Starts both.
    pub async fn open(options: StageOptions) -> Outcome<Self> {
        // Where the build put the web resources; the same folder that the sandbox binary is given.
        let web_root = std::env::var_os("JOURNEYMAN_WEB").map_or_else(|| project().join("target/web"), PathBuf::from);
        if !web_root.join(APP).exists() {
            return Err("the web resources are not built: run `cargo xtask build` first".into());
        }
        let config = Config { mode: options.mode, csp: options.csp, web_root, demo: true, ..Config::default() };
        let organisation = sandbox::organisation(config).map_err(|error| Failure::from(error.to_string()))?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let router = sandbox::router(organisation.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let driver = Driver::start().await?;
        let browser = Browser::start(&driver.address, options.window).await?;
        Ok(Self { origin, organisation, browser, driver, window: options.window })
    }

    /// A second browser in front of the same organisation.
    pub async fn another_browser(&self) -> Outcome<Browser> {
        Browser::start(&self.driver.address, self.window).await
    }

    /// Opens a page of the host and steps into the app's frame once its first screen is painted.
    pub async fn host(&self, browser: &Browser, query: &str) -> Outcome {
        browser.goto(&format!("{}/main.aspx{query}", self.origin)).await?;
        browser.enter_app().await
    }

    /// Opens the app in a window of its own, as `openWebResource` would.
    pub async fn alone(&self, browser: &Browser, hash: &str) -> Outcome {
        // The session begins on the host page.
        browser.goto(&format!("{}/main.aspx", self.origin)).await?;
        browser.goto(&format!("{}/WebResources/{APP}{hash}", self.origin)).await?;
        browser.wait_for("html[data-state=ready]").await
    }

    /// Moves the organisation's clock on.
    pub async fn advance(&self, browser: &Browser, seconds: u64) -> Outcome {
        let body = serde_json::json!({ "advance_seconds": seconds });
        browser.fetch("POST", "/sandbox/clock", Some(body), &[]).await?;
        Ok(())
    }
}
