//! Busy servers, requests at once, and giving up.

use std::cell::RefCell;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use dataverse::{Body, Client, Error, Guard, Query, Request, Response, Transport, TransportError, Wait};
use expect_test::expect;
use futures::channel::oneshot;

use crate::support::{ID, ORG, Script, answer, block_on, done, json, refusal};

const ROWS: &str = r#"{"value":[]}"#;

#[test]
fn waits_as_long_as_the_server_says_and_tells() {
    let busy = |status, wait: &str| answer(status, &[&format!("retry-after: {wait}")], "");
    let script = Script::of([busy(429, "7"), busy(503, "2"), answer(503, &[], ""), busy(429, "soon"), json(ROWS)]);
    let told = Rc::new(RefCell::new(Vec::new()));
    let ear = Rc::clone(&told);
    let client = script.client().on_wait(Rc::new(move |wait| ear.borrow_mut().push(wait)));
    block_on(client.list("accounts", &Query::new())).expect("the server recovers");
    assert_eq!(script.pauses(), [7, 2, 8, 16]);
    let waits = [(7, 1), (2, 2), (8, 3), (16, 4)].map(|(seconds, attempt)| [Some(Wait { seconds, attempt }), None]);
    assert_eq!(*told.borrow(), waits.concat());
}

#[test]
fn waits_until_a_moment() {
    let busy = answer(
        503,
        &["date: Sun, 06 Nov 1994 08:49:07 GMT", "retry-after: Sun, 06 Nov 1994 08:49:37 GMT"],
        "<html>Service Unavailable</html>",
    );
    let script = Script::of([busy, json(ROWS)]);
    block_on(script.client().list("accounts", &Query::new())).expect("the server recovers");
    assert_eq!(script.pauses(), [30]);
}

#[test]
fn requests_are_counted_by_kind_and_outcome() {
    let script = Script::of([json(ROWS), answer(429, &[], ""), json("{}"), json("{}"), refusal(404, "0x80040217", "")]);
    script.at(1_000.0);
    let client = script.client();
    block_on(async {
        let query = Query::new().select(&["name"]);
        let _ = client.list("accounts", &query).await;
        for id in [ID, ID, "name='A'"] {
            let _ = client.get("accounts", id, &query).await;
        }
        let _ = client.clone().delete("accounts", ID, Guard::Exists).await;
        let _ = client.next("/api/data/v9.2/accounts?$skiptoken=secret", &query).await;
    });
    let lines: Vec<String> = client
        .diagnostics()
        .iter()
        .map(|entry| format!("{} {} {:?} {}", entry.method.as_str(), entry.template, entry.status, entry.count))
        .collect();
    expect![[r#"
        GET accounts?$select Some(200) 1
        GET accounts(*)?$select Some(429) 1
        GET accounts(*)?$select Some(200) 2
        GET accounts(*)?$select Some(404) 1
        DELETE accounts(*) None 1
        GET (next page) None 1"#]]
    .assert_eq(&lines.join("\n"));
    assert_eq!(client.diagnostics()[0].last, Some(1_000.0));
}

#[test]
fn gives_up_after_a_few_waits() {
    let script = Script::of(std::iter::repeat_with(|| answer(429, &["retry-after: 1"], "")).take(20));
    let error = block_on(script.client().list("accounts", &Query::new())).expect_err("still busy");
    assert!(matches!(error, Error::Throttled { retry_after: Some(1), .. }), "{error:?}");
    assert_eq!(script.lines().lines().count(), 5);

    let script = Script::of([answer(429, &["retry-after: 3600"], "")]);
    let error = block_on(script.client().list("accounts", &Query::new())).expect_err("too long to wait");
    assert!(matches!(error, Error::Throttled { retry_after: Some(3600), .. }), "{error:?}");
    assert!(script.pauses().is_empty());
}

#[test]
fn only_what_the_server_put_off_is_sent_again() {
    let table = [
        (answer(429, &[], ""), 2),
        (answer(503, &[], ""), 2),
        (refusal(500, "0x80040216", ""), 1),
        (answer(502, &[], ""), 1),
        (answer(504, &[], ""), 1),
        (answer(401, &[], ""), 1),
        (refusal(412, "0x80060882", ""), 1),
    ];
    for (first, requests) in table {
        let script = Script::of([first.clone(), done()]);
        let _ = block_on(script.client().update("accounts", ID, &Body::new().text("name", "a"), Guard::Exists));
        assert_eq!(script.lines().lines().count(), requests, "{first:?}");
    }
    let script = Script::failing(TransportError::Timeout);
    let _ = block_on(script.client().update("accounts", ID, &Body::new().text("name", "a"), Guard::Exists));
    assert_eq!(script.lines().lines().count(), 1);
}

/// Answers and pauses end only when the test says so.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<Vec<oneshot::Sender<Response>>>>, Rc<RefCell<usize>>);

impl Held {
    fn sent(&self) -> usize {
        *self.1.borrow()
    }

    fn answer(&self, status: u16) {
        let held = self.0.borrow_mut().remove(0);
        let _ = held.send(Response { status, body: ROWS.to_owned(), ..Response::default() });
    }
}

impl Transport for Held {
    async fn send(&self, _: Request) -> Result<Response, TransportError> {
        let (sender, answer) = oneshot::channel();
        self.0.borrow_mut().push(sender);
        *self.1.borrow_mut() += 1;
        answer.await.map_err(|_| TransportError::Cancelled)
    }

    async fn pause(&self, _: u32) {
        std::future::pending::<()>().await;
    }
}

#[test]
fn waits_can_be_stopped_or_left() {
    let server = Held::default();
    let told = Rc::new(RefCell::new(Vec::new()));
    let ear = Rc::clone(&told);
    let client =
        Client::new(server.clone(), ORG, "9.2").on_wait(Rc::new(move |wait| ear.borrow_mut().push(wait.is_some())));
    let query = Query::new();
    let mut context = Context::from_waker(Waker::noop());
    let mut asks: Vec<_> = (0..3).map(|_| Box::pin(client.list("accounts", &query))).collect();
    poll_all(&mut asks);
    (0..3).for_each(|_| server.answer(429));
    poll_all(&mut asks);
    assert_eq!((asks.len(), &*told.borrow()), (3, &vec![true; 3]));
    asks.pop();
    assert_eq!(told.borrow().len(), 3, "two go on waiting");
    client.stop_waiting();
    for ask in &mut asks {
        assert!(matches!(ask.as_mut().poll(&mut context), Poll::Ready(Err(Error::Throttled { .. }))));
    }
    drop(asks);
    assert_eq!(*told.borrow(), [true, true, true, false]);
}

#[test]
fn a_wait_can_be_stopped_by_the_one_who_is_told() {
    let server = Held::default();
    let client = Client::new(server.clone(), ORG, "9.2");
    let stopper = client.clone();
    let client = client.on_wait(Rc::new(move |_| stopper.stop_waiting()));
    let query = Query::new();
    let mut asks = vec![Box::pin(client.list("accounts", &query))];
    poll_all(&mut asks);
    server.answer(503);
    let answer = asks[0].as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(answer, Poll::Ready(Err(Error::Unavailable(_)))));
}

/// Polls all and keeps those that are not done.
fn poll_all<F: Future>(futures: &mut Vec<Pin<Box<F>>>) {
    let mut context = Context::from_waker(Waker::noop());
    futures.retain_mut(|one| one.as_mut().poll(&mut context).is_pending());
}

#[test]
fn six_requests_at_once() {
    let server = Held::default();
    let client = Client::new(server.clone(), ORG, "9.2");
    let query = Query::new();
    let mut asks: Vec<_> = (0..10).map(|_| Box::pin(client.list("accounts", &query))).collect();
    poll_all(&mut asks);
    assert_eq!(server.sent(), 6);
    server.answer(200);
    poll_all(&mut asks);
    assert_eq!((server.sent(), asks.len()), (7, 9));
    // Both one that is under way and one in line make room by being dropped.
    drop(asks.remove(0));
    drop(asks.pop());
    poll_all(&mut asks);
    assert_eq!((server.sent(), asks.len()), (8, 7));
    drop(asks);
    let mut last = pin!(client.list("accounts", &query));
    assert!(last.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(server.sent(), 9);
}
