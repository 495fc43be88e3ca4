//! Records by the thousand, for trying how things behave at size.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{
    outline::{self, Tile},
    people::People,
    random::Random,
    records::{Names, record_id},
    samples::object,
};
use crate::{ApiError, Transaction};

const JOURNEYS: &str = "msdyncrm_customerjourneys";
const SEGMENTS: &str = "msdyncrm_segments";
const DEFAULT_SEGMENT: &str = "51d2115b-544a-e911-a873-000d3a1fe344";
const DEFAULT_EMAIL: &str = "184e5a1a-464a-e911-a873-000d3a1fe344";
const DEFAULT_PAGE: &str = "46dece00-464a-e911-a873-000d3a1fe344";
/// Draft, Live, Stopped, Live editable, Expired, Error.
const STATUSES: u64 = 6;

/// How many records to add; asking for as many again changes the same ones back.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Estate {
    /// Journeys.
    journeys: usize,
    /// Tiles of each journey, the root not counted.
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
        let names = Names::default();
        // A handful of designs serves all: what differs between thousands of journeys is their names and settings.
        let designs: Vec<outline::Design> =
            (0..8).map(|_| outline::write(&lanes(self.tiles, &mut random), "contact", &names)).collect();
        for at in 0..self.journeys {
            let design = random.pick(&designs);
            let status = random.below(STATUSES) as i64;
            let mut body = object(json!({
                "msdyncrm_name": format!("Estate journey {:05}", at + 1),
                "statuscode": 192_350_000 + status,
                "statecode": i64::from(status == 4),
                "msdyncrm_workflowdefinition": design.definition,
                "msdyncrm_customerjourneydesignerstate": design.designer_state,
                "msdyncrm_customerjourneytimezone": 110,
                "msdyncrm_entitytarget": 0,
                "msdyncrm_startdatetime": format!("@-{}d 09:00", random.below(300)),
                "msdyncrm_enddatetime": format!("@+{}d 18:00", 30 + random.below(300)),
                "modifiedon": format!("@-{}d 12:00", 1 + random.below(25)),
            }));
            body = super::records::resolve(body, transaction.now());
            write(transaction, JOURNEYS, "msdyncrm_customerjourney", at, body)?;
        }
        Ok(())
    }

    fn write_segments(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        let mut random = Random::new(self.segments as u64);
        for at in 0..self.segments {
            let status = random.below(STATUSES) as i64;
            let body = object(json!({
                "msdyncrm_segmentname": format!("Estate segment {:05}", at + 1),
                "msdyncrm_segmenttype": 192_350_000,
                "statuscode": 192_350_000 + status,
                "statecode": i64::from(status == 4),
                "msdyncrm_segmentquery": query(self.conditions, &mut random),
                "msdyncrm_segmentqueryname": format!("Estate_segment_{:05}", at + 1),
            }));
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
    super::records::put(transaction, table, id, body)
}

/// Swimlanes with `tiles` tiles in all, an audience and what follows it in each. Long journeys get more lanes and side paths, not
/// ever longer ones.
fn lanes(tiles: usize, random: &mut Random) -> Vec<Tile> {
    let lane_size = 40;
    let mut lanes = Vec::new();
    let mut left = tiles;
    while left > 0 {
        let mut rest = left.min(lane_size);
        left -= rest;
        rest -= 1;
        lanes.push(Tile {
            tile: "Segment".into(),
            name: Some(format!("Audience {}", lanes.len() + 1)),
            items: vec![Tile { tile: "SegmentItem".into(), record: Some(DEFAULT_SEGMENT.into()), ..Tile::default() }],
            next: path(&mut rest, random),
            ..Tile::default()
        });
    }
    lanes
}

/// What follows a tile: mails, waits, calls, and triggers that part the path. Takes what it uses from `left`.
fn path(left: &mut usize, random: &mut Random) -> Vec<Tile> {
    if *left == 0 {
        return Vec::new();
    }
    *left -= 1;
    let number = *left;
    // A trigger with nothing behind it has no known stored form.
    let kinds = if number == 0 { 4 } else { 6 };
    let tile = match random.below(kinds) {
        0 | 1 => Tile {
            tile: "Email".into(),
            name: Some(format!("Mail {number}")),
            record: Some(DEFAULT_EMAIL.into()),
            items: vec![Tile { tile: "LandingPage".into(), record: Some(DEFAULT_PAGE.into()), ..Tile::default() }],
            next: path(left, random),
            ..Tile::default()
        },
        2 => Tile {
            tile: "Scheduler".into(),
            name: Some(format!("Wait {number}")),
            next: path(left, random),
            ..Tile::default()
        },
        3 => Tile {
            tile: "CreateCrmActivity".into(),
            name: Some(format!("Call {number}")),
            record: Some("follow-up".into()),
            activity: Some("phonecall".into()),
            next: path(left, random),
            ..Tile::default()
        },
        _ => {
            let mut half = *left / 2;
            *left -= half;
            Tile {
                tile: "Trigger".into(),
                name: Some(format!("Answered {number}?")),
                yes: path(left, random),
                no: path(&mut half, random),
                ..Tile::default()
            }
        }
    };
    vec![tile]
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
