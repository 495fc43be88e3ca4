//! A browser, in the words of a person: press, type, wait until something shows.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use fantoccini::wd::{WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::driver::{capabilities, project};
use crate::{Failure, Outcome};

/// How long anything may take to show on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Light or dark, as the operating system would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

/// One browser window. It closes when it is dropped, also when a test fails.
pub struct Browser {
    client: Client,
    /// Host and port of the driver, and the session's path there.
    session: (String, String),
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that ends leaves its browsers running, and there is no waiting for the client's own goodbye here.
        let (driver, path) = &self.session;
        let Ok(mut stream) = TcpStream::connect(driver) else { return };
        let request =
            format!("DELETE {path} HTTP/1.1\r\nHost: {driver}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        // It answers when the browser has gone, and keeps the connection. A driver that is gone has no browser to close.
        let _ = stream
            .set_read_timeout(Some(PATIENCE))
            .and_then(|()| stream.write_all(request.as_bytes()))
            .and_then(|()| stream.read(&mut [0; 256]));
    }
}

fn name(failure: impl std::fmt::Display, what: &str) -> Failure {
    format!("{what}: {failure}").into()
}

impl Browser {
    /// Opens a window through a driver.
    pub async fn start(driver: &str, (width, height): (u32, u32)) -> Outcome<Self> {
        let client =
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities(width, height)?).connect(driver).await?;
        client.set_window_rect(0, 0, width, height).await?;
        let id = client.session_id().await?.ok_or("the driver opened no session")?;
        let session = (driver.trim_start_matches("http://").to_owned(), format!("/session/{id}"));
        let browser = Self { client, session };
        browser.set_view(width, height).await?;
        Ok(browser)
    }

    /// A command of the browser's own protocol.
    async fn devtools(&self, command: &str, parameters: Value) -> Outcome {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Raw { path: "goog/cdp/execute", body }).await?;
        Ok(())
    }

    /// Makes the page exactly that large, in CSS pixels.
    pub async fn set_view(&self, width: u32, height: u32) -> Outcome {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await
    }

    /// Light or dark.
    pub async fn set_theme(&self, theme: Theme) -> Outcome {
        let value = if theme == Theme::Dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await
    }

    /// Opens another window of the same browser, goes there, and gives the one it came from.
    pub async fn open_window(&self) -> Outcome<WindowHandle> {
        let before = self.client.window().await?;
        let opened = self.client.new_window(true).await?;
        self.client.switch_to_window(opened.handle).await?;
        Ok(before)
    }

    /// Goes to another window.
    pub async fn go_to_window(&self, window: WindowHandle) -> Outcome {
        Ok(self.client.switch_to_window(window).await?)
    }

    /// Kills the window's page, as a crash would: nothing in it runs any more. A fresh window takes its place.
    pub async fn crash(&self) -> Outcome {
        let crashed = self.open_window().await?;
        let fresh = self.client.window().await?;
        self.go_to_window(crashed).await?;
        // The page that would answer is gone.
        let _ = tokio::time::timeout(Duration::from_secs(2), self.devtools("Page.crash", json!({}))).await;
        self.go_to_window(fresh).await
    }

    /// Runs a script in every page from now on, before anything of the page's own.
    pub async fn before_each_page(&self, script: &str) -> Outcome {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    /// Makes addresses unreachable, such as `*/segments.js`, in place of those before; with none the network is whole again.
    pub async fn set_unreachable(&self, addresses: &[&str]) -> Outcome {
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await
    }

    /// Loads an address.
    pub async fn goto(&self, address: &str) -> Outcome {
        Ok(self.client.goto(address).await?)
    }

    /// Steps into the frame that holds the app, once the app is ready.
    pub async fn enter_app(&self) -> Outcome {
        let start = Instant::now();
        loop {
            self.leave_app().await?;
            // The host may take the frame away and make it anew at any moment: start from the outside each time.
            if let Ok(frame) = self.client.find(Locator::Css("iframe[src*='journeyman']")).await
                && frame.enter_frame().await.is_ok()
                && self.is_there("html[data-state=ready]").await
            {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err("the app in the host page is not ready".into());
            }
            breathe().await;
        }
    }

    /// Steps out to the host page.
    pub async fn leave_app(&self) -> Outcome {
        self.client.issue_cmd(Raw { path: "frame", body: json!({ "id": null }) }).await?;
        Ok(())
    }

    /// Whether an element is in the page now.
    pub async fn is_there(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// Waits until a condition in JavaScript holds.
    pub async fn wait_until(&self, what: &str, condition: &str) -> Outcome {
        let script = format!("try {{ return !!({condition}); }} catch (_) {{ return false; }}");
        let start = Instant::now();
        while self.client.execute(&script, vec![]).await.is_ok_and(|answer| answer != Value::Bool(true)) {
            if start.elapsed() > PATIENCE {
                return Err(format!("waited in vain: {what}").into());
            }
            breathe().await;
        }
        Ok(())
    }

    /// Waits until an element shows.
    pub async fn wait_for(&self, css: &str) -> Outcome {
        let condition = format!(
            "[...document.querySelectorAll({})].some((e) => e.tagName === 'HTML' || e.getClientRects().length > 0)",
            Value::from(css)
        );
        self.wait_until(&format!("'{css}' shows"), &condition).await
    }

    /// Waits until no such element shows.
    pub async fn wait_gone(&self, css: &str) -> Outcome {
        let condition =
            format!("![...document.querySelectorAll({})].some((e) => e.getClientRects().length > 0)", Value::from(css));
        self.wait_until(&format!("'{css}' is gone"), &condition).await
    }

    /// Waits until an element says something.
    pub async fn wait_text(&self, css: &str, text: &str) -> Outcome {
        let condition = format!(
            "[...document.querySelectorAll({})].some((e) => e.innerText.includes({}))",
            Value::from(css),
            Value::from(text)
        );
        self.wait_until(&format!("'{css}' says '{text}'"), &condition).await
    }

    /// Presses an element once it shows and nothing lies over it.
    pub async fn press(&self, css: &str) -> Outcome {
        self.wait_for(css).await?;
        let start = Instant::now();
        loop {
            let pressed = match self.client.find(Locator::Css(css)).await {
                Ok(element) => element.click().await,
                Err(error) => Err(error),
            };
            match pressed {
                Ok(()) => return Ok(()),
                Err(error) if start.elapsed() > PATIENCE => return Err(name(error, &format!("pressing '{css}'"))),
                Err(_) => breathe().await,
            }
        }
    }

    /// Presses the element of that kind which says exactly this.
    pub async fn press_text(&self, css: &str, text: &str) -> Outcome {
        let found = format!(
            "[...document.querySelectorAll({})].find((e) => e.innerText.trim() === {})",
            Value::from(css),
            Value::from(text)
        );
        self.wait_until(&format!("'{css}' says '{text}'"), &found).await?;
        self.run(&format!("{found}.setAttribute('data-pressed-by-test', '')")).await?;
        self.press(&format!("{css}[data-pressed-by-test]")).await?;
        self.run("document.querySelectorAll('[data-pressed-by-test]').forEach((e) => e.removeAttribute('data-pressed-by-test'))")
            .await?;
        Ok(())
    }

    /// Puts a text into a field in place of what it holds, as a person would, and leaves the field.
    pub async fn fill(&self, css: &str, text: &str) -> Outcome {
        self.press(css).await?;
        let field = self.client.find(Locator::Css(css)).await?;
        field.send_keys(&format!("{}a{}", char::from(Key::Control), char::from(Key::Null))).await?;
        field.send_keys(text).await?;
        field.send_keys(&char::from(Key::Tab).to_string()).await?;
        Ok(())
    }

    /// Chooses an entry of a drop-down by its value.
    pub async fn pick(&self, css: &str, value: &str) -> Outcome {
        self.wait_for(css).await?;
        let entry = format!(
            "[...document.querySelector({})?.options ?? []].some((o) => o.value === {})",
            Value::from(css),
            Value::from(value)
        );
        self.wait_until(&format!("'{css}' offers '{value}'"), &entry).await?;
        let field = self.client.find(Locator::Css(css)).await?;
        field.select_by_value(value).await.map_err(|error| name(error, &format!("choosing '{value}' in '{css}'")))
    }

    /// Presses Tab until an element has the focus, as somebody without a mouse would.
    pub async fn tab_to(&self, css: &str) -> Outcome {
        const FAR: usize = 200;
        let is_there = format!("document.activeElement?.matches({}) ?? false", Value::from(css));
        for _ in 0..FAR {
            if self.run(&is_there).await? == Value::Bool(true) {
                return Ok(());
            }
            self.chord(&[], &char::from(Key::Tab).to_string()).await?;
        }
        Err(format!("Tab does not lead to '{css}'").into())
    }

    /// Waits until an element has the focus.
    pub async fn wait_focus(&self, css: &str) -> Outcome {
        let has_focus = format!("document.activeElement.matches({})", Value::from(css));
        self.wait_until(&format!("'{css}' has the focus"), &has_focus).await
    }

    /// Types where the focus is.
    pub async fn keys(&self, text: &str) -> Outcome {
        Ok(self.client.active_element().await?.send_keys(text).await?)
    }

    /// One named key, perhaps with others held: `[Key::Control], "z"`.
    pub async fn chord(&self, held: &[Key], text: &str) -> Outcome {
        let mut all: String = held.iter().map(|key| char::from(*key)).collect();
        all.push_str(text);
        all.push(char::from(Key::Null));
        self.keys(&all).await
    }

    /// Runs a script and gives what it returns.
    pub async fn run(&self, script: &str) -> Outcome<Value> {
        Ok(self.client.execute(&format!("return ({script});"), vec![]).await?)
    }

    /// Runs a script that calls `done` with what it found.
    pub async fn run_async(&self, script: &str) -> Outcome<Value> {
        let script = format!("const done = arguments[arguments.length - 1]; {script};");
        Ok(self.client.execute_async(&script, vec![]).await?)
    }

    /// Runs a script file's text in the page.
    pub async fn load_script(&self, text: &str) -> Outcome {
        self.client.execute(text, vec![]).await?;
        Ok(())
    }

    /// What an element says; empty when it isn't there.
    pub async fn text(&self, css: &str) -> Outcome<String> {
        let text = self.run(&format!("document.querySelector({})?.innerText ?? ''", Value::from(css))).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// How many elements match.
    pub async fn count(&self, css: &str) -> Outcome<u64> {
        let count = self.run(&format!("document.querySelectorAll({}).length", Value::from(css))).await?;
        Ok(count.as_u64().unwrap_or_default())
    }

    /// A request in the page's own session: status and body, which is null where there is none.
    pub async fn fetch(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Outcome<(u64, Value)> {
        let script = r"
            const [method, path, body, headers, done] = arguments;
            fetch(path, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: body ?? undefined })
                .then(async (answer) => done([answer.status, await answer.text()]), (error) => done([0, String(error)]));";
        let headers: serde_json::Map<String, Value> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
        let arguments = vec![method.into(), path.into(), body.map(|body| body.to_string()).into(), headers.into()];
        let answer = self.client.execute_async(script, arguments).await?;
        let status = answer[0].as_u64().unwrap_or_default();
        let body = answer[1].as_str().unwrap_or_default();
        Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
    }

    /// Reads one resource of the Web API; anything but 200 is a failure.
    pub async fn read(&self, path: &str) -> Outcome<Value> {
        match self.fetch("GET", &format!("/api/data/v9.2/{path}"), None, &[]).await? {
            (200, body) => Ok(body),
            (status, body) => Err(format!("GET {path} answered {status}: {body}").into()),
        }
    }

    /// Saves what the window shows as `target/e2e/<name>.png`, to be looked at.
    pub async fn picture(&self, picture: &str) -> Outcome<PathBuf> {
        let folder = project().join("target/e2e");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{picture}.png"));
        std::fs::write(&file, self.client.screenshot().await?)?;
        Ok(file)
    }
}

/// Lets the browser go on before it is asked again.
async fn breathe() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// A command of WebDriver that the client has no method for.
#[derive(Debug)]
struct Raw {
    /// Below the session.
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
