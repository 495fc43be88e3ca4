//! The text of a batch.

use std::fmt::Write;

use super::{Batch, Group, Operation};
use crate::call::Call;
use crate::transport::Method;

/// What the body of a batch is.
pub(crate) const CONTENT_TYPE: &str = "multipart/mixed; boundary=\"batch_1\"";

/// Addresses and JSON hold no line ends, so that no content can begin a line as a boundary does.
const BATCH: &str = "batch_1";

/// The body of the request, whose operations are addressed by `address`, from their paths below the service root.
pub(crate) fn body(batch: &Batch, address: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for (at, group) in batch.groups().enumerate() {
        line(&mut text, &["--", BATCH]);
        match group {
            Group::Alone(operation) => write_operation(&mut text, operation, &address),
            Group::Set(operations) => {
                let boundary = format!("changeset_{}", at + 1);
                line(&mut text, &["Content-Type: multipart/mixed; boundary=\"", &boundary, "\"\r\n"]);
                for operation in operations {
                    line(&mut text, &["--", &boundary]);
                    write_operation(&mut text, operation, &address);
                }
                line(&mut text, &["--", &boundary, "--\r\n"]);
            }
        }
    }
    line(&mut text, &["--", BATCH, "--"]);
    text
}

fn write_operation(text: &mut String, operation: &Operation, address: &impl Fn(&str) -> String) {
    let Call { method, path, headers, content_type, body } = &operation.call;
    line(text, &["Content-Type: application/http"]);
    line(text, &["Content-Transfer-Encoding: binary"]);
    if let Some(id) = operation.content_id {
        // Writing to a string cannot fail.
        let _ = write!(text, "Content-ID: {id}\r\n");
    }
    let address = if path.starts_with('$') { path.clone() } else { address(path) };
    line(text, &["\r\n", method.as_str(), " ", &address, " HTTP/1.1"]);
    if *method == Method::Get {
        line(text, &["Accept: application/json"]);
    }
    if let Some(body) = body {
        line(text, &["Content-Type: ", content_type]);
        let _ = write!(text, "Content-Length: {}\r\n", body.len());
    }
    for (name, value) in headers {
        line(text, &[name, ": ", value]);
    }
    line(text, &["\r\n", body.as_deref().unwrap_or_default()]);
}

fn line(text: &mut String, pieces: &[&str]) {
    text.extend(pieces.iter().copied());
    text.push_str("\r\n");
}
