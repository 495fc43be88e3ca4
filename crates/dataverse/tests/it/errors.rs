//! Every code of `reference/web-api.md 10`, and answers that are none.

use std::fmt::Write;

use dataverse::{Error, Guard, Query, TransportError};
use expect_test::expect;
use proptest::prelude::*;

use crate::support::{ID, Script, answer, block_on, json, refusal};

/// The variant's name alone.
fn name(error: &Error) -> String {
    let text = format!("{error:?}");
    text.split(['(', ' ']).next().unwrap_or_default().to_owned()
}

#[test]
fn codes() {
    let table = [
        (400, "0x80048d19", "Error identified in Payload"),
        (400, "0x80060888", "Could not find a property named 'x'"),
        (400, "0x80044331", "The length of the 'subject' attribute exceeded the maximum"),
        (400, "0x8004432f", "integer"),
        (400, "0x80044330", "decimal"),
        (400, "0x8004431a", "The picklist value is out of the range."),
        (400, "0x80048408", "status"),
        (400, "0x80040203", "Invalid argument."),
        (400, "0x80040265", "The plug-in's own words"),
        (400, "0x80041103", "attribute"),
        (400, "0x80041102", "entity"),
        (400, "0x80044352", "stamp"),
        (400, "0x8004e023", "aggregate"),
        (400, "0x80041234", "another code"),
        (400, "0x80044302", "Request is not authenticated."),
        (401, "0x80040204", "InvalidUserAuth"),
        (403, "0x80040220", "is missing prvReadAccount privilege"),
        (403, "0x80048306", "Not enough privilege"),
        (403, "0x80040231", "principal"),
        (403, "0x8004020d", "rights"),
        (403, "0x80048405", "access"),
        (403, "0x8004f507", "secured field"),
        (403, "0x8004a110", "on behalf"),
        (403, "0x80040216", "a front end's refusal, with the code of a failure"),
        (403, "", "no code"),
        (404, "0x80040217", "Entity 'account' With Id = … Does Not Exist"),
        (404, "0x80060891", "key values"),
        (404, "0x8006088a", "Resource not found for the segment 'xyz'."),
        (404, "0x0", "Resource not found for the segment 'xyz'."),
        (404, "", "account With Id = … Does Not Exist"),
        (405, "0x80040227", "association"),
        (412, "0x80060882", "RowVersion"),
        (412, "", "RowVersion"),
        (404, "0x80040216", "an unexpected one"),
        (415, "", "media type"),
        (412, "0x80060883", "not provided"),
        (412, "0x8006088d", "not enabled"),
        (412, "0x80040237", "matching key values"),
        (412, "0x80060892", "Entity Key violated"),
        (413, "0x8004418a", "too large"),
        (429, "0x80072322", "Number of requests exceeded the limit of 6000"),
        (429, "0x80072321", "Combined execution time"),
        (429, "0x80072326", "Number of concurrent requests"),
        (500, "0x80040333", "duplicate"),
        (500, "0x80040216", "An unexpected error occurred."),
        (500, "", "no code"),
        (501, "", "not implemented"),
        (502, "", "gateway"),
        (503, "", "unavailable"),
    ];
    let mut text = String::new();
    for (status, code, message) in table {
        let script = Script::of(std::iter::repeat_with(|| refusal(status, code, message)).take(9));
        let error = block_on(script.client().get("accounts", ID, &Query::new())).expect_err("a refusal");
        if error != Error::SignedOut {
            assert_eq!(error.message(), message);
            let digits = error.code().map_or(String::new(), |code| format!("0x{code:x}"));
            assert_eq!(digits, code, "{error:?}");
        }
        let _ = writeln!(text, "{status} {code:10} {} · {}", name(&error), error.sentence());
    }
    expect![[r#"
        400 0x80048d19 BadPayload · The server does not accept a column or a value that was sent.
        400 0x80060888 BadQuery · The server does not understand the query.
        400 0x80044331 TooLong · A text is longer than its column allows.
        400 0x8004432f OutOfRange · A number is outside the range that its column allows.
        400 0x80044330 OutOfRange · A number is outside the range that its column allows.
        400 0x8004431a UnknownChoice · A value is not among the choices of its column.
        400 0x80048408 StatusMismatch · The status reason does not belong to the status.
        400 0x80040203 BadPayload · The server does not accept a column or a value that was sent.
        400 0x80040265 PluginRefused · A rule of your organisation refused this.
        400 0x80041103 BadQuery · The server does not understand the query.
        400 0x80041102 BadQuery · The server does not understand the query.
        400 0x80044352 ExpiredStamp · Too much time has passed to tell what has changed since.
        400 0x8004e023 TooLarge · This is more than the server accepts at once.
        400 0x80041234 Refused · The server refused the request.
        400 0x80044302 SignedOut · Your session has ended. Sign in again to go on.
        401 0x80040204 SignedOut · Your session has ended. Sign in again to go on.
        403 0x80040220 Forbidden · Your security roles do not allow this.
        403 0x80048306 Forbidden · You do not have access to this record.
        403 0x80040231 Forbidden · Your security roles do not allow this.
        403 0x8004020d Forbidden · You do not have access to this record.
        403 0x80048405 Forbidden · You do not have access to this record.
        403 0x8004f507 Forbidden · A column is secured, and you may not change it.
        403 0x8004a110 Forbidden · You may not act on behalf of another user.
        403 0x80040216 Forbidden · You are not allowed to do this.
        403            Forbidden · You are not allowed to do this.
        404 0x80040217 NotFound · This record does not exist. It may have been deleted.
        404 0x80060891 NotFound · This record does not exist. It may have been deleted.
        404 0x8006088a UnknownResource · This organisation does not offer that table or service.
        404 0x0        UnknownResource · This organisation does not offer that table or service.
        404            NotFound · This record does not exist. It may have been deleted.
        405 0x80040227 InUse · Other records depend on this one, so it cannot be deleted.
        412 0x80060882 Stale · Someone else changed this record after it was opened here.
        412            Stale · Someone else changed this record after it was opened here.
        404 0x80040216 UnknownResource · This organisation does not offer that table or service.
        415            Refused · The server refused the request.
        412 0x80060883 Unversioned · This table does not keep versions, so a change by others cannot be noticed.
        412 0x8006088d Unversioned · This table does not keep versions, so a change by others cannot be noticed.
        412 0x80040237 Duplicate · A record with the same key exists already.
        412 0x80060892 Duplicate · A record with the same key exists already.
        413 0x8004418a TooLarge · This is more than the server accepts at once.
        429 0x80072322 Throttled · The server is busy because of too many requests.
        429 0x80072321 Throttled · The server is busy because of too many requests.
        429 0x80072326 Throttled · The server is busy because of too many requests.
        500 0x80040333 Duplicate · A duplicate of this record exists, and the organisation forbids duplicates.
        500 0x80040216 Unexpected · The server failed unexpectedly.
        500            Unexpected · The server failed unexpectedly.
        501            UnknownResource · This organisation does not offer that table or service.
        502            Unavailable · The service is not available at the moment.
        503            Unavailable · The service is not available at the moment.
    "#]]
    .assert_eq(&text);
}

#[test]
fn no_answer() {
    let table = [
        TransportError::Offline,
        TransportError::Network("Failed to fetch".to_owned()),
        TransportError::Timeout,
        TransportError::Cancelled,
    ];
    let mut text = String::new();
    for error in table {
        let script = Script::failing(error);
        let error = block_on(script.client().list("accounts", &Query::new())).expect_err("no answer");
        let _ = writeln!(text, "{} · {} · {}", name(&error), error, error.message());
        assert_eq!(script.lines().lines().count(), 1, "nothing is sent again on its own");
    }
    expect![[r#"
        Offline · This device is offline. · 
        Network · The connection to the server failed. · Failed to fetch
        Timeout · The server did not answer in time. · 
        Cancelled · The request was cancelled. · 
    "#]]
    .assert_eq(&text);
}

#[test]
fn pages_in_place_of_data() {
    let html = "<!DOCTYPE html><title>Sign in</title>";
    let table = [
        (200, html),
        (200, "Please sign in"),
        (200, ""),
        (200, "{\"value\":[{\"name\":\"cut he"),
        (200, "{\"value\":{}}"),
        (200, "{\"value\":[1]}"),
        (200, "[]"),
        (0, ""),
        (302, ""),
        (400, html),
        (401, html),
        (403, html),
        (404, html),
        (404, ""),
        (413, html),
        (429, html),
        (500, html),
        (502, html),
        (503, html),
    ];
    let mut text = String::new();
    for (status, body) in table {
        let script = Script::of(std::iter::repeat_with(|| answer(status, &[], body)).take(9));
        let error = block_on(script.client().list("accounts", &Query::new())).expect_err("no page of rows");
        let _ = writeln!(text, "{status} {body:?} {}", name(&error));
    }
    expect![[r#"
        200 "<!DOCTYPE html><title>Sign in</title>" SignedOut
        200 "Please sign in" SignedOut
        200 "" Unreadable
        200 "{\"value\":[{\"name\":\"cut he" Unreadable
        200 "{\"value\":{}}" Unreadable
        200 "{\"value\":[1]}" Unreadable
        200 "[]" Unreadable
        0 "" SignedOut
        302 "" SignedOut
        400 "<!DOCTYPE html><title>Sign in</title>" SignedOut
        401 "<!DOCTYPE html><title>Sign in</title>" SignedOut
        403 "<!DOCTYPE html><title>Sign in</title>" Forbidden
        404 "<!DOCTYPE html><title>Sign in</title>" SignedOut
        404 "" UnknownResource
        413 "<!DOCTYPE html><title>Sign in</title>" TooLarge
        429 "<!DOCTYPE html><title>Sign in</title>" Throttled
        500 "<!DOCTYPE html><title>Sign in</title>" Unexpected
        502 "<!DOCTYPE html><title>Sign in</title>" Unavailable
        503 "<!DOCTYPE html><title>Sign in</title>" Unavailable
    "#]]
    .assert_eq(&text);
    let delete = block_on(Script::of([answer(200, &[], html)]).client().delete("accounts", ID, Guard::Exists));
    assert_eq!(delete, Err(Error::SignedOut));
}

#[test]
fn a_refusal_in_no_form_of_dataverse_is_forbidden() {
    let table = [
        ("text/html", "<html>Access denied</html>"),
        ("text/plain", "Forbidden"),
        ("application/json", r#"{"Message":"The caller is blocked"}"#),
        ("application/json", r#"{"error":"blocked"}"#),
        ("application/json", r#"{"error":{"code":"Forbidden","message":"m"}}"#),
        ("application/json", ""),
    ];
    for (kind, body) in table {
        let script = Script::of([answer(403, &[&format!("content-type: {kind}")], body)]);
        let error = block_on(script.client().list("accounts", &Query::new())).expect_err("forbidden");
        assert!(matches!(error, Error::Forbidden(_)), "{body}: {error:?}");
        assert_eq!(error.sentence(), "You are not allowed to do this.");
    }
}

#[test]
fn a_missing_service_is_told_from_a_missing_record() {
    for (code, missing) in [("0x8006088a", true), ("0x0", true), ("", true), ("0x80040217", false)] {
        let script = Script::of([refusal(404, code, "not found")]);
        let error = block_on(script.client().action("msdyn_Validate", &serde_json::Map::new())).expect_err("missing");
        assert_eq!((error.is_service_missing(), error.is_refusal()), (missing, !missing), "{code}");
    }
    let bad = block_on(Script::of([refusal(400, "0x80040203", "argument")]).client().function("F")).expect_err("bad");
    assert!(bad.is_refusal() && !bad.is_service_missing());
    let down = block_on(Script::of([answer(502, &[], "")]).client().function("F")).expect_err("down");
    assert!(!down.is_refusal() && !down.is_service_missing());
}

proptest! {
    #[test]
    fn no_answer_makes_it_panic(status in 0u16..700, body in ".{0,60}", wait in ".{0,5}") {
        let script = Script::of(std::iter::repeat_with(|| answer(status, &[&format!("retry-after: {wait}")], &body)).take(6));
        let client = script.client();
        let _ = block_on(client.list("accounts", &Query::new()));
        let _ = block_on(client.table("account"));
    }

    #[test]
    fn no_error_body_makes_it_panic(code in ".{0,12}", message in ".{0,20}", status in 200u16..600) {
        let script = Script::of([refusal(status, &code, &message), json("{}")]);
        let _ = block_on(script.client().who_am_i());
    }
}
