//! What the caller knows of the records that a journey refers to. The rules ask it; reading it is not done here.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::plain_id;
use crate::document::Document;
use crate::settings::editable_settings;
use record::Value;

/// How a record stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Live, or live and being edited; of tables without such a life, there.
    Live,
    /// Never live yet.
    Draft,
    /// Stopped, expired, failed, on its way, cancelled, or a workflow that is not activated.
    NotLive,
    /// No longer there, or not to be seen by this user.
    Gone,
}

impl Standing {
    /// Of a row, by the value of [`Standing::column`] (`reference/journeys.md 1.4`). A table without such a column has live rows.
    pub fn of(table: &str, value: i64) -> Self {
        let (draft, live): (&[i64], &[i64]) = match table {
            "msdyncrm_marketingform" => (&[192_350_000], &[1, 192_350_003]),
            "msevtmgt_event" => (&[100_000_000, 100_000_001, 100_000_002], &[100_000_003]),
            "msfp_survey" => (&[], &[100_000_003]),
            "workflow" => (&[], &[1]),
            _ if Self::column(table).is_none() => return Self::Live,
            _ => (&[192_350_000], &[192_350_001, 192_350_003]),
        };
        match value {
            value if live.contains(&value) => Self::Live,
            value if draft.contains(&value) => Self::Draft,
            _ => Self::NotLive,
        }
    }

    /// The column that says how the rows of a table stand; `None` where they only exist or not.
    pub fn column(table: &str) -> Option<&'static str> {
        match table {
            "msdyncrm_marketingemail"
            | "msdyncrm_marketingpage"
            | "msdyncrm_marketingform"
            | "msdyncrm_segment"
            | "msdyncrm_contentsettings"
            | "msfp_survey" => Some("statuscode"),
            "msevtmgt_event" => Some("msevtmgt_publishstatus"),
            "workflow" => Some("statecode"),
            _ => None,
        }
    }
}

/// What is known of one record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fact {
    /// How it stands.
    pub standing: Standing,
    /// Of an email: `msdyncrm_messagedesignation`, 0 commercial or 1 transactional.
    pub designation: Option<i64>,
    /// Of a workflow: `ondemand` and `primaryentity`.
    pub workflow: Option<(bool, String)>,
    /// Whether it is a subscription list rather than a segment.
    pub is_list: bool,
}

impl Fact {
    /// Nothing known but how it stands.
    pub fn new(standing: Standing) -> Self {
        Self { standing, designation: None, workflow: None, is_list: false }
    }
}

/// What is known of records, by table and id.
#[derive(Clone, Debug, Default)]
pub struct Facts(BTreeMap<(String, String), Fact>);

impl Facts {
    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what is known of a record. The id may be in any form.
    pub fn set(&mut self, table: &str, id: &str, fact: Fact) {
        self.0.insert((table.to_owned(), plain_id(id)), fact);
    }

    /// What is known of a record.
    pub fn get(&self, table: &str, id: &str) -> Option<&Fact> {
        self.0.get(&(table.to_owned(), plain_id(id)))
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Every record that a journey refers to, in tiles and columns: table and id, each once, so that all are read in one go.
pub fn referenced(document: &Document) -> BTreeSet<(String, String)> {
    let items = document.tiles().flat_map(|tile| tile.items().iter());
    let mut found: BTreeSet<(String, String)> =
        items.filter_map(|item| Some((item.record_table()?, plain_id(item.record()?)))).collect();
    for spec in editable_settings().filter(|spec| spec.column != "ownerid") {
        if let Value::Lookup(lookup) = document.settings().get(spec.column) {
            found.insert((lookup.table.clone(), plain_id(&lookup.id)));
        }
    }
    found
}
