//! `$batch` in the forms that clients send (reference/web-api.md 9).

use crate::client::{A, Answer, Api};

async fn batch(api: &Api, body: &str, line_end: &str, headers: &[(&str, &str)]) -> Answer {
    let body = body.lines().map(str::trim).collect::<Vec<_>>().join(line_end);
    let mut all = vec![("content-type", "multipart/mixed;boundary=dwa_batch_1")];
    all.extend_from_slice(headers);
    api.raw("POST", "$batch", &all, body.into_bytes()).await
}

const CHANGES: &str = r#"
    --dwa_batch_1
    Content-Type: multipart/mixed; boundary="changeset_2"

    --changeset_2
    Content-Type: application/http
    Content-Transfer-Encoding: binary
    Content-ID: 1

    POST http://localhost:8080/api/data/v9.2/accounts HTTP/1.1
    Content-Type: application/json

    {"name":"First"}
    --changeset_2
    Content-Type: application/http
    Content-ID: 2

    POST /api/data/v9.2/contacts HTTP/1.1
    Content-Type: application/json

    {"lastname":"Second","parentcustomerid_account@odata.bind":"$1"}
    --changeset_2
    Content-Type: application/http
    Content-ID: 3

    PUT $1/name HTTP/1.1
    Content-Type: application/json

    {"value":"Renamed"}
    --changeset_2--

    --dwa_batch_1
    Content-Type: application/http
    Content-Transfer-Encoding: binary

    GET contacts?$select=fullname&$expand=parentcustomerid_account($select=name) HTTP/1.1
    Accept: application/json

    --dwa_batch_1--
"#;

#[tokio::test]
async fn a_change_set_refers_to_what_it_made() {
    for line_end in ["\r\n", "\n"] {
        let api = Api::empty();
        let answer = batch(&api, CHANGES, line_end, &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.body.matches("HTTP/1.1 204 No Content\r\n").count(), 3, "{}", answer.body);
        assert!(answer.body.contains(r#""parentcustomerid_account":{"#) && answer.body.contains(r#""name":"Renamed""#));
        assert!(answer.body.contains("\r\nContent-ID: 2\r\n"));
        let boundary =
            answer.header("content-type").and_then(|kind| kind.split_once("boundary=")).expect("a boundary").1;
        assert!(
            answer
                .body
                .starts_with(&format!("--{boundary}\r\nContent-Type: multipart/mixed; boundary=changesetresponse_"))
        );
        assert!(answer.body.ends_with(&format!("--{boundary}--\r\n")));
    }
}

#[tokio::test]
async fn a_failing_change_set_leaves_nothing() {
    let api = Api::empty();
    let answer = batch(&api, &CHANGES.replace("$1/name", "$9/name"), "\r\n", &[]).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("Content-ID Reference: '$9' does not exist in the batch context."), "{}", answer.body);
    assert_eq!(api.send("GET accounts/$count").await.body, "\u{feff}0");
}

#[tokio::test]
async fn the_first_failure_ends_it_unless_told_to_go_on() {
    let api = Api::sample().await;
    let body = format!(
        "--dwa_batch_1
        Content-Type: application/http

        GET accounts({A})?$select=nothing HTTP/1.1

        --dwa_batch_1
        Content-Type: application/http

        GET accounts({A})?$select=name HTTP/1.1

        --dwa_batch_1--"
    );
    let stopped = batch(&api, &body, "\r\n", &[]).await;
    assert_eq!((stopped.status, stopped.body.matches("HTTP/1.1").count()), (400, 1));
    let whole = batch(&api, &body, "\r\n", &[("prefer", "odata.continue-on-error")]).await;
    assert_eq!((whole.status, whole.body.matches("HTTP/1.1").count()), (200, 2));
    assert!(whole.body.contains("REQ_ID: "));
}

#[tokio::test]
async fn what_is_no_batch_is_refused() {
    let api = Api::empty();
    let nested = "--dwa_batch_1\nContent-Type: application/http\n\nPOST $batch HTTP/1.1\n\n--dwa_batch_1--";
    for (body, kind) in [
        ("", "application/json"),
        ("text", "multipart/mixed; boundary=x"),
        (nested, "multipart/mixed; boundary=dwa_batch_1"),
    ] {
        let answer = api.raw("POST", "$batch", &[("content-type", kind)], body.as_bytes().to_vec()).await;
        assert_eq!(answer.status, 400, "{kind}: {}", answer.body);
    }
}
