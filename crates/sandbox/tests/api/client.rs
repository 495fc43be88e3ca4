//! An organisation to send requests to, written as in HTTP.

use std::fmt::Write as _;

use axum::{
    Router,
    body::Body,
    http::{Method, Request, Response, Uri},
};
use expect_test::Expect;
use http_body_util::BodyExt as _;
use sandbox::Config;
use tower::ServiceExt as _;

/// Two accounts and two contacts that most tests speak of.
pub const A: &str = "00000000-0000-0000-0000-00000000000a";
pub const B: &str = "00000000-0000-0000-0000-00000000000b";
pub const C: &str = "00000000-0000-0000-0000-00000000000c";
pub const D: &str = "00000000-0000-0000-0000-00000000000d";

/// An organisation.
pub struct Api(Router);

/// What it answered.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Api {
    /// With no record but the platform's.
    pub fn empty() -> Self {
        Self::with(Config::default())
    }

    /// Started in a way of its own.
    pub fn with(config: Config) -> Self {
        Self(sandbox::app(config).expect("the organisation starts"))
    }

    /// With the accounts Contoso and Fabrikam, and the contacts Ada and Bob who work there.
    pub async fn sample() -> Self {
        let api = Self::empty();
        for request in [
            format!(
                r#"POST accounts {{"accountid":"{A}","name":"Contoso","revenue":5000000,"industrycode":8,"creditonhold":true}}"#
            ),
            format!(r#"POST accounts {{"accountid":"{B}","name":"Fabrikam","numberofemployees":12}}"#),
            format!(
                r#"POST contacts {{"contactid":"{C}","firstname":"Ada","lastname":"Lovelace","emailaddress1":"ada@example.com","birthdate":"1815-12-10","parentcustomerid_account@odata.bind":"/accounts({A})"}}"#
            ),
            format!(
                r#"POST contacts {{"contactid":"{D}","firstname":"Bob","lastname":"Müller","parentcustomerid_account@odata.bind":"/accounts({A})"}}"#
            ),
            format!(r#"PATCH accounts({A}) {{"primarycontactid@odata.bind":"/contacts({C})"}}"#),
        ] {
            let answer = api.send(&request).await;
            assert_eq!(answer.status, 204, "{request}: {}", answer.body);
        }
        api
    }

    /// Sends `METHOD path [body]`, or the same with header lines between the first line and the body.
    pub async fn send(&self, request: &str) -> Answer {
        let (first, rest) = request.split_once('\n').unwrap_or((request, ""));
        let (method, target) = first.split_once(' ').expect("METHOD path");
        let (path, inline) = match target.find(" {").or_else(|| target.find(" [")) {
            Some(at) => (&target[..at], &target[at + 1..]),
            None => (target, ""),
        };
        let mut headers = Vec::new();
        let mut body = inline.to_owned();
        for line in rest.lines().map(str::trim) {
            match line.split_once(": ") {
                Some((name, value)) if !line.starts_with('{') => headers.push((name, value)),
                _ => body.push_str(line),
            }
        }
        self.raw(method, path, &headers, body.into_bytes()).await
    }

    /// Sends a request; blanks and quotes in the path are escaped.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let escaped: String = path
            .bytes()
            .map(|byte| match byte {
                b' ' | b'"' | b'<' | b'>' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'`' | b'#' | 0x7f.. | ..0x20 => {
                    format!("%{byte:02X}")
                }
                other => char::from(other).to_string(),
            })
            .collect();
        let uri = if escaped.starts_with('/') { escaped } else { format!("/api/data/v9.2/{escaped}") };
        let Ok(uri) = uri.parse::<Uri>() else {
            return Answer { status: 0, headers: Vec::new(), body: "no URI".into() };
        };
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
            .uri(uri)
            .header("host", "localhost:8080")
            .header("authorization", "Bearer test");
        if headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.request(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends a request as it is.
    pub async fn request(&self, request: Request<Body>) -> Answer {
        let (answer, whole) = self.received(request).await;
        assert!(whole, "the answer broke off: {}", answer.body);
        answer
    }

    /// Sends a request as it is; what arrived of the answer, and whether that was all.
    pub async fn received(&self, request: Request<Body>) -> (Answer, bool) {
        let response: Response<Body> = self.0.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        let headers = headers.collect();
        let (mut body, mut bytes, mut whole) = (response.into_body(), Vec::new(), true);
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else {
                whole = false;
                break;
            };
            if let Ok(data) = frame.into_data() {
                bytes.extend_from_slice(&data);
            }
        }
        (Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }, whole)
    }

    /// Sends a request and compares the answer.
    pub async fn check(&self, request: &str, expected: Expect) {
        expected.assert_eq(&self.send(request).await.shown());
    }

    /// Sends several requests and compares the answers, each below its request.
    pub async fn check_all(&self, requests: &str, expected: Expect) {
        let mut shown = String::new();
        for request in requests.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let _ = writeln!(shown, "{request}\n  {}", self.send(request).await.brief());
        }
        expected.assert_eq(&shown);
    }
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Status, telling headers and body on lines of their own.
    pub fn shown(&self) -> String {
        let mut shown = format!("{}\n", self.status);
        for name in ["etag", "odata-entityid", "preference-applied"] {
            if let Some(value) = self.header(name) {
                let _ = writeln!(shown, "{name}: {value}");
            }
        }
        match serde_json::from_str::<serde_json::Value>(&self.body) {
            Ok(json) => shown.push_str(&serde_json::to_string_pretty(&json).expect("JSON")),
            Err(_) => shown.push_str(&self.body),
        }
        masked(&shown)
    }

    /// Status and what matters of the body on one line: an error's code and message, the rows' names, a value.
    pub fn brief(&self) -> String {
        let brief = match serde_json::from_str::<serde_json::Value>(&self.body) {
            Ok(json) if json.get("error").is_some() => {
                format!(
                    "{} {}",
                    json["error"]["code"].as_str().unwrap_or(""),
                    json["error"]["message"].as_str().unwrap_or("")
                )
            }
            Ok(json) => match json.get("value").and_then(|value| value.as_array()) {
                Some(rows) => rows.iter().map(name_of).collect::<Vec<_>>().join(", "),
                None => self.body.clone(),
            },
            Err(_) => self.body.clone(),
        };
        masked(format!("{} {brief}", self.status).trim_end())
    }
}

fn name_of(row: &serde_json::Value) -> String {
    let names = ["name", "fullname", "subject", "LogicalName", "SchemaName", "Name"];
    let named = names.iter().find_map(|name| row.get(name)).map(|name| name.as_str().unwrap_or("null").to_owned());
    named.unwrap_or_else(|| row.to_string())
}

/// Replaces row versions, and counts that grow with the tables.
fn masked(text: &str) -> String {
    let versions = without_digits(text, "W/");
    without_digits(&versions, "privilegeCount=")
}

/// Puts a mark in the place of the number that follows a word, perhaps after a quote.
fn without_digits(text: &str, word: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = rest.split_at(at + word.len());
        out.push_str(before);
        let digits = after.find(|c: char| c.is_ascii_digit()).filter(|at| *at <= 2);
        let Some(start) = digits else {
            rest = after;
            continue;
        };
        let end = after[start..].find(|c: char| !c.is_ascii_digit()).map_or(after.len(), |end| start + end);
        out.push_str(&after[..start]);
        out.push('#');
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}
