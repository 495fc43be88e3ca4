//! The routes, in process.

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::{Config, Csp};

const INDEX: &str = "/WebResources/jm_/journeyman/index.html";

/// A folder with a small app in it, gone with the value.
struct WebRoot(std::path::PathBuf);

impl WebRoot {
    fn new() -> Self {
        let root = std::env::temp_dir().join(format!("journeyman-{}", uuid::Uuid::new_v4()));
        let folder = root.join("web/jm_/journeyman");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), "<!doctype html><title>App</title>").unwrap();
        std::fs::write(folder.join("app.js"), "// ".repeat(2_000)).unwrap();
        std::fs::write(folder.join("app.wasm"), [0, 97, 115, 109]).unwrap();
        std::fs::write(root.join("secret.js"), "").unwrap();
        Self(root)
    }

    fn app(&self, csp: Csp) -> Router {
        let config = Config { csp, web_root: self.0.join("web"), ..Config::default() };
        crate::app(config).unwrap()
    }
}

impl Drop for WebRoot {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn get(app: &Router, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// Signs in and answers the `Cookie` header.
async fn cookie(app: &Router) -> String {
    let response = get(app, "/main.aspx", &[]).await;
    header(&response, "set-cookie").split(';').next().unwrap().to_owned()
}

/// The tokenised prefix that the page tells its scripts.
async fn prefix(app: &Router) -> String {
    let html = text(get(app, "/main.aspx", &[]).await).await;
    let start = html.find("/%7B").unwrap();
    let length = html[start..].find("&quot;").unwrap();
    html[start..start + length].to_owned()
}

#[tokio::test]
async fn the_page_begins_one_session() {
    let root = WebRoot::new();
    let app = root.app(Csp::None);
    let first = get(&app, "/main.aspx?pagetype=dashboard", &[]).await;
    assert_eq!(first.status(), StatusCode::OK);
    assert!(header(&first, "set-cookie").contains("HttpOnly"));
    let cookie = header(&first, "set-cookie").split(';').next().unwrap().to_owned();
    let again = get(&app, "/main.aspx", &[("cookie", &cookie)]).await;
    assert_eq!(header(&again, "set-cookie"), "");
}

#[tokio::test]
async fn web_resources_want_a_session() {
    let root = WebRoot::new();
    let app = root.app(Csp::None);
    assert_eq!(get(&app, INDEX, &[]).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(get(&app, INDEX, &[("sec-fetch-dest", "iframe")]).await.status(), StatusCode::UNAUTHORIZED);
    let page = get(&app, INDEX, &[("sec-fetch-dest", "document")]).await;
    assert_eq!((page.status(), header(&page, "location")), (StatusCode::SEE_OTHER, "/main.aspx"));
    let cookie = cookie(&app).await;
    assert_eq!(get(&app, INDEX, &[("cookie", &cookie)]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn names_and_types() {
    let root = WebRoot::new();
    let app = root.app(Csp::None);
    let cookie = cookie(&app).await;
    for (path, status, kind) in [
        (INDEX, 200, "text/html; charset=utf-8"),
        ("/%7B000000008132412%7D/WebResources/jm_/journeyman/index.html", 200, "text/html; charset=utf-8"),
        ("/%7b1%7d/WebResources/jm_/journeyman/app.js", 200, "text/javascript; charset=utf-8"),
        ("/WebResources/ClientGlobalContext.js.aspx", 200, "text/javascript; charset=utf-8"),
        ("/WebResources/jm_/journeyman/other.html", 404, "text/html; charset=utf-8"),
        ("/WebResources/jm_/journeyman/other.js", 404, ""),
        ("/WebResources/jm_/journeyman/app.wasm", 404, ""),
        ("/WebResources/jm_//journeyman/app.js", 404, ""),
        ("/WebResources/jm_/journeyman/a-b.js", 404, ""),
        ("/WebResources/../secret.js", 404, ""),
        ("/WebResources/%2e%2e/secret.js", 404, ""),
        ("/WebResources/..%2fsecret.js", 404, ""),
        ("/WebResources/jm_/..%5csecret.js", 404, ""),
        ("/%7Babc%7D/WebResources/jm_/journeyman/app.js", 404, ""),
        ("/8132412/WebResources/jm_/journeyman/app.js", 404, ""),
        (
            "/WebResources/jm_/journeyman/index.html?data=view%3Djourneys&userlcid=1033&tabSet=1",
            200,
            "text/html; charset=utf-8",
        ),
        ("/WebResources/jm_/journeyman/index.html?view=journeys", 400, "text/plain; charset=utf-8"),
    ] {
        let response = get(&app, path, &[("cookie", &cookie)]).await;
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (status, kind), "{path}");
    }
}

#[tokio::test]
async fn caching_and_compression() {
    let root = WebRoot::new();
    let app = root.app(Csp::None);
    let cookie = cookie(&app).await;
    let script = "/WebResources/jm_/journeyman/app.js";
    let plain = get(&app, script, &[("cookie", &cookie)]).await;
    assert_eq!(header(&plain, "cache-control"), "private, no-cache");
    let tag = header(&plain, "etag").to_owned();
    let known = get(&app, script, &[("cookie", &cookie), ("if-none-match", &tag)]).await;
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    let zipped = get(&app, script, &[("cookie", &cookie), ("accept-encoding", "gzip")]).await;
    assert_eq!(header(&zipped, "content-encoding"), "gzip");

    let before = prefix(&app).await;
    let kept = get(&app, &format!("{before}jm_/journeyman/app.js"), &[("cookie", &cookie)]).await;
    assert!(header(&kept, "cache-control").ends_with("immutable"));
    assert_eq!(before, prefix(&app).await);
    std::fs::write(root.0.join("web/jm_/journeyman/app.js"), "changed").unwrap();
    assert_ne!(before, prefix(&app).await);
}

#[tokio::test]
async fn policies() {
    let root = WebRoot::new();
    for (csp, script) in [
        (Csp::None, ""),
        (Csp::Default, "script-src * 'unsafe-inline' 'unsafe-eval';"),
        (Csp::Strict, "script-src 'self';"),
        (Csp::StrictWasm, "script-src 'self' 'wasm-unsafe-eval';"),
    ] {
        let app = root.app(csp);
        let cookie = cookie(&app).await;
        for path in ["/main.aspx", INDEX, "/WebResources/none.html"] {
            let response = get(&app, path, &[("cookie", &cookie)]).await;
            let policy = header(&response, header::CONTENT_SECURITY_POLICY.as_str());
            assert!(policy.starts_with(script) && policy.is_empty() == script.is_empty(), "{path}: {policy}");
            assert_eq!(header(&response, "x-content-type-options"), "nosniff");
            assert_eq!(header(&response, "access-control-allow-origin"), "");
        }
    }
}

#[tokio::test]
async fn the_page_runs_without_inline_scripts() {
    let root = WebRoot::new();
    let app = root.app(Csp::Strict);
    let html = text(get(&app, "/main.aspx", &[]).await).await;
    assert_eq!(html.matches("<script").count(), html.matches("<script type=\"module\" src=\"/uclient/").count());
    for address in html.split('"').filter(|part| part.starts_with("/uclient/")) {
        let response = get(&app, address, &[]).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
    }
}
