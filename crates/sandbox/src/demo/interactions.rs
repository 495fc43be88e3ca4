//! What people did with the mails of live journeys.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{random::Random, samples::object};
use crate::{ApiError, Transaction, clock::wire};

/// An email tile of a journey that has been live.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The journey.
    pub journey: Uuid,
    activity: String,
    email: String,
}

/// The email tiles of the journeys that have been live.
///
/// # Errors
/// Those of the database.
pub fn sendings(transaction: &Transaction) -> Result<Vec<Sending>, ApiError> {
    let columns = ["msdyncrm_workflowdefinition"];
    let filter =
        "statuscode eq 192350001 or statuscode eq 192350002 or statuscode eq 192350003 or statuscode eq 192350007";
    let mut sendings = Vec::new();
    for row in transaction.find("msdyncrm_customerjourney", filter, &columns)? {
        let definition = row.text(columns[0]).unwrap_or_default();
        let activities: Vec<Json> = serde_json::from_str(definition).map_err(ApiError::unexpected)?;
        sendings.extend(activities.iter().filter(|activity| activity["ActivityTypeId"] == "Email").filter_map(
            |activity| {
                Some(Sending {
                    journey: row.id,
                    activity: activity["ActivityId"].as_str()?.to_owned(),
                    email: activity.pointer("/Properties/Items/0/ItemId")?.as_str()?.to_owned(),
                })
            },
        ));
    }
    sendings.sort_by(|one, other| (&one.journey, &one.activity).cmp(&(&other.journey, &other.activity)));
    Ok(sendings)
}

/// One mail to one contact, with what became of it: each step less likely than the one before. Names of types and properties are
/// those of the analytics export (`data/segments/interactions.json` of the reference).
///
/// # Errors
/// A refusal of the organisation.
pub fn write(
    transaction: &mut Transaction,
    random: &mut Random,
    contact: Uuid,
    sending: &Sending,
) -> Result<(), ApiError> {
    let mut moment = earlier(transaction.now(), 3_600 + random.below(60 * 86_400) as i64);
    for (kind, one_in) in [("EmailSent", 1), ("EmailDelivered", 1), ("EmailOpened", 2), ("EmailClicked", 3)] {
        if random.below(one_in) != 0 {
            break;
        }
        moment = earlier(moment, -(random.below(900) as i64));
        let happened = wire(moment);
        let data = json!({
            "InteractionType": kind,
            "Timestamp": happened,
            "ActivityId": sending.activity,
            "CustomerJourneyId": sending.journey,
            "ContactId": contact,
            "MessageId": sending.email,
        });
        let body = json!({
            "type": kind,
            "happenedon": happened,
            "contactid@odata.bind": format!("/contacts({contact})"),
            "data": data.to_string(),
        });
        transaction.create("sandbox_interaction", object(body))?;
    }
    Ok(())
}

fn earlier(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(moment)
}
