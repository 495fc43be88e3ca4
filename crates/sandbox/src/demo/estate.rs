//! Records by the thousand, for trying how things behave at size.

use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{
    people::People,
    random::Random,
    records::{self, record_id},
    samples::object,
};
use crate::{ApiError, Transaction, clock::wire};

const JOURNEYS: &str = "msdyncrm_customerjourneys";
const SEGMENTS: &str = "msdyncrm_segments";
/// Draft, Live, Stopped, Live editable, Expired, Error.
const STATUSES: u64 = 6;

/// How many records to add; asking for as many again changes the same ones back.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Estate {
    /// Journeys.
    journeys: usize,
    /// Tiles of each journey, placeholders of unused branches included, the root not counted.
    tiles: usize,
    /// Segments.
    segments: usize,
    /// Conditions of each segment's query.
    conditions: usize,
    /// Contacts.
    contacts: usize,
}

impl Default for Estate {
    fn default() -> Self {
        Self { journeys: 0, tiles: 12, segments: 0, conditions: 3, contacts: 0 }
    }
}

impl Estate {
    /// Writes the records.
    ///
    /// # Errors
    /// A refusal of the organisation: a definition or a query beyond its column's limit.
    pub fn write(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        transaction.as_service(|transaction| {
            self.write_segments(transaction)?;
            self.write_journeys(transaction)?;
            People { prefix: "estate", contacts: self.contacts, sendings: &[] }.write(transaction)
        })
    }

    fn write_journeys(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        let mut random = Random::new(self.journeys as u64);
        // A handful of designs serves all: what differs between thousands of journeys is their names and settings.
        let designs: Vec<(String, String)> = (0..8).map(|seed| journey::sample::generate(self.tiles, seed)).collect();
        for at in 0..self.journeys {
            let (definition, designer_state) = random.pick(&designs);
            let status = random.below(STATUSES) as i64;
            let mut body = object(json!({
                "msdyncrm_name": format!("Estate journey {:05}", at + 1),
                "statuscode": 192_350_000 + status,
                "statecode": i64::from(status == 4),
                "msdyncrm_workflowdefinition": definition,
                "msdyncrm_customerjourneydesignerstate": designer_state,
                "msdyncrm_customerjourneytimezone": 110,
                "msdyncrm_entitytarget": 0,
                "msdyncrm_startdatetime": format!("@-{}d 09:00", random.below(300)),
                "msdyncrm_enddatetime": format!("@+{}d 18:00", 30 + random.below(300)),
                "modifiedon": format!("@-{}d 12:00", 1 + random.below(25)),
            }));
            body = records::resolve(body, transaction.now());
            write(transaction, JOURNEYS, "msdyncrm_customerjourney", at, body)?;
        }
        Ok(())
    }

    fn write_segments(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        let mut random = Random::new(self.segments as u64);
        for at in 0..self.segments {
            let status = random.below(STATUSES) as i64;
            let is_live = matches!(status, 1 | 3);
            let mut body = object(json!({
                "msdyncrm_segmentname": format!("Estate segment {:05}", at + 1),
                "msdyncrm_segmenttype": 192_350_000,
                "statuscode": 192_350_000 + status,
                "statecode": i64::from(status == 4),
                "msdyncrm_segmentquery": query(self.conditions, &mut random),
                "msdyncrm_segmentqueryname": format!("Estate_segment_{:05}", at + 1),
                "msdyncrm_islive": is_live,
            }));
            if is_live {
                // Evaluated some minutes ago, with what came of it, so that not all are evaluated at once.
                let ago =
                    |minutes: i64| transaction.now().checked_sub(SignedDuration::from_mins(minutes)).map(wire).ok();
                let minutes = random.below(59) as i64;
                body.insert("msdyncrm_segmentsize".into(), json!(random.below(2 * self.contacts.max(500) as u64)));
                body.insert("msdyncrm_lastevaluationtime".into(), json!(ago(minutes)));
                body.insert("msdyncrm_nextevaluation".into(), json!(ago(minutes - 60)));
            }
            write(transaction, SEGMENTS, "msdyncrm_segment", at, body)?;
        }
        Ok(())
    }
}

fn write(
    transaction: &mut Transaction,
    set: &str,
    table: &str,
    at: usize,
    body: Map<String, Json>,
) -> Result<(), ApiError> {
    let id = record_id(set, &format!("estate-{at}"));
    records::put(transaction, table, id, body)
}

fn query(conditions: usize, random: &mut Random) -> String {
    const CITIES: [&str; 4] = ["Munich", "Vienna", "Zurich", "Berlin"];
    let clause = |random: &mut Random, at: usize| match at % 3 {
        0 => format!("contact_1.address1_city == '{}'", random.pick(&CITIES)),
        1 => format!("DATEDIFF(DAY, contact_1.createdon, DATETIMEUTCNOW()) < {}", 1 + random.below(900)),
        _ => "ISNOTNULL(contact_1.emailaddress1)".to_owned(),
    };
    let clauses: Vec<String> = (0..conditions).map(|at| clause(random, at)).collect();
    match clauses.as_slice() {
        [] => "PROFILE(contact, contact_1)".to_owned(),
        clauses => format!("PROFILE(contact, contact_1).FILTER({})", clauses.join(" && ")),
    }
}
