//! Names and states of the records that documents refer to, read in as few requests as possible.

use std::collections::{HashMap, HashSet};

use dataverse::{Client, Error, Filter, GlooTransport, Query, filter};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A table whose records documents refer to: tiles (`reference/journeys.md 1.4`), conditions of segments.
struct Referable {
    table: &'static str,
    set: &'static str,
    id: &'static str,
    name: &'static str,
    /// Columns that tell the state, and what is worth offering.
    extra: &'static [&'static str],
    /// Filter worth applying when a record is searched.
    offered: Option<&'static str>,
}

const REFERABLE: &[Referable] = &[
    Referable {
        table: "msdyncrm_marketingemail",
        set: "msdyncrm_marketingemails",
        id: "msdyncrm_marketingemailid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "msdyncrm_marketingpage",
        set: "msdyncrm_marketingpages",
        id: "msdyncrm_marketingpageid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "msdyncrm_marketingform",
        set: "msdyncrm_marketingforms",
        id: "msdyncrm_marketingformid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "msdyncrm_segment",
        set: "msdyncrm_segments",
        id: "msdyncrm_segmentid",
        name: "msdyncrm_segmentname",
        extra: &["statuscode", "msdyncrm_segmentqueryname"],
        offered: None,
    },
    Referable {
        table: "msdyncrm_contentsettings",
        set: "msdyncrm_contentsettingss",
        id: "msdyncrm_contentsettingsid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "msevtmgt_event",
        set: "msevtmgt_events",
        id: "msevtmgt_eventid",
        name: "msevtmgt_name",
        extra: &["msevtmgt_publishstatus"],
        offered: None,
    },
    Referable {
        table: "msfp_survey",
        set: "msfp_surveies",
        id: "msfp_surveyid",
        name: "msfp_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "workflow",
        set: "workflows",
        id: "workflowid",
        name: "name",
        extra: &["statecode"],
        offered: Some("category eq 0 and type eq 1 and statecode eq 1 and ondemand eq true"),
    },
    Referable {
        table: "msdyncrm_linkedincampaign",
        set: "msdyncrm_linkedincampaigns",
        id: "msdyncrm_linkedincampaignid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "msdyncrm_customerjourneytemplate",
        set: "msdyncrm_customerjourneytemplates",
        id: "msdyncrm_customerjourneytemplateid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "msdyncrm_phonecallactivitymarketingtemplate",
        set: "msdyncrm_phonecallactivitymarketingtemplates",
        id: "msdyncrm_phonecallactivitymarketingtemplateid",
        name: "msdyncrm_name",
        extra: &[],
        offered: None,
    },
    Referable {
        table: "msdyncrm_taskactivitymarketingtemplate",
        set: "msdyncrm_taskactivitymarketingtemplates",
        id: "msdyncrm_taskactivitymarketingtemplateid",
        name: "msdyncrm_name",
        extra: &[],
        offered: None,
    },
    Referable {
        table: "msdyncrm_appointmentactivitymarketingtemplate",
        set: "msdyncrm_appointmentactivitymarketingtemplates",
        id: "msdyncrm_appointmentactivitymarketingtemplateid",
        name: "msdyncrm_name",
        extra: &[],
        offered: None,
    },
    Referable { table: "contact", set: "contacts", id: "contactid", name: "fullname", extra: &[], offered: None },
    Referable { table: "account", set: "accounts", id: "accountid", name: "name", extra: &[], offered: None },
    Referable {
        table: "msdyncrm_customerjourney",
        set: "msdyncrm_customerjourneys",
        id: "msdyncrm_customerjourneyid",
        name: "msdyncrm_name",
        extra: &["statuscode"],
        offered: None,
    },
    Referable {
        table: "systemuser",
        set: "systemusers",
        id: "systemuserid",
        name: "fullname",
        extra: &[],
        offered: Some("isdisabled eq false"),
    },
];

fn referable(table: &str) -> Option<&'static Referable> {
    REFERABLE.iter().find(|referable| referable.table == table)
}

/// A record as a picker offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// Its primary name.
    pub name: String,
    /// Its status in the user's language, where the table has one.
    pub status: Option<String>,
    /// The status is Live or Live, editable.
    pub live: bool,
    /// `msdyncrm_segmentqueryname` of a segment.
    pub query_name: Option<String>,
}

/// What is known of a record that a document refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordState {
    /// Being read.
    Asked,
    /// It is there.
    Found(Found),
    /// There is no such record, or the user may not read it.
    Gone,
    /// It could not be asked for.
    Unknown,
}

/// Live, and Live, editable.
const LIVE: [i64; 2] = [192_350_001, 192_350_003];
/// Ids that fit one address comfortably.
const CHUNK: usize = 40;
/// What a picker shows at once.
const OFFERED: u32 = 50;

type Key = (&'static str, String);

/// The records seen so far. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Records {
    client: StoredValue<Client<GlooTransport>, LocalStorage>,
    known: StoredValue<HashMap<Key, ArcRwSignal<RecordState>>, LocalStorage>,
    asked: StoredValue<HashSet<Key>, LocalStorage>,
}

impl Records {
    pub(super) fn new(client: StoredValue<Client<GlooTransport>, LocalStorage>) -> Self {
        Self { client, known: StoredValue::new_local(HashMap::new()), asked: StoredValue::new_local(HashSet::new()) }
    }

    /// The state of a record, reactive. The first call asks for it, together with all others asked in the same turn.
    /// `None` for a table that documents don't refer to.
    pub fn state(&self, table: &str, id: &str) -> Option<RecordState> {
        let table = referable(table)?;
        let key = (table.table, id.to_ascii_lowercase());
        let known = self.known.with_value(|known| known.get(&key).cloned());
        if let Some(signal) = known {
            return Some(signal.get());
        }
        let signal = ArcRwSignal::new(RecordState::Asked);
        self.known.update_value(|known| {
            known.insert(key.clone(), signal.clone());
        });
        let first = self.asked.with_value(HashSet::is_empty);
        self.asked.update_value(|asked| {
            asked.insert(key);
        });
        if first {
            let this = *self;
            // Runs after the turn that asks, so that one screen's records are one request per table.
            spawn_local(async move { this.read_asked().await });
        }
        Some(signal.get())
    }

    /// Whether records of a table can be found by name.
    pub fn can_search(table: &str) -> bool {
        referable(table).is_some()
    }

    /// Remembers a record that a picker has just shown.
    pub fn learn(&self, table: &str, found: &Found) {
        let Some(table) = referable(table) else { return };
        let signal = self.known.try_update_value(|known| {
            known.entry((table.table, found.id.clone())).or_insert_with(|| ArcRwSignal::new(RecordState::Asked)).clone()
        });
        if let Some(signal) = signal {
            signal.set(RecordState::Found(found.clone()));
        }
    }

    /// Forgets everything, so that it is asked again.
    pub fn refresh(&self) {
        self.known.update_value(HashMap::clear);
    }

    async fn read_asked(self) {
        let asked = self.asked.try_update_value(std::mem::take).unwrap_or_default();
        for table in REFERABLE {
            let ids: Vec<String> =
                asked.iter().filter(|(name, _)| *name == table.table).map(|(_, id)| id.clone()).collect();
            for chunk in ids.chunks(CHUNK) {
                self.read_chunk(table, chunk).await;
            }
        }
    }

    async fn read_chunk(&self, table: &'static Referable, ids: &[String]) {
        let query = query(table).filter(filter::in_guids(table.id, ids));
        let answer = self.client.get_value().list(table.set, &query).await;
        let mut states: HashMap<String, RecordState> = match &answer {
            Ok(page) => {
                page.rows.iter().map(|row| found(table, row)).map(|f| (f.id.clone(), RecordState::Found(f))).collect()
            }
            Err(_) => HashMap::new(),
        };
        let otherwise = if answer.is_ok() { RecordState::Gone } else { RecordState::Unknown };
        for id in ids {
            let state = states.remove(id).unwrap_or_else(|| otherwise.clone());
            let signal = self.known.with_value(|known| known.get(&(table.table, id.clone())).cloned());
            if let Some(signal) = signal {
                signal.set(state);
            }
        }
    }

    /// Records of a table whose name holds `text`, by name, with whether more exist than are shown.
    pub async fn search(&self, table: &str, text: &str) -> Result<(Vec<Found>, bool), Error> {
        let Some(table) = referable(table) else { return Ok((Vec::new(), false)) };
        let mut conditions: Vec<Filter> = table.offered.map(Filter::raw).into_iter().collect();
        if !text.trim().is_empty() {
            conditions.push(filter::contains(table.name, text.trim()));
        }
        let query = query(table).filter(filter::and(conditions)).order(table.name, dataverse::Asc).page_size(OFFERED);
        let page = self.client.get_value().list(table.set, &query).await?;
        Ok((page.rows.iter().map(|row| found(table, row)).collect(), page.next.is_some()))
    }
}

fn query(table: &Referable) -> Query {
    let mut columns = vec![table.name];
    columns.extend(table.extra);
    Query::new().select(&columns).annotations()
}

fn found(table: &Referable, row: &dataverse::Row) -> Found {
    let state = table.extra.iter().find(|column| column.ends_with("code") || column.ends_with("status"));
    let code = state.and_then(|column| row.number(column));
    let live = match table.table {
        // Forms and events number their states differently (reference/journeys.md 1.4).
        "msdyncrm_marketingform" => matches!(code, Some(1 | 192_350_003)),
        "msevtmgt_event" | "msfp_survey" => code == Some(100_000_003),
        "workflow" => code == Some(1),
        _ => code.is_none_or(|code| LIVE.contains(&code)),
    };
    Found {
        id: row.guid(table.id).unwrap_or_default(),
        name: row.text(table.name).unwrap_or_default().to_owned(),
        status: state.and_then(|column| row.formatted(column)).map(str::to_owned),
        live,
        query_name: row.text("msdyncrm_segmentqueryname").map(str::to_owned),
    }
}
