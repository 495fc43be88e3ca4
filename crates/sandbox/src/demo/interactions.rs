//! What people did: with the mails of live journeys, on pages, at events.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{random::Random, records::record_id, samples::object};
use crate::{ApiError, Transaction, clock::wire, store::ORGANIZATION};

const DAY: u64 = 86_400;

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

/// What one contact did, if anything: names of types and properties are those of the analytics export
/// (`data/segments/interactions.json` of the reference).
///
/// # Errors
/// A refusal of the organisation.
pub fn write(
    transaction: &mut Transaction,
    random: &mut Random,
    (contact, at): (Uuid, usize),
    sendings: &[Sending],
) -> Result<(), ApiError> {
    if sendings.is_empty() {
        return Ok(());
    }
    // Half of all got a mail; one in ten is an eager reader of three more of the last weeks.
    if at.is_multiple_of(2) {
        let sending = random.pick(sendings);
        mail(transaction, random, contact, sending, 60)?;
    }
    if at.is_multiple_of(10) {
        for _ in 0..3 {
            let sending = random.pick(sendings);
            mail(transaction, random, contact, sending, 28)?;
        }
    }
    if at % 40 == 7 {
        let form = record_id("msdyncrm_marketingforms", "city-map");
        let when = earlier(transaction.now(), 3_600 + random.below(200 * DAY) as i64);
        for kind in ["FormVisited", "FormSubmitted"] {
            let about = json!({"FormId": form, "FormName": "City map form"});
            happen(transaction, kind, contact, when, about)?;
        }
    }
    if at % 50 == 11 {
        let event = record_id("msevtmgt_events", "trade-fair");
        let registered = earlier(transaction.now(), (40 * DAY + random.below(20 * DAY)) as i64);
        happen(transaction, "EventRegistration", contact, registered, json!({"EventId": event}))?;
        let came = earlier(transaction.now(), (28 * DAY + random.below(2 * DAY)) as i64);
        if random.below(3) != 0 {
            happen(transaction, "EventCheckIn", contact, came, json!({"EventId": event}))?;
        }
    }
    // Two addresses that no mail ever reaches.
    if at % 1_000 == 13 {
        for day in 1..=12 {
            let when = earlier(transaction.now(), (day * 2 * DAY) as i64);
            happen(transaction, "EmailSoftBounced", contact, when, json!({"BounceCategory": "Soft"}))?;
        }
    }
    Ok(())
}

/// One mail to one contact, with what became of it: each step less likely than the one before.
fn mail(
    transaction: &mut Transaction,
    random: &mut Random,
    contact: Uuid,
    sending: &Sending,
    within_days: u64,
) -> Result<(), ApiError> {
    let mut moment = earlier(transaction.now(), 3_600 + random.below(within_days * DAY) as i64);
    for (kind, one_in) in [("EmailSent", 1), ("EmailDelivered", 1), ("EmailOpened", 2), ("EmailClicked", 3)] {
        if random.below(one_in) != 0 {
            break;
        }
        moment = earlier(moment, -(random.below(900) as i64));
        let about = json!({
            "ActivityId": sending.activity,
            "CustomerJourneyId": sending.journey,
            "MessageId": sending.email,
            "UsageType": "CustomerJourney",
        });
        happen(transaction, kind, contact, moment, about)?;
    }
    Ok(())
}

fn happen(
    transaction: &mut Transaction,
    kind: &str,
    contact: Uuid,
    when: Timestamp,
    about: Json,
) -> Result<(), ApiError> {
    let happened = wire(when);
    let mut data = object(json!({
        "InteractionType": kind,
        "Timestamp": happened,
        "OrganizationId": ORGANIZATION,
        "ContactId": contact,
    }));
    data.extend(object(about));
    let body = json!({
        "type": kind,
        "happenedon": happened,
        "contactid@odata.bind": format!("/contacts({contact})"),
        "data": Json::Object(data).to_string(),
    });
    transaction.create("sandbox_interaction", object(body)).map(|_| ())
}

fn earlier(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(moment)
}
