//! What the service does with journeys: publishing, iterations, the end.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};
use uuid::Uuid;

use super::{
    check::{self, Subject},
    lifecycle::move_on,
    status::{JOURNEY, Status},
    zones::Zones,
};
use crate::{ApiError, Transaction, clock::wire, store::Row};

const ITERATION: &str = "msdyncrm_customerjourneyiteration";
/// The service looks at end dates this often: a journey that goes live after its end is live for so long before it is stopped.
const END_CHECK: SignedDuration = SignedDuration::from_mins(5);
const DAY: i64 = 86_400;

/// The columns that [`due`] looks at.
pub const DUE_COLUMNS: [&str; 8] = [
    "statuscode",
    "modifiedon",
    "msdyncrm_startdatetime",
    "msdyncrm_enddatetime",
    "msdyncrm_customerjourneytimezone",
    "msdyncrm_isrecurring",
    "msdyncrm_recurrenceintervaldays",
    "msdyncrm_recurrencecount",
];

/// *Going live* becomes *Live*, or *Error* if an error stands in the way.
pub fn publish(transaction: &mut Transaction, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    let findings = check::findings(transaction, &Subject::of_record(row))?;
    if findings.iter().any(check::Finding::is_error) {
        return move_on(transaction, JOURNEY, row.id, Status::Error, when, Map::new());
    }
    let mut more = Map::new();
    if let Some(user) = row.reference("modifiedby") {
        more.insert("msdyncrm_publishedby@odata.bind".into(), json!(format!("/systemusers({})", user.id)));
    }
    move_on(transaction, JOURNEY, row.id, Status::Live, when, more)
}

/// When a live journey begins its next iteration or ends, whichever comes first.
pub fn due(
    transaction: &Transaction,
    zones: &Zones,
    row: &Row,
    modified: Timestamp,
) -> Result<Option<Timestamp>, ApiError> {
    let plan = Plan::read(transaction, zones, row)?;
    let end = plan.end.map(|end| end.max(after(modified, END_CHECK)));
    Ok(match (plan.next.map(|iteration| iteration.start.max(modified)), end) {
        (Some(next), Some(end)) => Some(next.min(end)),
        (next, end) => next.or(end),
    })
}

/// Begins the next iteration, or stops a journey at its end.
pub fn proceed(transaction: &mut Transaction, zones: &Zones, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    let plan = Plan::read(transaction, zones, row)?;
    match plan.next {
        Some(iteration) if iteration.start <= when => iterate(transaction, row, &iteration),
        _ => move_on(transaction, JOURNEY, row.id, Status::Stopped, when, Map::new()),
    }
}

/// A stretch of a recurring journey (reference/journeys.md 6.2, 6.3).
struct Iteration {
    number: i64,
    start: Timestamp,
    end: Timestamp,
}

/// What lies ahead of a live journey.
struct Plan {
    next: Option<Iteration>,
    /// The end date, or the end of the last iteration if that is sooner.
    end: Option<Timestamp>,
}

impl Plan {
    fn read(transaction: &Transaction, zones: &Zones, row: &Row) -> Result<Self, ApiError> {
        let code = row.int("msdyncrm_customerjourneytimezone");
        let moment = |column: &str| row.time(column).map(|wall| zones.moment(wall, code));
        let end = moment("msdyncrm_enddatetime");
        let start = moment("msdyncrm_startdatetime");
        let interval = row.int("msdyncrm_recurrenceintervaldays").filter(|days| (1..=36_500).contains(days));
        let count = row.int("msdyncrm_recurrencecount").filter(|count| (1..=10_000).contains(count));
        let (Some(true), Some(start), Some(interval), Some(count)) =
            (row.flag("msdyncrm_isrecurring"), start, interval, count)
        else {
            return Ok(Self { next: None, end });
        };
        let nth = |number: i64| after(start, SignedDuration::from_secs(number * interval * DAY));
        let begun = begun(transaction, row.id)?;
        let next = (begun < count).then(|| Iteration { number: begun + 1, start: nth(begun), end: nth(begun + 1) });
        let last = nth(count);
        Ok(Self { next, end: Some(end.map_or(last, |end| end.min(last))) })
    }
}

/// How many iterations a journey has begun.
fn begun(transaction: &Transaction, journey: Uuid) -> Result<i64, ApiError> {
    let filter = format!("_msdyncrm_customerjourneyid_value eq {journey}");
    Ok(transaction.find(ITERATION, &filter, &["msdyncrm_iterationnumber"])?.len() as i64)
}

fn iterate(transaction: &mut Transaction, row: &Row, iteration: &Iteration) -> Result<(), ApiError> {
    let name = row.text("msdyncrm_name").unwrap_or_default();
    let body = json!({
        "msdyncrm_name": format!("{name} - {}", iteration.number),
        "msdyncrm_iterationnumber": iteration.number,
        "msdyncrm_startdate": wire(iteration.start),
        "msdyncrm_enddate": wire(iteration.end),
        "msdyncrm_workflowdefinition": row.text("msdyncrm_workflowdefinition"),
        "msdyncrm_designerstate": row.text("msdyncrm_customerjourneydesignerstate"),
        "msdyncrm_customerjourneyid@odata.bind": format!("/msdyncrm_customerjourneys({})", row.id),
    });
    let serde_json::Value::Object(body) = body else { return Ok(()) };
    transaction.create(ITERATION, body).map(|_| ())
}

fn after(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}
