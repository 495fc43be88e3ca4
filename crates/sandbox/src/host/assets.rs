//! The host page's own scripts, styles and pictures.

use std::{
    hash::{DefaultHasher, Hasher},
    sync::{Arc, LazyLock},
};

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use include_dir::{Dir, include_dir};

use super::{guarded, resource};
use crate::Organisation;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/host/page");

/// Part of every address below `/uclient/`, so that another build's files are never taken from the browser's cache.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    digest(&FILES, &mut hasher);
    format!("{:016x}", hasher.finish())
});

fn digest(folder: &Dir, hasher: &mut DefaultHasher) {
    for file in folder.files() {
        hasher.write(file.contents());
    }
    for inner in folder.dirs() {
        digest(inner, hasher);
    }
}

/// The page's HTML, with `{{…}}` where [`super::page`] fills in.
pub fn html() -> &'static str {
    FILES.get_file("main.html").and_then(|file| file.contents_utf8()).unwrap_or_default()
}

/// `/uclient/<version>/<path>`.
pub async fn serve(State(organisation): State<Arc<Organisation>>, Path((_, path)): Path<(String, String)>) -> Response {
    let found = FILES.get_file(&path).zip(resource::content_type(&path));
    guarded(
        &organisation,
        match found {
            None => StatusCode::NOT_FOUND.into_response(),
            Some((file, kind)) => {
                let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, resource::IMMUTABLE)];
                (headers, file.contents()).into_response()
            }
        },
    )
}
