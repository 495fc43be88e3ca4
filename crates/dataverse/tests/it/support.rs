//! A server that answers from a list, and the text form of what it was asked.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt::Write;
use std::rc::Rc;

use dataverse::{Client, Request, Response, Transport, TransportError};

pub const ORG: &str = "https://org.crm.dynamics.com";
pub const ID: &str = "00000000-0000-0000-0000-000000000001";

type Answer = Result<Response, TransportError>;

/// Answers at once, in the order of the list; then always the same, or with a lost connection.
#[derive(Clone, Default)]
pub struct Script {
    answers: Rc<RefCell<VecDeque<Answer>>>,
    always: Option<Response>,
    asked: Rc<RefCell<Vec<Request>>>,
    pauses: Rc<RefCell<Vec<u32>>>,
    origin: Option<String>,
    clock: Rc<Cell<Option<f64>>>,
}

impl Script {
    pub fn of(answers: impl IntoIterator<Item = Response>) -> Self {
        Self { answers: Rc::new(RefCell::new(answers.into_iter().map(Ok).collect())), ..Self::default() }
    }

    pub fn always(answer: Response) -> Self {
        Self { always: Some(answer), ..Self::default() }
    }

    /// The first request gets no answer.
    pub fn failing(error: TransportError) -> Self {
        Self { answers: Rc::new(RefCell::new(VecDeque::from([Err(error)]))), ..Self::default() }
    }

    /// Where the page comes from.
    pub fn on_page_of(origin: Option<&str>) -> Self {
        Self { origin: origin.map(str::to_owned), ..Self::default() }
    }

    pub fn client(&self) -> Client<Self> {
        Client::new(self.clone(), ORG, "9.2")
    }

    /// Method and address of every request so far.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for request in self.asked.borrow().iter() {
            let _ = writeln!(text, "{} {}", request.method.as_str(), request.url);
        }
        text
    }

    /// Every request so far with headers and body.
    pub fn whole(&self) -> String {
        let mut text = String::new();
        for request in self.asked.borrow().iter() {
            let _ = writeln!(text, "{} {}", request.method.as_str(), request.url);
            for (name, value) in &request.headers {
                let _ = writeln!(text, "{name}: {value}");
            }
            let _ = writeln!(text, "{}", request.body.as_deref().unwrap_or_default());
        }
        text
    }

    /// Answers to come after those that are left.
    pub fn then(&self, answers: impl IntoIterator<Item = Response>) {
        self.answers.borrow_mut().extend(answers.into_iter().map(Ok));
    }

    /// Sets the clock, which is absent at first.
    pub fn at(&self, milliseconds: f64) {
        self.clock.set(Some(milliseconds));
    }

    pub fn pauses(&self) -> Vec<u32> {
        self.pauses.borrow().clone()
    }
}

impl Transport for Script {
    async fn send(&self, request: Request) -> Answer {
        self.asked.borrow_mut().push(request);
        let listed = self.answers.borrow_mut().pop_front();
        let lost = || TransportError::Network("no more".to_owned());
        listed.unwrap_or_else(|| self.always.clone().ok_or_else(lost))
    }

    async fn pause(&self, seconds: u32) {
        self.pauses.borrow_mut().push(seconds);
    }

    fn now(&self) -> Option<f64> {
        self.clock.get()
    }

    fn origin(&self) -> Option<String> {
        self.origin.clone()
    }
}

/// An answer with a body and headers written `name: value`.
pub fn answer(status: u16, headers: &[&str], body: &str) -> Response {
    let headers = headers.iter().filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Response { status, headers, body: body.to_owned() }
}

pub fn json(body: &str) -> Response {
    answer(200, &["content-type: application/json"], body)
}

pub fn done() -> Response {
    answer(204, &[], "")
}

pub fn refusal(status: u16, code: &str, message: &str) -> Response {
    answer(status, &[], &serde_json::json!({"error": {"code": code, "message": message}}).to_string())
}

pub use futures::executor::block_on;
