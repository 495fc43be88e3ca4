//! A small organisation with everything that queries trip over: empty columns, letters in both cases, wildcards in texts, dates
//! about now, records without partners and with several.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sandbox::{ApiError, Config, Organisation, Transaction};
use segment::{
    Dialect, Settings,
    fetchxml::{Fetch, Obstacle, Plan, Shape, translate},
    schema::Catalog,
};
use serde_json::{Map, Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::{catalog, queries::TEXTS};

const CONTACTS: u128 = 120;
const ACCOUNTS: u128 = 30;
const LEADS: u128 = 60;
const LISTS: u128 = 4;

/// Outbound segments: query names and queries.
const SEGMENTS: [(&str, &str); 3] = [
    ("named", "PROFILE(contact).FILTER(ISNOTNULL(nickname))"),
    ("customers", "PROFILE(account).FILTER(revenue > 2).TRAVERSE(contact_account_parentcustomerid)"),
    ("nested", "SEGMENT(named) INTERSECT SEGMENT(customers)"),
];

/// The organisation and what the translation knows of it.
pub struct World {
    pub organisation: Arc<Organisation>,
    pub catalog: Catalog,
    app: Router,
    runtime: tokio::runtime::Runtime,
}

/// An id that says what it is of.
pub fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128((kind << 96) | 0x4000_8000_0000_0000_0000 | number)
}

pub fn contact(number: u128) -> Uuid {
    id(0xc0, number)
}

pub fn account(number: u128) -> Uuid {
    id(0xa0, number)
}

/// The names that queries of a dialect have for the segments.
pub fn segment_names(dialect: Dialect) -> Vec<String> {
    let name = |(at, (name, _)): (usize, &(&str, &str))| match dialect {
        Dialect::Outbound => (*name).to_owned(),
        Dialect::Mql => format!("SEGMENT_CJO_ID_{}", id(0xd0, at as u128).simple()),
    };
    SEGMENTS.iter().enumerate().map(name).collect()
}

/// SplitMix64: the same records on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// Something, or nothing one time in three.
    fn maybe(&mut self, value: impl FnOnce(&mut Self) -> Value) -> Value {
        if self.below(3) == 0 { Value::Null } else { value(self) }
    }

    fn text(&mut self) -> Value {
        json!(TEXTS[self.below(TEXTS.len() as u64) as usize])
    }

    /// A moment about now, more often near than far.
    fn moment(&mut self, now: Timestamp) -> Timestamp {
        let reach = [3_600, 3 * 86_400, 90 * 86_400, 1_500 * 86_400][self.below(4) as usize];
        let seconds = self.below(2 * reach) as i64 - reach as i64;
        now.checked_add(SignedDuration::from_secs(seconds)).expect("within the calendar")
    }
}

fn wire(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn create(transaction: &mut Transaction, table: &str, mut body: Value, key: Uuid) -> Result<(), ApiError> {
    body[format!("{table}id")] = json!(key);
    let members = body.as_object().expect("an object").clone();
    let members: Map<String, Value> = members.into_iter().filter(|(_, value)| !value.is_null()).collect();
    transaction.create(table, members).map(|_| ())
}

fn fill(transaction: &mut Transaction) -> Result<(), ApiError> {
    let mut random = Random(7);
    let now = transaction.now();
    for at in 0..ACCOUNTS {
        let body = json!({
            "name": random.text(),
            "tickersymbol": random.maybe(Random::text),
            "revenue": random.maybe(|random| json!(random.below(5))),
            "numberofemployees": random.maybe(|random| json!(random.below(4))),
            "customertypecode": random.maybe(|random| json!(1 + random.below(3))),
            "donotemail": random.below(2) == 0,
            "createdon": wire(random.moment(now)),
        });
        create(transaction, "account", body, account(at))?;
    }
    for at in 0..CONTACTS {
        let day = random.moment(now).strftime("%Y-%m-%d").to_string();
        let mut body = json!({
            "firstname": random.maybe(Random::text),
            "lastname": random.text(),
            "nickname": random.maybe(Random::text),
            "numberofchildren": random.maybe(|random| json!(random.below(4))),
            "annualincome": random.maybe(|random| json!(random.below(8) as f64 / 2.0)),
            "creditlimit": random.maybe(|random| json!(random.below(4))),
            "gendercode": random.maybe(|random| json!(1 + random.below(2))),
            "donotbulkemail": random.below(2) == 0,
            "createdon": wire(random.moment(now)),
            "lastusedincampaign": random.maybe(|random| json!(wire(random.moment(now)))),
            "birthdate": random.maybe(|_| json!(day)),
        });
        if random.below(4) != 0 {
            let company = account(u128::from(random.below(ACCOUNTS as u64)));
            body["parentcustomerid_account@odata.bind"] = json!(format!("/accounts({company})"));
        }
        create(transaction, "contact", body, contact(at))?;
    }
    for at in 0..ACCOUNTS {
        if random.below(2) == 0 {
            let person = contact(u128::from(random.below(CONTACTS as u64)));
            let bind = json!({"primarycontactid@odata.bind": format!("/contacts({person})")});
            transaction.update("account", account(at), bind.as_object().expect("an object").clone())?;
        }
    }
    for at in 0..LEADS {
        let mut body = json!({
            "subject": random.text(),
            "companyname": random.maybe(Random::text),
            "estimatedamount": random.maybe(|random| json!(random.below(5))),
            "numberofemployees": random.maybe(|random| json!(random.below(4))),
            "leadsourcecode": random.maybe(|random| json!(1 + random.below(3))),
            "donotemail": random.below(2) == 0,
            "createdon": wire(random.moment(now)),
        });
        if random.below(3) != 0 {
            let person = contact(u128::from(random.below(CONTACTS as u64)));
            body["parentcontactid@odata.bind"] = json!(format!("/contacts({person})"));
        }
        if random.below(3) != 0 {
            let company = account(u128::from(random.below(ACCOUNTS as u64)));
            body["parentaccountid@odata.bind"] = json!(format!("/accounts({company})"));
        }
        create(transaction, "lead", body, id(0x1e, at))?;
    }
    for at in 0..LISTS {
        let members: Vec<String> =
            (0..CONTACTS).filter(|_| random.below(4) == 0).map(|one| format!("/contacts({})", contact(one))).collect();
        let body = json!({
            "listname": random.text(),
            "purpose": random.maybe(Random::text),
            "createdfromcode": 2,
            "lockstatus": random.below(2) == 0,
            "createdon": wire(random.moment(now)),
            "listcontact_association@odata.bind": members,
        });
        create(transaction, "list", body, id(0x11, at))?;
    }
    for (at, (name, query)) in SEGMENTS.iter().enumerate() {
        let body =
            json!({"msdyncrm_segmentname": name, "msdyncrm_segmentqueryname": name, "msdyncrm_segmentquery": query});
        create(transaction, "msdyncrm_segment", body, id(0x5e, at as u128))?;
        let body = json!({"msdynmkt_name": name, "msdynmkt_segmentquery": real_time(query)});
        create(transaction, "msdynmkt_segmentdefinition", body, id(0xd0, at as u128))?;
    }
    Ok(())
}

/// A query with the segments' names of the other dialect.
fn real_time(query: &str) -> String {
    let pairs = SEGMENTS.iter().zip(segment_names(Dialect::Mql));
    pairs.fold(query.to_owned(), |query, ((own, _), name)| query.replace(&format!("({own})"), &format!("({name})")))
}

impl World {
    pub fn new() -> Self {
        let organisation = sandbox::organisation(Config::default()).expect("the organisation starts");
        organisation.transaction(|transaction| transaction.as_service(fill)).expect("the records");
        let mut catalog = catalog::of(organisation.schema());
        for dialect in [Dialect::Outbound, Dialect::Mql] {
            for (name, (_, query)) in segment_names(dialect).into_iter().zip(SEGMENTS) {
                let query = if dialect == Dialect::Mql { real_time(query) } else { query.to_owned() };
                catalog.segments.push(catalog::segment(name, query));
            }
        }
        let app = sandbox::router(organisation.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        Self { organisation, catalog, app, runtime }
    }

    /// The translation, and the minute that it is for.
    pub fn translate(&self, query: &str, dialect: Dialect) -> (Result<Plan, Vec<Obstacle>>, i64) {
        let now = self.organisation.clock().now();
        let settings = Settings { dialect, schema: &self.catalog, ..Settings::default() };
        (translate(&segment::parse(query), &settings, &wire(now)), now.as_second() / 60)
    }

    /// Runs a plan by the Web API, as a client would: each query for itself, the ids put together.
    pub fn run(&self, plan: &Plan) -> Result<BTreeSet<Uuid>, String> {
        Ok(match plan {
            Plan::Fetch(fetch) => self.fetch(fetch)?,
            Plan::Union(one, other) => &self.run(one)? | &self.run(other)?,
            Plan::Intersect(one, other) => &self.run(one)? & &self.run(other)?,
            Plan::Except(one, other) => &self.run(one)? - &self.run(other)?,
        })
    }

    fn fetch(&self, fetch: &Fetch) -> Result<BTreeSet<Uuid>, String> {
        let xml = fetch.xml(Shape::Records { columns: &[], page: 1, size: 5_000 });
        let uri = format!("/api/data/v9.2/contacts?fetchXml={}", utf8_percent_encode(&xml, NON_ALPHANUMERIC));
        let request = Request::builder().uri(uri).header(header::AUTHORIZATION, "Bearer test");
        let request = request.header(header::HOST, "localhost").body(Body::empty()).expect("a request");
        let (status, bytes) = self.runtime.block_on(async {
            let answer = self.app.clone().oneshot(request).await.expect("an answer");
            (answer.status(), answer.into_body().collect().await.expect("a body").to_bytes())
        });
        let body: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        if status != StatusCode::OK {
            return Err(format!("{body} for {xml}"));
        }
        let rows = body["value"].as_array().ok_or("no rows")?;
        let read = |row: &Value| row["contactid"].as_str().and_then(|id| Uuid::parse_str(id).ok());
        rows.iter().map(|row| read(row).ok_or_else(|| format!("no id in {row}"))).collect()
    }
}
