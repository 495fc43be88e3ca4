//! What stands in the way of a journey's going live: the rules of the document itself, and those about other records.

use journey::{Document, Lookup, Settings, Severity, Tile, Value};
use uuid::Uuid;

use super::{
    lifecycle::status_of,
    status::{self, Status},
};
use crate::{ApiError, Transaction, store::Row};

/// What is checked: a design and the columns around it, stored or not.
#[derive(Debug, Default)]
pub struct Subject {
    pub definition: String,
    pub settings: Settings,
}

/// One finding, in the shape that the service answers with (reference/journeys.md 5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `ActivityId`; empty for the whole journey.
    pub activity_id: String,
    /// Fault code.
    pub fault: String,
    /// Error or warning.
    pub severity: Severity,
    /// What the fault's text is filled with.
    pub arguments: Vec<String>,
}

impl Finding {
    /// Whether it keeps the journey from going live.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn error(activity_id: &str, problem: &str, message: String) -> Self {
        Self {
            activity_id: activity_id.to_owned(),
            fault: fault(problem),
            severity: Severity::Error,
            arguments: vec![message],
        }
    }
}

/// The only fault code that was ever published.
const ITERATIONS_DO_NOT_FIT: &str = "ErrorRecurringCampaignEndDateDoesNotFitRequestedIterations";

/// The fault code of a problem. All but one of the service's own codes are unknown, so the others are this organisation's:
/// they begin with `Sandbox`, and their one argument is the sentence to show.
fn fault(problem: &str) -> String {
    let pascal = problem.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    std::iter::once("Sandbox".to_owned()).chain(pascal).collect()
}

impl Subject {
    /// A stored journey.
    pub fn of_record(row: &Row) -> Self {
        let mut settings = Settings::new();
        for spec in journey::SETTINGS {
            let value = match row.get(spec.column) {
                crate::Value::Null | crate::Value::Real(_) => continue,
                crate::Value::Bool(flag) => Value::Flag(*flag),
                crate::Value::Int(number) => Value::Number(*number),
                crate::Value::Text(text) if spec.kind == journey::SettingKind::Moment => Value::Moment(text.clone()),
                crate::Value::Text(text) => Value::Text(text.clone()),
                crate::Value::Guid(id) => Value::Text(id.to_string()),
                crate::Value::Reference(to) => {
                    Value::Lookup(Lookup { table: to.table.clone(), id: to.id.to_string(), name: None })
                }
            };
            settings.set(spec.column, value);
        }
        Self { definition: row.text("msdyncrm_workflowdefinition").unwrap_or_default().to_owned(), settings }
    }
}

/// Errors and warnings, those of the design in its own order first.
///
/// The moment is left out of account: what the service said about dates in the past is not known in its codes, and the documented
/// sample, whose dates are long past, answers without it.
pub fn findings(transaction: &Transaction, subject: &Subject) -> Result<Vec<Finding>, ApiError> {
    let document = Document::read(&subject.definition, "", subject.settings.clone());
    let mut findings: Vec<Finding> = journey::problems(&document, None)
        .into_iter()
        .filter(|problem| problem.severity != Severity::Information)
        .map(|problem| {
            let activity = problem.tile.and_then(|key| document.tile(key)).map(|tile| tile.activity_id().to_owned());
            if problem.code == "recurrence-does-not-fit" {
                return Finding {
                    activity_id: String::new(),
                    fault: ITERATIONS_DO_NOT_FIT.to_owned(),
                    severity: Severity::Error,
                    arguments: Vec::new(),
                };
            }
            Finding {
                activity_id: activity.unwrap_or_default(),
                fault: fault(problem.code),
                severity: problem.severity,
                arguments: vec![problem.message],
            }
        })
        .collect();
    for key in document.keys() {
        if let Some(tile) = document.tile(key) {
            check_tile(transaction, &tile, &mut findings)?;
        }
    }
    for column in ["msdyncrm_contentsettingsid", "msdyncrm_suppressionsegmentid"] {
        if let Value::Lookup(lookup) = subject.settings.get(column) {
            check_record(transaction, "", &lookup.table, &lookup.id, &mut findings)?;
        }
    }
    Ok(findings)
}

fn check_tile(transaction: &Transaction, tile: &Tile<'_>, findings: &mut Vec<Finding>) -> Result<(), ApiError> {
    for item in tile.items() {
        let (Some(table), Some(id)) = (item.record_table(), item.record()) else { continue };
        check_record(transaction, tile.activity_id(), &table, id, findings)?;
    }
    Ok(())
}

/// The record exists, and is live where that matters (reference/journeys.md 5.3).
fn check_record(
    transaction: &Transaction,
    activity_id: &str,
    table: &str,
    id: &str,
    findings: &mut Vec<Finding>,
) -> Result<(), ApiError> {
    let row = match Uuid::parse_str(id) {
        Ok(id) => transaction.get(table, id)?,
        Err(_) => None,
    };
    let Some(row) = row else {
        findings.push(Finding::error(
            activity_id,
            "record-missing",
            format!("The record {id} of {table} does not exist."),
        ));
        return Ok(());
    };
    if let Some(status) = unfit(table, &row) {
        let column = if table == status::SEGMENT { "msdyncrm_segmentname" } else { "msdyncrm_name" };
        let name = row.text(column).or_else(|| row.text("name")).unwrap_or(id);
        findings.push(Finding::error(activity_id, "record-not-live", format!("'{name}' is not live: {status}.")));
    }
    Ok(())
}

/// The status that keeps a record from being used, in words.
fn unfit(table: &str, row: &Row) -> Option<String> {
    match table {
        // Forms count differently: 1 is Live.
        "msdyncrm_marketingform" => {
            let status = row.int("statuscode")?;
            let live = status == 1 || status == Status::LiveEditable.code();
            let label = match Status::from_code(status) {
                Status::Unknown(_) => "Stopped",
                known => known.label(),
            };
            (!live).then(|| label.to_owned())
        }
        "workflow" => {
            let ready = row.int("statecode") == Some(1) && row.flag("ondemand") == Some(true);
            (!ready).then(|| "a workflow must be activated and on demand".to_owned())
        }
        table if status::TABLES.contains(&table) => {
            status_of(row).filter(|status| !status::is_live(*status)).map(|status| status.label().to_owned())
        }
        _ => None,
    }
}
