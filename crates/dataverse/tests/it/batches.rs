//! `$batch`, letter by letter, and what is made of its answers.

use dataverse::{Batch, Body, Error, Guard, Query, Reply, Response, Target};
use expect_test::expect;
use proptest::prelude::*;

use crate::support::{ID, ORG, Script, answer, block_on, json, refusal};

/// Three groups of five operations.
fn batch() -> Batch {
    let mut batch = Batch::new();
    let mut set = batch.change_set();
    let account = set.create("accounts", &Body::new().text("name", "Ünï"), None);
    set.create(
        "tasks",
        &Body::new().text("subject", "Call").refer("regardingobjectid_account_task", &account),
        Some(&Query::new().select(&["subject"])),
    );
    set.update(&account, &Body::new().number("size", 3), Guard::Exists);
    batch.list("accounts", &Query::new().select(&["name"]).page_size(2).annotations());
    batch.change_set();
    batch.delete("accounts", ID, Guard::Etag("W/\"1\"".to_owned()));
    batch
}

fn multipart(status: u16, body: &str) -> Response {
    answer(status, &["content-type: multipart/mixed; boundary=batchresponse_1"], body)
}

/// As `reference/web-api.md 9` shows it.
fn good() -> String {
    let lines = [
        "--batchresponse_1",
        "Content-Type: multipart/mixed; boundary=changesetresponse_2",
        "",
        "--changesetresponse_2",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "Content-ID: 1",
        "",
        "HTTP/1.1 204 No Content",
        "OData-Version: 4.0",
        "OData-EntityId: https://org/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)",
        "",
        "",
        "--changesetresponse_2",
        "Content-Type: application/http",
        "Content-ID: 2",
        "",
        "HTTP/1.1 201 Created",
        "Content-Type: application/json",
        "",
        r#"{"activityid":"00000000-0000-0000-0000-000000000001","subject":"Call"}"#,
        "--changesetresponse_2",
        "Content-Type: application/http",
        "Content-ID: 3",
        "",
        "HTTP/1.1 204 No Content",
        "",
        "",
        "--changesetresponse_2--",
        "--batchresponse_1",
        "Content-Type: application/http",
        "",
        "HTTP/1.1 200 OK",
        "Content-Type: application/json; odata.metadata=minimal; odata.streaming=true",
        "",
        r#"{"value":[{"name":"a"}],"@odata.nextLink":"n"}"#,
        "--batchresponse_1",
        "Content-Type: application/http",
        "",
        "HTTP/1.1 204 No Content",
        "",
        "",
        "--batchresponse_1--",
        "",
    ];
    lines.join("\r\n")
}

fn shown(replies: &[Result<Reply, Error>]) -> String {
    let lines = replies.iter().map(|reply| match reply {
        Ok(Reply::Created(created)) => format!("created {}, row {}", &created.id[35..], created.row.is_some()),
        Ok(Reply::Page(page)) => format!("{} rows, next {:?}", page.rows.len(), page.next),
        Ok(other) => format!("{other:?}"),
        Err(Error::Unreadable(why)) => why.clone(),
        Err(error) => format!("{:?} {}", error.code().map(|code| format!("{code:x}")), error.sentence()),
    });
    lines.map(|line| line + "\n").collect()
}

fn ask(batch: &Batch, answer: Response) -> Result<Vec<Result<Reply, Error>>, Error> {
    block_on(Script::of([answer]).client().batch(batch))
}

#[test]
fn the_text_of_a_batch() {
    let script = Script::of([multipart(200, &good())]);
    block_on(script.client().batch(&batch().continue_on_error())).expect("replies").len();
    let text = script.whole();
    // Line ends are CRLF throughout the body.
    let body = text.split_once("\n--").expect("a body").1;
    assert_eq!(body.matches('\n').count(), body.matches("\r\n").count() + 1);
    expect![[r#"
        POST https://org.crm.dynamics.com/api/data/v9.2/$batch
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        Content-Type: multipart/mixed; boundary="batch_1"
        Prefer: odata.continue-on-error
        --batch_1
        Content-Type: multipart/mixed; boundary="changeset_1"

        --changeset_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary
        Content-ID: 1

        POST https://org.crm.dynamics.com/api/data/v9.2/accounts HTTP/1.1
        Content-Type: application/json; charset=utf-8
        Content-Length: 16

        {"name":"Ünï"}
        --changeset_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary
        Content-ID: 2

        POST https://org.crm.dynamics.com/api/data/v9.2/tasks?$select=subject HTTP/1.1
        Content-Type: application/json; charset=utf-8
        Content-Length: 67
        Prefer: return=representation

        {"subject":"Call","regardingobjectid_account_task@odata.bind":"$1"}
        --changeset_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary
        Content-ID: 3

        PATCH $1 HTTP/1.1
        Content-Type: application/json; charset=utf-8
        Content-Length: 10
        If-Match: *

        {"size":3}
        --changeset_1--

        --batch_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        GET https://org.crm.dynamics.com/api/data/v9.2/accounts?$select=name HTTP/1.1
        Accept: application/json
        Prefer: odata.include-annotations="*",odata.maxpagesize=2


        --batch_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        DELETE https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001) HTTP/1.1
        If-Match: W/"1"


        --batch_1--

    "#]]
    .assert_eq(&text.replace("\r\n", "\n"));
}

#[test]
fn the_answers_in_order() {
    for text in [good(), good().replace("\r\n", "\n"), format!("\r\n{}\0", good())] {
        expect![[r#"
            created 1, row false
            created 1, row true
            Updated(None)
            1 rows, next Some("n")
            Done
        "#]]
        .assert_eq(&shown(&ask(&batch(), multipart(200, &text)).expect("replies")));
    }
}

#[test]
fn one_fails() {
    let refusal = "--batchresponse_1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 412 Precondition Failed\r\nREQ_ID: x\r\n\r\n{\"error\":{\"code\":\"0x80060882\",\"message\":\"m\"}}\r\n";
    let page = "--batchresponse_1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"value\":[]}\r\n";
    // The change set fails, nothing more is tried.
    let stopped = ask(&batch(), multipart(412, &format!("{refusal}--batchresponse_1--"))).expect("replies");
    expect![[r#"
        Some("80060882") Someone else changed this record after it was opened here.
        Some("80060882") Someone else changed this record after it was opened here.
        Some("80060882") Someone else changed this record after it was opened here.
        None Something before this failed, so this was not tried.
        None Something before this failed, so this was not tried.
    "#]]
    .assert_eq(&shown(&stopped));
    // It fails within its own parts, and the others go on.
    let inner = refusal.replace("--batchresponse_1", "--c");
    let set = format!("--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=\"c\"\r\n\r\n{inner}--c--\r\n");
    let gone_on = ask(&batch(), multipart(200, &format!("{set}{page}{refusal}--batchresponse_1--"))).expect("replies");
    expect![[r#"
        Some("80060882") Someone else changed this record after it was opened here.
        Some("80060882") Someone else changed this record after it was opened here.
        Some("80060882") Someone else changed this record after it was opened here.
        0 rows, next None
        Some("80060882") Someone else changed this record after it was opened here.
    "#]]
    .assert_eq(&shown(&gone_on));
    // A good answer where those of a set were due, and a set where one was due.
    let swapped = format!("{page}{set}--batchresponse_1--");
    expect![[r#"
        a part of the answer to a batch is not what was expected
        a part of the answer to a batch is not what was expected
        a part of the answer to a batch is not what was expected
        a part of the answer to a batch is not what was expected
        the answer to a batch was cut short
    "#]]
    .assert_eq(&shown(&ask(&batch(), multipart(200, &swapped)).expect("replies")));
}

#[test]
fn a_batch_that_fails_as_a_whole() {
    let table = [
        (refusal(400, "0x80048d19", "bad"), "BadPayload"),
        (answer(401, &[], ""), "SignedOut"),
        (answer(200, &[], "<html>"), "SignedOut"),
        (json("{}"), "Unreadable"),
        (json("{"), "Unreadable"),
    ];
    for (answer, expected) in table {
        let error = ask(&batch(), answer).expect_err(expected);
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
    }
    let mut large = Batch::new();
    (0..1_001).for_each(|_| large.get("accounts", ID, &Query::new()));
    let script = Script::default();
    assert!(matches!(block_on(script.client().batch(&large)), Err(Error::TooLarge(_))));
    assert_eq!(block_on(script.client().batch(&Batch::new())), Ok(Vec::new()));
    assert_eq!(script.lines(), "");
}

#[test]
fn targets() {
    let body = Body::new().refer("ownerid", &Target::record("systemusers", &format!("{{{}}}", ID.to_uppercase())));
    assert_eq!(body.to_json(), format!(r#"{{"ownerid@odata.bind":"/systemusers({ID})"}}"#));
}

#[test]
fn cut_at_any_byte() {
    let whole = good();
    for end in 0..whole.len() {
        let Some(text) = whole.get(..end) else { continue };
        let replies = ask(&batch(), multipart(200, text)).expect("replies");
        assert_eq!(replies.len(), 5);
        let complete = ask(&batch(), multipart(200, &whole)).expect("replies");
        for (cut, complete) in replies.iter().zip(&complete) {
            // What arrived whole is as it is; of the rest nothing is claimed, least of all that it was not tried.
            assert!(cut == complete || matches!(cut, Err(Error::Unreadable(_))), "{end}: {cut:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_answer_makes_it_panic(
        status in 0u16..700,
        kind in prop_oneof![Just("multipart/mixed; boundary=b".to_owned()), "(multipart/|mixed|;| |=|\"|boundary|b|.){0,8}"],
        body in "(--b|--b--|--c|\r\n|\n|HTTP/1.1|Content-Type: |multipart/mixed; boundary=c|application/http| 200| 404|\\{\"value\":\\[\\]\\}|.){0,30}",
    ) {
        let response = answer(status, &[&format!("content-type: {kind}")], &body);
        if let Ok(replies) = ask(&batch(), response.clone()) {
            prop_assert_eq!(replies.len(), 5);
        }
        let script = Script::of([response]);
        let _ = block_on(script.client().fetch("accounts", &format!("{ORG}{}", "x".repeat(33_000)), 5));
    }
}
