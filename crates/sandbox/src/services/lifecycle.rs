//! The life of the product's records: which status may follow which, and what the service does by itself.
//!
//! The transition table belongs to the platform and holds in every mode. All else is the outbound service: with it gone
//! ([`Mode::Archive`]) a record that is set to *Going live* stays there (reference/journeys.md 2.1, 9).

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};
use uuid::Uuid;

use super::{
    agenda::Agenda,
    journeys, segments,
    status::{self, Status},
    zones::Zones,
};
use crate::{
    ApiError, Mode, Transaction,
    clock::wire,
    schema::{Language, Schema},
    store::{Change, Row, Rule},
};

/// How long the service takes to publish or to stop a record.
pub const SERVICE_DELAY: SignedDuration = SignedDuration::from_secs(20);
/// The service gave up on what it has not done by then, as it did on segments whose provisioning timed out: such records are
/// left as they stand (reference/journeys.md 8).
const JOB_LIFETIME: SignedDuration = SignedDuration::from_hours(1);
/// *Stopped* becomes *Expired* after thirty days (reference/journeys.md 2.4).
const EXPIRY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The rule that all writes pass.
pub struct Lifecycle {
    mode: Mode,
    agenda: Arc<Agenda>,
    /// Read once; forgotten when a zone is written.
    zones: Mutex<Option<Arc<Zones>>>,
}

impl Lifecycle {
    pub fn new(mode: Mode, agenda: Arc<Agenda>) -> Self {
        Self { mode, agenda, zones: Mutex::default() }
    }

    fn zones(&self, transaction: &Transaction) -> Result<Arc<Zones>, ApiError> {
        let mut known = self.zones.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some(zones) => Ok(zones.clone()),
            None => Ok(known.insert(Arc::new(Zones::read(transaction)?)).clone()),
        }
    }

    fn forget_zones(&self) {
        *self.zones.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Enters the records that were there before this process, or before a reset.
    fn load(&self, transaction: &Transaction) -> Result<(), ApiError> {
        for table in status::TABLES {
            let columns = match table {
                status::JOURNEY => &journeys::DUE_COLUMNS[..],
                status::SEGMENT => &segments::DUE_COLUMNS[..],
                _ => &["statuscode", "modifiedon"],
            };
            for row in transaction.find(table, "statuscode ne 192350000 and statuscode ne 192350004", columns)? {
                let waits = matches!(status_of(&row), Some(Status::GoingLive | Status::Stopping));
                let given_up = modified(&row).is_none_or(|at| at.duration_until(transaction.now()) > JOB_LIFETIME);
                if !(waits && given_up) {
                    self.enter(transaction, table, &row)?;
                }
            }
        }
        Ok(())
    }

    fn enter(&self, transaction: &Transaction, table: &'static str, row: &Row) -> Result<(), ApiError> {
        let zones = self.zones(transaction)?;
        if let Some(when) = due(transaction, &zones, table, row)? {
            self.agenda.add((when, table, row.id));
        }
        Ok(())
    }

    fn run(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        if self.agenda.begin() {
            self.load(transaction)?;
        }
        while let Some((_, table, id)) = self.agenda.take_due(transaction.now()) {
            let zones = self.zones(transaction)?;
            let Some(row) = transaction.get(table, id)? else { continue };
            match due(transaction, &zones, table, &row)? {
                Some(when) if when <= transaction.now() => {
                    transaction.as_service(|transaction| act(transaction, &zones, table, &row, when))?;
                    if let Some(row) = transaction.get(table, id)? {
                        self.enter(transaction, table, &row)?;
                    }
                }
                Some(when) => self.agenda.add((when, table, id)),
                None => {}
            }
        }
        Ok(())
    }
}

impl Rule for Lifecycle {
    fn before(&self, transaction: &Transaction, change: &Change) -> Result<(), ApiError> {
        let Some(table) = lives(change.table) else { return Ok(()) };
        if transaction.is_service() {
            return Ok(());
        }
        let from = change.old.and_then(status_of);
        let to = change.new.and_then(status_of);
        if let (Some(from), Some(to)) = (from, to) {
            follow(transaction.schema(), table, from.code(), to.code())?;
        }
        if self.mode == Mode::Archive {
            return Ok(());
        }
        match (from, change.new) {
            (Some(from), None) if status::is_live(from) => Err(ApiError::refused(format!(
                "A record with the status '{}' can't be deleted. Stop it first, then delete it.",
                from.label()
            ))),
            (_, Some(new))
                if matches!(to, Some(Status::GoingLive | Status::Live)) && from != to && table == status::SEGMENT =>
            {
                segments::admit(transaction, new)
            }
            _ => Ok(()),
        }
    }

    fn after(&self, transaction: &mut Transaction, change: &Change) -> Result<(), ApiError> {
        if change.table == "timezonedefinition" {
            self.forget_zones();
        }
        let (Some(table), Some(new), Mode::Services) = (lives(change.table), change.new, self.mode) else {
            return Ok(());
        };
        // Records that are put in place by the program itself bring no job with them.
        if change.old.is_none() && transaction.is_service() {
            return Ok(());
        }
        self.enter(transaction, table, new)
    }

    fn settle(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        if self.mode == Mode::Archive {
            return Ok(());
        }
        let settled = self.run(transaction);
        if settled.is_err() {
            // What was taken from the agenda has not been done.
            self.agenda.clear();
        }
        settled
    }
}

fn lives(table: &str) -> Option<&'static str> {
    status::TABLES.into_iter().find(|known| *known == table)
}

/// The status of a record, if it is one of the eight.
pub fn status_of(row: &Row) -> Option<Status> {
    row.int("statuscode").map(Status::from_code).filter(|status| !matches!(status, Status::Unknown(_)))
}

fn modified(row: &Row) -> Option<Timestamp> {
    row.time("modifiedon")
}

/// Holds a change of status against the table's transitions. Those of emails, pages and content settings are not known; only the
/// numbers are, and they are taken to move as journeys do.
fn follow(schema: &Schema, table: &str, from: i64, to: i64) -> Result<(), ApiError> {
    let Some(table) = schema.table(table) else { return Ok(()) };
    let known = table.status(from).and_then(|status| status.to.as_ref());
    let journeys = || schema.table(status::JOURNEY)?.status(from)?.to.as_ref();
    let Some(followers) = known.or_else(journeys) else { return Ok(()) };
    if from == to || followers.contains(&to) {
        return Ok(());
    }
    let label = |code: i64| {
        let label = table.status(code).map(|status| status.label.get(Language::English));
        label.map_or_else(|| code.to_string(), |label| format!("'{label}'"))
    };
    let allowed = if followers.is_empty() {
        "nothing else".to_owned()
    } else {
        followers.iter().map(|code| label(*code)).collect::<Vec<_>>().join(", ")
    };
    // StateTransitionActivateNewStatus and StateTransitionDeactivateNewStatus: the platform's text names no status, ours does.
    let active = table.status(to).is_none_or(|status| status.state == 0);
    let (code, verb) = if active { ("0x8004f857", "activate") } else { ("0x8004f858", "deactivate") };
    let rule = format!("You can't {verb} this record because of the status transition rules.");
    let (from, to) = (label(from), label(to));
    Err(ApiError::new(400, code, format!("{rule} {from} can become {allowed}, not {to}.")))
}

/// When the service will next act on a record by itself.
fn due(transaction: &Transaction, zones: &Zones, table: &str, row: &Row) -> Result<Option<Timestamp>, ApiError> {
    let Some(modified) = modified(row) else { return Ok(None) };
    let later = |by| modified.checked_add(by).ok();
    Ok(match status_of(row) {
        Some(Status::GoingLive | Status::Stopping) => later(SERVICE_DELAY),
        Some(Status::Live | Status::LiveEditable) if table == status::JOURNEY => {
            journeys::due(transaction, zones, row, modified)?
        }
        Some(Status::Stopped) if table == status::JOURNEY => later(EXPIRY),
        Some(Status::Live) if table == status::SEGMENT => segments::due(row, modified),
        _ => None,
    })
}

/// Does what is due, as of the moment when it was due.
fn act(transaction: &mut Transaction, zones: &Zones, table: &str, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    match status_of(row) {
        Some(Status::GoingLive) if table == status::JOURNEY => journeys::publish(transaction, row, when),
        Some(Status::GoingLive | Status::Live) if table == status::SEGMENT => {
            segments::evaluate(transaction, row, when)
        }
        Some(Status::Stopping) if table == status::SEGMENT => segments::stop(transaction, row, when),
        Some(Status::GoingLive) => move_on(transaction, table, row.id, Status::Live, when, Map::new()),
        Some(Status::Stopping) => move_on(transaction, table, row.id, Status::Stopped, when, Map::new()),
        Some(Status::Live | Status::LiveEditable) => journeys::proceed(transaction, zones, row, when),
        Some(Status::Stopped) => move_on(transaction, table, row.id, Status::Expired, when, Map::new()),
        _ => Ok(()),
    }
}

/// Writes a status as the service.
pub fn move_on(
    transaction: &mut Transaction,
    table: &str,
    id: Uuid,
    to: Status,
    when: Timestamp,
    mut more: Map<String, serde_json::Value>,
) -> Result<(), ApiError> {
    more.insert("statecode".into(), json!(status::state(to)));
    more.insert("statuscode".into(), json!(to.code()));
    more.insert("modifiedon".into(), json!(wire(when)));
    transaction.update(table, id, more)
}
