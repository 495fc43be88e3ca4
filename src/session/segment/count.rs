//! Who is in the segment, counted through the plain Web API: no service is needed, and the query need not be saved.
//!
//! One query is counted by the server. Several, joined by set operations, are read as ids and put together here, up to a limit.

use std::collections::BTreeSet;
use std::ops::Range;

use dataverse::{Count as Counted, Error, Query as Request, filter};
use leptos::prelude::*;
use segment::fetchxml::{self, Fetch, Obstacle, Plan, Shape};

use super::SegmentSession;
use crate::host;
use crate::session::failure::{Failure, explain};
use crate::ui::words::t;

/// Ids of one query that are read to be put together with others.
const IDS: usize = 50_000;
/// Members that are shown.
const SHOWN: u32 = 20;

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly.
    Exact(u64),
    /// More than the platform counts, or than is read here.
    AtLeast(u64),
}

/// A member as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Id of the record.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its first address.
    pub email: String,
}

/// What a clause leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The bytes of the clause.
    pub clause: Range<usize>,
    /// Its text.
    pub text: String,
    /// Members with everything up to it.
    pub count: Count,
}

/// The clause that prevents counting, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hurdle {
    /// Its bytes.
    pub clause: Range<usize>,
    /// Why, in a sentence.
    pub reason: String,
}

/// How counting goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counting {
    /// Nobody has asked.
    Idle,
    /// Under way.
    Running,
    /// Counted.
    Done {
        /// All members.
        total: Count,
        /// The first of them, by name.
        first: Vec<Member>,
        /// Clause by clause; empty until they are counted, and where there is one clause alone.
        waterfall: Vec<Left>,
    },
    /// The query can't be asked of the Web API.
    Hindered(Vec<Hurdle>),
    /// A request failed; the text says how.
    Failed(String),
}

fn hurdles(obstacles: Vec<Obstacle>) -> Vec<Hurdle> {
    let hurdle = |obstacle: Obstacle| Hurdle { clause: obstacle.range.into(), reason: obstacle.reason };
    obstacles.into_iter().map(hurdle).collect()
}

/// Ids, and whether these are all.
struct Ids {
    ids: BTreeSet<String>,
    all: bool,
}

impl Ids {
    fn count(&self) -> Count {
        let number = self.ids.len() as u64;
        if self.all { Count::Exact(number) } else { Count::AtLeast(number) }
    }
}

impl SegmentSession {
    /// Members of the query on the screen, unsaved or not, reactive.
    pub fn counting(&self) -> Counting {
        self.counting.get()
    }

    /// Whether the query has changed since it was counted, reactive.
    pub fn is_count_old(&self) -> bool {
        self.counted_text.with(|counted| self.query.with(|query| *counted != *query.text))
    }

    /// Counts the members, shows the first of them, and then what each clause leaves.
    pub async fn count(&self) {
        if self.counting.with_untracked(|counting| *counting == Counting::Running) {
            return;
        }
        let now = host::utc_now();
        let (text, plan, cuts) = self.ask(|query, settings| {
            let plan = fetchxml::translate(&query.parse, settings, &now);
            let cuts = fetchxml::waterfall(&query.parse, settings, &now).unwrap_or_default();
            (query.text.clone(), plan, cuts)
        });
        self.counted_text.set(text.to_string());
        let plan = match plan {
            Ok(plan) => plan,
            Err(obstacles) => return self.counting.set(Counting::Hindered(hurdles(obstacles))),
        };
        self.counting.set(Counting::Running);
        let (total, first) = match self.members(&plan).await {
            Ok(found) => found,
            Err(error) => return self.counting.set(Counting::Failed(explain(Failure::Load, &error))),
        };
        self.counting.set(Counting::Done { total, first: first.clone(), waterfall: Vec::new() });
        if cuts.len() < 2 {
            return;
        }
        let mut waterfall = Vec::with_capacity(cuts.len());
        for cut in cuts {
            // A clause that can't be counted ends the list: the total stands all the same.
            let Ok(count) = self.count_plan(&cut.plan).await else { break };
            let clause: Range<usize> = cut.range.into();
            let text = text.get(clause.clone()).unwrap_or_default().to_owned();
            waterfall.push(Left { clause, text, count });
            let is_current = self.counted_text.with_untracked(|counted| counted.as_str() == &*text_of(self));
            if !is_current {
                return;
            }
            self.counting.set(Counting::Done { total, first: first.clone(), waterfall: waterfall.clone() });
        }
    }

    async fn set_of(&self, fetch: &Fetch) -> Result<String, Error> {
        Ok(self.organisation.table(&fetch.entity).await?.entity_set.clone())
    }

    async fn members(&self, plan: &Plan) -> Result<(Count, Vec<Member>), Error> {
        if let Plan::Fetch(fetch) = plan {
            let count = self.count_plan(plan).await?;
            let (columns, size) = (["fullname", "emailaddress1"], SHOWN);
            let xml = fetch.xml(Shape::Records { columns: columns_of(fetch, &columns), page: 1, size });
            let page = self.organisation.client().fetch(&self.set_of(fetch).await?, &xml, size).await?;
            return Ok((count, page.rows.iter().map(|row| member(row, &fetch.id)).collect()));
        }
        let ids = self.ids(plan).await?;
        let first: Vec<String> = ids.ids.iter().take(SHOWN as usize).cloned().collect();
        let request =
            Request::new().select(&["fullname", "emailaddress1"]).filter(filter::in_guids("contactid", &first));
        let rows = if first.is_empty() {
            Vec::new()
        } else {
            self.organisation.client().list("contacts", &request).await?.rows
        };
        Ok((ids.count(), rows.iter().map(|row| member(row, "contactid")).collect()))
    }

    async fn count_plan(&self, plan: &Plan) -> Result<Count, Error> {
        let Plan::Fetch(fetch) = plan else { return Ok(self.ids(plan).await?.count()) };
        let (client, set) = (self.organisation.client(), self.set_of(fetch).await?);
        let counted = match client.count_fetch(&set, &fetch.xml(Shape::Count)).await {
            // Too many to be added up: whether there are more than a page can still be told.
            Err(Error::TooLarge(_)) => {
                client.count_fetch(&set, &fetch.xml(Shape::Records { columns: &[], page: 1, size: 1 })).await?
            }
            answer => answer?,
        };
        Ok(match counted {
            Counted::Exact(number) => Count::Exact(number),
            Counted::AtLeast(number) => Count::AtLeast(number),
        })
    }

    /// The ids that a plan finds. What is taken away must be known whole, or nothing can be said.
    async fn ids(&self, plan: &Plan) -> Result<Ids, Error> {
        match plan {
            Plan::Fetch(fetch) => {
                let xml = fetch.xml(Shape::Records { columns: &[], page: 1, size: 5_000 });
                let rows = self.organisation.client().fetch_all(&self.set_of(fetch).await?, &xml, IDS).await?;
                let all = rows.len() < IDS;
                Ok(Ids { ids: rows.iter().filter_map(|row| row.guid(&fetch.id)).collect(), all })
            }
            Plan::Union(a, b) => {
                let (mut a, b) = (Box::pin(self.ids(a)).await?, Box::pin(self.ids(b)).await?);
                a.ids.extend(b.ids);
                Ok(Ids { ids: a.ids, all: a.all && b.all })
            }
            Plan::Intersect(a, b) => {
                let (a, b) = (Box::pin(self.ids(a)).await?, Box::pin(self.ids(b)).await?);
                let all = a.all && b.all;
                Ok(Ids { ids: a.ids.intersection(&b.ids).cloned().collect(), all })
            }
            Plan::Except(a, b) => {
                let (a, b) = (Box::pin(self.ids(a)).await?, Box::pin(self.ids(b)).await?);
                if !b.all {
                    let text = t("More members would have to be taken away than are read here.");
                    return Err(Error::Unreadable(text.to_owned()));
                }
                Ok(Ids { ids: a.ids.difference(&b.ids).cloned().collect(), all: a.all })
            }
        }
    }
}

fn text_of(session: &SegmentSession) -> std::rc::Rc<str> {
    session.query_now().text
}

/// Contacts have these columns; other tables are shown by id.
fn columns_of<'c>(fetch: &Fetch, columns: &'c [&'c str]) -> &'c [&'c str] {
    if fetch.entity.eq_ignore_ascii_case("contact") { columns } else { &[] }
}

pub(super) fn member(row: &dataverse::Row, id: &str) -> Member {
    let text = |column: &str| row.text(column).unwrap_or_default().to_owned();
    let id = row.guid(id).unwrap_or_default();
    let name = text("fullname");
    Member { name: if name.is_empty() { id.clone() } else { name }, id, email: text("emailaddress1") }
}
