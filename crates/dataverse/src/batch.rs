//! Several operations in one request (`reference/web-api.md 9`).

pub(crate) mod multipart;
mod replies;
mod write;

pub(crate) use replies::{only, replies};
use serde_json::{Map, Value};
pub(crate) use write::{CONTENT_TYPE, body};

use crate::answer::Created;
use crate::body::Body;
use crate::call::{self, Call, record};
use crate::guard::Guard;
use crate::page::Page;
use crate::query::Query;
use crate::row::Row;
use crate::transport::Method;
use crate::url;

/// Operations in the order of their execution. The server takes up to 1,000.
///
/// Those added to the batch itself stand alone: what one did stays done if a later one fails. Those of a change set are
/// done all or none. A query sees what was written before it in the same batch.
///
/// ```
/// use dataverse::{Batch, Body, Query};
/// let mut batch = Batch::new();
/// let mut set = batch.change_set();
/// let account = set.create("accounts", &Body::new().text("name", "Contoso"), None);
/// set.create("tasks", &Body::new().text("subject", "Call").refer("regardingobjectid_account_task", &account), None);
/// batch.list("accounts", &Query::new().select(&["name"]));
/// assert_eq!(batch.len(), 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    groups: Vec<Group>,
    goes_on: bool,
    /// How many content ids are given away: they are unique in a batch.
    named: u32,
}

/// What a batch consists of.
#[derive(Clone, Debug, PartialEq)]
enum Group {
    Alone(Box<Operation>),
    Set(Vec<Operation>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Operation {
    call: Call,
    /// Set inside change sets, where it is mandatory.
    content_id: Option<u32>,
    kind: Kind,
}

/// What an operation is answered with, if it succeeds.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Page,
    Row,
    Created(Option<Query>),
    Written,
    Nothing,
    Value,
}

/// What an operation of a batch gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The page of a list.
    Page(Page),
    /// The record that was read.
    Row(Row),
    /// What a create made.
    Created(Created),
    /// The record as an update left it, if its body asked for it.
    Updated(Option<Row>),
    /// Done, and nothing to say about it.
    Done,
    /// The result of an action or a function; null if it has none.
    Value(Value),
}

/// A record that an operation is about: a known one, or one that an earlier operation of the same change set creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target(pub(crate) String);

impl Target {
    /// The record of that id or alternate key.
    pub fn record(set: &str, id: &str) -> Self {
        Self(record(set, id))
    }

    /// As a value of `@odata.bind` and `@odata.id`.
    pub(crate) fn bound(&self) -> String {
        if self.0.starts_with('$') { self.0.clone() } else { format!("/{}", self.0) }
    }
}

impl Batch {
    /// No operations yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on after an operation or a change set that fails. Otherwise all that follow it are
    /// [`Error::NotTried`](crate::Error::NotTried).
    #[must_use]
    pub fn continue_on_error(mut self) -> Self {
        self.goes_on = true;
        self
    }

    /// How many operations there are.
    pub fn len(&self) -> usize {
        let size = |group: &Group| match group {
            Group::Alone(_) => 1,
            Group::Set(operations) => operations.len(),
        };
        self.groups.iter().map(size).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads a page of an entity set: [`Reply::Page`].
    pub fn list(&mut self, set: &str, query: &Query) {
        self.push(call::read(set.to_owned(), query), Kind::Page);
    }

    /// Reads a record: [`Reply::Row`].
    pub fn get(&mut self, set: &str, id: &str, query: &Query) {
        self.push(call::read(record(set, id), query), Kind::Row);
    }

    /// Calls a function, as [`Client::function`](crate::Client::function): [`Reply::Value`].
    pub fn function(&mut self, path: &str) {
        self.push(Call::new(Method::Get, url::encode_written(path)), Kind::Value);
    }

    /// Calls an action, as [`Client::action`](crate::Client::action), outside of any change set: [`Reply::Value`].
    pub fn action(&mut self, name: &str, parameters: &Map<String, Value>) {
        self.push(call::action(name, parameters), Kind::Value);
    }

    /// Creates a record outside of any change set: [`Reply::Created`].
    pub fn create(&mut self, set: &str, body: &Body, query: Option<&Query>) {
        let query = query.filter(|query| query.selects());
        self.push(call::create(set, body, query), Kind::Created(query.cloned()));
    }

    /// Writes columns of a record outside of any change set: [`Reply::Updated`].
    pub fn update(&mut self, set: &str, id: &str, body: &Body, guard: Guard) {
        self.push(call::update(record(set, id), body, guard), Kind::Written);
    }

    /// Deletes a record outside of any change set: [`Reply::Done`].
    pub fn delete(&mut self, set: &str, id: &str, guard: Guard) {
        self.push(call::delete(record(set, id), guard), Kind::Nothing);
    }

    /// Begins a change set at this place.
    pub fn change_set(&mut self) -> ChangeSet<'_> {
        self.groups.push(Group::Set(Vec::new()));
        ChangeSet(self)
    }

    /// Reads anything.
    pub(crate) fn read(&mut self, call: Call) {
        self.push(call, Kind::Value);
    }

    /// What the server is sent: change sets without operations are not.
    fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| !matches!(group, Group::Set(operations) if operations.is_empty()))
    }

    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on
    }

    fn push(&mut self, call: Call, kind: Kind) {
        self.groups.push(Group::Alone(Box::new(Operation { call, content_id: None, kind })));
    }
}

/// Operations that are done all or none. Each has its own place among the replies of the batch; if one fails, all of
/// them have its error.
#[derive(Debug)]
pub struct ChangeSet<'a>(&'a mut Batch);

impl ChangeSet<'_> {
    /// Creates a record: [`Reply::Created`]. The target stands for it in this change set.
    pub fn create(&mut self, set: &str, body: &Body, query: Option<&Query>) -> Target {
        let query = query.filter(|query| query.selects());
        self.push(call::create(set, body, query), Kind::Created(query.cloned()))
    }

    /// Writes columns of a record: [`Reply::Updated`].
    pub fn update(&mut self, target: &Target, body: &Body, guard: Guard) {
        self.push(call::update(target.0.clone(), body, guard), Kind::Written);
    }

    /// Deletes a record: [`Reply::Done`].
    pub fn delete(&mut self, target: &Target, guard: Guard) {
        self.push(call::delete(target.0.clone(), guard), Kind::Nothing);
    }

    /// Adds a record to a collection-valued navigation property, as [`Client::associate`](crate::Client::associate):
    /// [`Reply::Done`].
    pub fn associate(&mut self, from: &Target, collection: &str, to: &Target) {
        self.push(call::associate(from, collection, to.0.clone()), Kind::Nothing);
    }

    /// Takes a record out of a collection-valued navigation property: [`Reply::Done`].
    pub fn disassociate(&mut self, from: &Target, collection: &str, id: &str) {
        self.push(call::disassociate(from, collection, id), Kind::Nothing);
    }

    /// Points a single-valued navigation property at a record: [`Reply::Done`].
    pub fn set_reference(&mut self, from: &Target, navigation: &str, to: &Target) {
        self.push(call::set_reference(from, navigation, to.0.clone()), Kind::Nothing);
    }

    /// Empties a single-valued navigation property: [`Reply::Done`].
    pub fn clear_reference(&mut self, from: &Target, navigation: &str) {
        self.push(call::clear_reference(from, navigation), Kind::Nothing);
    }

    /// Calls an action: [`Reply::Value`].
    pub fn action(&mut self, name: &str, parameters: &Map<String, Value>) {
        self.push(call::action(name, parameters), Kind::Value);
    }

    fn push(&mut self, call: Call, kind: Kind) -> Target {
        self.0.named += 1;
        let id = self.0.named;
        if let Some(Group::Set(operations)) = self.0.groups.last_mut() {
            operations.push(Operation { call, content_id: Some(id), kind });
        }
        Target(format!("${id}"))
    }
}
