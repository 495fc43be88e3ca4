//! What a stored segment is made of: a query, and lists of members.

use serde_json::Value as Json;
use uuid::Uuid;

use crate::store::Row;

/// `msdyncrm_segmenttype` of a segment whose members are listed.
pub const STATIC: i64 = 192_350_001;

/// A query, with lists added to it and taken from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composition {
    /// None where lists are all there is.
    pub query: Option<String>,
    /// In this order: `UNION` or `EXCEPT`, and the list.
    pub lists: Vec<(&'static str, List)>,
}

/// Members that are named one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// In the member store, under this key.
    Kept(String),
    /// In a column of the segment.
    Given(Vec<Uuid>),
}

impl Composition {
    /// The columns of an outbound segment that [`Composition::outbound`] reads.
    pub const COLUMNS: [&str; 2] = ["msdyncrm_segmenttype", "msdyncrm_segmentquery"];

    /// Of an outbound segment.
    pub fn outbound(row: &Row) -> Self {
        if row.int(Self::COLUMNS[0]) == Some(STATIC) {
            return Self { query: None, lists: vec![("UNION", List::Kept(row.id.to_string()))] };
        }
        Self { query: Some(row.text(Self::COLUMNS[1]).unwrap_or_default().to_owned()), lists: Vec::new() }
    }

    /// Of a real-time definition: its query, its two columns of ids, its groups. What is taken out counts last.
    pub fn real_time(row: &Row) -> Self {
        let query = row.text("msdynmkt_segmentquery").filter(|text| !text.trim().is_empty()).map(str::to_owned);
        let given = |column: &str| List::Given(ids(row.text(column).unwrap_or_default()));
        let mut lists = vec![("UNION", given("msdynmkt_includedmembers"))];
        let (out, within): (Vec<_>, Vec<_>) = groups(row).into_iter().partition(|group| group.excluded);
        lists.extend(within.iter().map(|group| ("UNION", List::Kept(group_list(row.id, group.id)))));
        lists.push(("EXCEPT", given("msdynmkt_excludedmembers")));
        lists.extend(out.iter().map(|group| ("EXCEPT", List::Kept(group_list(row.id, group.id)))));
        Self { query, lists }
    }
}

/// A group of members that a real-time definition names in `msdynmkt_staticlistmembers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// `groupId`
    pub id: Uuid,
    /// Whether `includeType` is not `Include`.
    pub excluded: bool,
}

/// The groups of a real-time definition; what is none of the documented form is left out.
pub fn groups(row: &Row) -> Vec<Group> {
    let text = row.text("msdynmkt_staticlistmembers").unwrap_or_default();
    let Ok(Json::Array(groups)) = serde_json::from_str(text) else { return Vec::new() };
    let read = |group: &Json| {
        let id = Uuid::parse_str(group["groupId"].as_str()?).ok()?;
        Some(Group { id, excluded: group["includeType"].as_str() != Some("Include") })
    };
    groups.iter().filter_map(read).collect()
}

/// Where the member store keeps a group.
pub fn group_list(definition: Uuid, group: Uuid) -> String {
    format!("{definition}/{group}")
}

/// Ids with commas between them.
fn ids(text: &str) -> Vec<Uuid> {
    text.split(',').filter_map(|id| Uuid::parse_str(id.trim()).ok()).collect()
}
