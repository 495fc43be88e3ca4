//! Invented contacts with their accounts and leads, always the same for the same count.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{
    interactions::{self, Sending},
    random::Random,
    records::{self, record_id},
    samples::object,
};
use crate::{ApiError, Transaction, clock::wire};

const WORDS: &str = include_str!("../../demo/people.json");
const DAY: i64 = 86_400;

#[derive(Deserialize)]
struct Words {
    first: Vec<String>,
    last: Vec<String>,
    city: Vec<(String, String, String)>,
    job: Vec<String>,
    company: Vec<String>,
    legal: Vec<String>,
    topic: Vec<String>,
}

/// How many people to make up, and under which keys.
pub struct People<'a> {
    /// Begins every key, so that two crowds do not share ids.
    pub prefix: &'a str,
    /// Contacts; one account for each eight of them, one lead for each five.
    pub contacts: usize,
    /// Mails that some of them got; their journeys created some of the leads.
    pub sendings: &'a [Sending],
}

impl People<'_> {
    /// Writes them.
    ///
    /// # Errors
    /// A refusal of the organisation.
    pub fn write(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        let words: Words = serde_json::from_str(WORDS).map_err(ApiError::unexpected)?;
        let mut random = Random::new(self.contacts as u64);
        let accounts: Vec<Uuid> = (0..self.contacts.div_ceil(8)).map(|at| self.id("accounts", at)).collect();
        for (at, id) in accounts.iter().enumerate() {
            let mut body = object(account(&words, &mut random));
            body.insert("accountnumber".into(), json!(format!("{}-{:05}", self.prefix, at + 1)));
            records::put(transaction, "account", *id, body)?;
        }
        let now = transaction.now();
        for at in 0..self.contacts {
            let mut body = object(self.contact(&words, &mut random, at));
            body.insert("createdon".into(), json!(past(now, &mut random)));
            if at % 4 != 0 {
                let account = random.pick(&accounts);
                body.insert("parentcustomerid_account@odata.bind".into(), json!(format!("/accounts({account})")));
            }
            let contact = self.id("contacts", at);
            records::put(transaction, "contact", contact, body)?;
            interactions::write(transaction, &mut random, (contact, at), self.sendings)?;
        }
        for at in 0..self.contacts / 5 {
            let mut body = object(lead(&words, &mut random));
            body.insert("createdon".into(), json!(past(now, &mut random)));
            if at % 3 != 0 {
                let contact = self.id("contacts", random.below(self.contacts as u64) as usize);
                body.insert("parentcontactid@odata.bind".into(), json!(format!("/contacts({contact})")));
            }
            if !self.sendings.is_empty() && at % 3 == 0 {
                let journey = random.pick(self.sendings).journey;
                let bind = json!(format!("/msdyncrm_customerjourneys({journey})"));
                body.insert("msdyncrm_customerjourneyid@odata.bind".into(), bind);
            }
            records::put(transaction, "lead", self.id("leads", at), body)?;
        }
        Ok(())
    }

    fn contact(&self, words: &Words, random: &mut Random, at: usize) -> Json {
        let (first, last) = (random.pick(&words.first), random.pick(&words.last));
        let (city, state, country) = random.pick(&words.city);
        let mut body = json!({
            "firstname": first,
            "lastname": last,
            "jobtitle": if at.is_multiple_of(97) { "Employee" } else { random.pick(&words.job) },
            "address1_city": city,
            "address1_stateorprovince": state,
            "address1_country": country,
            "donotbulkemail": random.below(33) == 0,
            "msgdpr_gdprconsent": 587_030_001 + random.below(5),
        });
        // One in thirty-five has no address, one in three no birthday: queries need empty columns to be worth trying.
        if random.below(35) != 0 {
            let local = format!("{}.{}.{at}", first.to_lowercase(), last.to_lowercase());
            body["emailaddress1"] = json!(format!("{local}@{}.example.com", self.prefix));
        }
        if random.below(3) != 0 {
            let (year, month, day) = (1945 + random.below(60), 1 + random.below(12), 1 + random.below(28));
            body["birthdate"] = json!(format!("{year:04}-{month:02}-{day:02}"));
        }
        if random.below(2) != 0 {
            body["numberofchildren"] = json!(random.below(4));
            body["annualincome"] = json!(1_000 * (18 + random.below(90)));
        }
        body
    }

    fn id(&self, set: &str, at: usize) -> Uuid {
        record_id(set, &format!("{}-{at}", self.prefix))
    }
}

fn account(words: &Words, random: &mut Random) -> Json {
    let (city, state, country) = random.pick(&words.city);
    json!({
        "name": format!("{} {} {}", random.pick(&words.last), random.pick(&words.company), random.pick(&words.legal)),
        // 3 is a customer, 9 a reseller.
        "customertypecode": if random.below(4) == 0 { 9 } else { 3 },
        "numberofemployees": 1 + random.below(400),
        "revenue": 1000 * (20 + random.below(9000)),
        "address1_city": city,
        "address1_stateorprovince": state,
        "address1_country": country,
    })
}

fn lead(words: &Words, random: &mut Random) -> Json {
    json!({
        "subject": random.pick(&words.topic),
        "firstname": random.pick(&words.first),
        "lastname": random.pick(&words.last),
        "companyname": format!("{} {}", random.pick(&words.last), random.pick(&words.company)),
    })
}

/// Some moment of the last four years, most of them recent.
fn past(now: Timestamp, random: &mut Random) -> String {
    let reach = [30, 90, 400, 1460][random.below(4) as usize];
    let seconds = random.below(reach) as i64 * DAY + random.below(DAY as u64) as i64;
    let moment = now.checked_sub(SignedDuration::from_secs(seconds)).unwrap_or(now);
    wire(moment)
}
