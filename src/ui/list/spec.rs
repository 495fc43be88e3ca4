//! What a list is of and what it says, as data.

use std::pin::Pin;

use record::Status;

use crate::route::{Area, Route};
use crate::session::{Entry, Organisation, STATUS, Source};

/// Gives the id of the record that was made, or says why none was.
pub type Answer = Pin<Box<dyn Future<Output = Result<String, String>>>>;
/// Sentences that are found out first.
pub type Lines = Pin<Box<dyn Future<Output = Vec<String>>>>;

/// A list.
pub struct Spec {
    /// The area whose list it is.
    pub area: Area,
    /// What is listed.
    pub source: &'static Source,
    /// Key of its place in the tab's storage; also the class of the table, by which its columns have their widths.
    pub key: &'static str,
    /// The columns in their order.
    pub columns: &'static [Column],
    /// What it can be narrowed to.
    pub filters: &'static [Filter],
    /// Where a record leads.
    pub route: fn(String) -> Route,
    /// Ids of its commands.
    pub commands: CommandIds,
    /// How a record is made.
    pub making: Making,
    /// How one is copied.
    pub copying: Copying,
    /// Finds out what should be known before some are deleted. The question waits for it.
    pub before_delete: Option<fn(Organisation, Vec<Entry>) -> Lines>,
    /// What it says.
    pub words: Words,
}

/// A column of the table.
pub struct Column {
    /// Its class, such as `cell_name`.
    pub class: &'static str,
    /// Its head.
    pub label: &'static str,
    /// Column of the record that the server sorts by, and whether the greatest or latest usually comes first.
    pub sort: Option<(&'static str, bool)>,
    /// What its cells show.
    pub shown: Shown,
}

/// What a cell shows.
#[derive(Clone, Copy)]
pub enum Shown {
    /// The name, which leads to the record.
    Name,
    /// The status, as a word and a shape.
    Status,
    /// How long ago a moment of the server was.
    Age(&'static str),
    /// A wall-clock moment.
    Moment(&'static str),
    /// What the server calls a choice or the record of a lookup.
    Label(&'static str),
    /// A whole number.
    Number(&'static str),
    /// The size of the document, given also how large it may be.
    Size(fn(usize, Option<usize>) -> String),
    /// How many problems the document has, with the shape of the worst; the text says by whose rules.
    Problems(&'static str),
}

/// A choice by which the list can be narrowed.
pub struct Filter {
    /// The column of the record.
    pub column: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What is said when it narrows nothing.
    pub all: &'static str,
    /// The control's `data-role`.
    pub role: &'static str,
    /// Values and their names.
    pub values: fn() -> Vec<(i64, &'static str)>,
}

/// Ids of the commands.
#[allow(missing_docs)]
pub struct CommandIds {
    pub new: &'static str,
    pub open: &'static str,
    pub copy: &'static str,
    pub delete: &'static str,
    pub refresh: &'static str,
    pub search: &'static str,
}

/// How a record is made.
pub struct Making {
    /// The question.
    pub title: &'static str,
    /// What has to be chosen beside the name.
    pub choice: Option<Choice>,
    /// Makes it, given its name and what was chosen; 0 where there is no choice.
    pub make: fn(Organisation, String, i64) -> Answer,
}

/// A choice in the form of a new record.
pub struct Choice {
    /// What it is called.
    pub label: &'static str,
    /// The control's `data-role`.
    pub role: &'static str,
    /// Value, name and meaning of each; the first is chosen at first.
    pub values: &'static [(i64, &'static str, &'static str)],
    /// What else there is to know.
    pub note: &'static str,
}

/// How a record is copied.
pub struct Copying {
    /// What the copy will be.
    pub says: fn(&Entry) -> &'static str,
    /// Makes the copy, given the id of the original and the copy's name.
    pub make: fn(Organisation, String, String) -> Answer,
}

/// What a list says of its records. `{0}` stands for a number or a name.
#[allow(missing_docs)]
pub struct Words {
    /// Name of the table.
    pub title: &'static str,
    pub one: &'static str,
    pub many: &'static str,
    /// The server stopped counting.
    pub many_and_more: &'static str,
    pub select_all: &'static str,
    pub select_first: &'static str,
    pub select_one: &'static str,
    /// `{1}` of `{0}` selected ones is live.
    pub some_live: &'static str,
    pub none: &'static str,
    pub no_match: &'static str,
    pub needs_name: &'static str,
    /// The question before several are deleted.
    pub delete_many: &'static str,
    pub deleted_one: &'static str,
    pub deleted_many: &'static str,
    /// What can still be done where the services are gone; `None` where that makes no difference.
    pub archive: Option<&'static str>,
}

/// The statuses that a journey or a segment of outbound marketing can have, in the order in which they are offered.
pub fn statuses() -> Vec<(i64, &'static str)> {
    [
        Status::Draft,
        Status::Live,
        Status::LiveEditable,
        Status::GoingLive,
        Status::Stopping,
        Status::Stopped,
        Status::Error,
        Status::Expired,
    ]
    .map(|status| (status.code(), status.label()))
    .to_vec()
}

impl Filter {
    /// By the status reason.
    pub const fn by_status(values: fn() -> Vec<(i64, &'static str)>) -> Self {
        Self { column: STATUS, label: "Status", all: "All statuses", role: "status-filter", values }
    }
}
