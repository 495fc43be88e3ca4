//! Journeys and journey templates of the demo organisation.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{
    outline::{self, Tile},
    records::{self, Names, record_id},
    samples::object,
};
use crate::{ApiError, Transaction, clock::wire};

/// A file of `demo/journeys/`: the settings of reference/journeys.md 1.2 in short words, and the design.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journey {
    key: String,
    name: String,
    status: String,
    start: Option<String>,
    end: Option<String>,
    timezone: i64,
    contentsettings: Option<String>,
    #[serde(default)]
    target: Target,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    purpose: Option<String>,
    owner: String,
    #[serde(default)]
    suppression: Option<String>,
    #[serde(default)]
    consent: Option<i64>,
    #[serde(default)]
    published_by: Option<String>,
    #[serde(default)]
    recurring: Option<Recurring>,
    /// Days since it was created, at least one.
    age: i64,
    /// Of a recurring journey: the design of its first iteration, before it was changed.
    #[serde(default)]
    earlier: Vec<Tile>,
    lanes: Vec<Tile>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Target {
    #[default]
    Contact,
    Account,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recurring {
    interval: i64,
    count: i64,
}

/// A file of `demo/templates/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    key: String,
    name: String,
    description: String,
    purpose: i64,
    statuscode: i64,
    lanes: Vec<Tile>,
}

/// Writes one journey.
///
/// # Errors
/// A refusal of the organisation, or a defect of the file.
pub fn write(transaction: &mut Transaction, text: &str, names: &Names) -> Result<(), ApiError> {
    let journey: Journey = serde_json::from_str(text).map_err(ApiError::unexpected)?;
    let id = record_id("msdyncrm_customerjourneys", &journey.key);
    let body = journey.body(names)?;
    let body = records::resolve(body, transaction.now());
    records::put(transaction, "msdyncrm_customerjourney", id, body)?;
    journey.write_iterations(transaction, names, id)
}

impl Journey {
    /// The iterations that have begun by now.
    fn write_iterations(&self, transaction: &mut Transaction, names: &Names, journey: Uuid) -> Result<(), ApiError> {
        let (Some(Recurring { interval, count }), "Live", Some(start)) =
            (&self.recurring, self.status.as_str(), &self.start)
        else {
            return Ok(());
        };
        let now = transaction.now();
        let start: Timestamp = records::date(start, now)
            .and_then(|start| start.parse().ok())
            .ok_or_else(|| ApiError::unexpected(format!("{}: no start", self.key)))?;
        for number in 1..=*count {
            let at = |number: i64| start.checked_add(SignedDuration::from_hours(24 * interval * number)).unwrap_or(now);
            let begin = at(number - 1);
            if begin > now {
                break;
            }
            let lanes = if number == 1 && !self.earlier.is_empty() { &self.earlier } else { &self.lanes };
            let design = outline::write(lanes, "contact", names);
            let body = object(json!({
                "msdyncrm_name": format!("{} - {number}", self.name),
                "msdyncrm_iterationnumber": number,
                "msdyncrm_startdate": wire(begin),
                "msdyncrm_enddate": wire(at(number)),
                "msdyncrm_workflowdefinition": design.definition,
                "msdyncrm_designerstate": design.designer_state,
                "createdon": wire(begin),
                "msdyncrm_customerjourneyid@odata.bind": format!("/msdyncrm_customerjourneys({journey})"),
            }));
            let id = record_id("msdyncrm_customerjourneyiterations", &format!("{}-{number}", self.key));
            records::put(transaction, "msdyncrm_customerjourneyiteration", id, body)?;
        }
        Ok(())
    }

    fn body(&self, names: &Names) -> Result<Map<String, Json>, ApiError> {
        let (target, target_code) = match self.target {
            Target::Contact => ("contact", 0),
            Target::Account => ("account", 1),
        };
        let status = status_code(&self.status)?;
        let design = outline::write(&self.lanes, target, names);
        let mut body = Map::new();
        let mut set = |column: &str, value: Json| body.insert(column.to_owned(), value);
        set("msdyncrm_name", json!(self.name));
        set("statuscode", json!(status));
        set("statecode", json!(i64::from(self.status == "Expired")));
        set("msdyncrm_workflowdefinition", json!(design.definition));
        set("msdyncrm_customerjourneydesignerstate", json!(design.designer_state));
        set("msdyncrm_customerjourneytimezone", json!(self.timezone));
        set("msdyncrm_entitytarget", json!(target_code));
        set("msdyncrm_isrecurring", json!(self.recurring.is_some()));
        set("ownerid@odata.bind", json!(format!("/systemusers({})", self.owner)));
        set("createdon", json!(format!("@-{}d 08:15", self.age)));
        set("modifiedon", json!(format!("@-{}d 10:40", (self.age + 2) / 3)));
        if let Some(Recurring { interval, count }) = &self.recurring {
            set("msdyncrm_recurrenceintervaldays", json!(interval));
            set("msdyncrm_recurrencecount", json!(count));
        }
        for (column, value) in [
            ("msdyncrm_startdatetime", &self.start),
            ("msdyncrm_enddatetime", &self.end),
            ("msdyncrm_description", &self.description),
            ("msdyncrm_purpose", &self.purpose),
        ] {
            if let Some(value) = value {
                set(column, json!(value));
            }
        }
        if let Some(consent) = self.consent {
            set("msgdpr_requiredconsent", json!(consent));
        }
        for (navigation, target, key) in [
            ("msdyncrm_contentsettingsId", "msdyncrm_contentsettingss", &self.contentsettings),
            ("msdyncrm_SuppressionSegmentId", "msdyncrm_segments", &self.suppression),
            ("msdyncrm_publishedby", "systemusers", &self.published_by),
        ] {
            if let Some(key) = key {
                set(&format!("{navigation}@odata.bind"), json!(format!("/{target}({key})")));
            }
        }
        Ok(body)
    }
}

fn status_code(name: &str) -> Result<i64, ApiError> {
    let names = ["Draft", "Live", "Stopped", "Live editable", "Expired", "Error", "Going live", "Stopping"];
    let at = names.iter().position(|known| *known == name);
    at.map(|at| 192_350_000 + at as i64).ok_or_else(|| ApiError::unexpected(format!("no status '{name}'")))
}

/// Writes one journey template.
///
/// # Errors
/// A refusal of the organisation, or a defect of the file.
pub fn write_template(transaction: &mut Transaction, text: &str, names: &Names) -> Result<(), ApiError> {
    let template: Template = serde_json::from_str(text).map_err(ApiError::unexpected)?;
    let id = record_id("msdyncrm_customerjourneytemplates", &template.key);
    let design = outline::write(&template.lanes, "contact", names);
    let body = object(json!({
        "msdyncrm_name": template.name,
        "msdyncrm_description": template.description,
        "msdyncrm_purposeoption": template.purpose,
        "msdyncrm_entitytarget": 0,
        "msdyncrm_language": 1033,
        "statuscode": template.statuscode,
        "msdyncrm_workflowdefinition": design.definition,
        "msdyncrm_customerjourneydesignerstate": design.designer_state,
    }));
    records::put(transaction, "msdyncrm_customerjourneytemplate", id, body)
}
