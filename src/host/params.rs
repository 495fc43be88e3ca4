//! Parameters of the page: the few that an HTML web resource accepts (`reference/hosting.md 2`).

use web_sys::UrlSearchParams;

use super::context::form_record;
use crate::route::Route;

/// What the address of the frame says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Params {
    /// Logical name of the form's table.
    pub table: Option<String>,
    /// Id of the form's record, lower case, without braces. `None` for a new record.
    pub id: Option<String>,
    /// Language of the user's interface, an LCID.
    pub user_language: Option<u32>,
    /// Our own parameters, carried inside `data`.
    pub data: Vec<(String, String)>,
}

/// A GUID as the Web API writes it.
pub(super) fn plain_id(text: &str) -> Option<String> {
    let id = text.trim_matches(|c| c == '{' || c == '}').to_ascii_lowercase();
    (id.len() == 36 && id != "00000000-0000-0000-0000-000000000000").then_some(id)
}

impl Params {
    /// Reads `location.search`, such as `?id=%7bGUID%7d&typename=msdyncrm_customerjourney&data=view%3Djourneys`.
    pub fn read(search: &str) -> Self {
        let Ok(query) = UrlSearchParams::new_with_str(search) else { return Self::default() };
        let data = query.get("data").unwrap_or_default();
        // The host encodes `data` once more than the page that wrote it.
        let data = js_sys::decode_uri_component(&data).map(String::from).unwrap_or(data);
        let data = data
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Self {
            table: query.get("typename").filter(|name| !name.is_empty()),
            id: query.get("id").as_deref().and_then(plain_id),
            user_language: query.get("userlcid").and_then(|lcid| lcid.parse().ok()),
            data,
        }
    }

    /// One of our own parameters.
    pub fn data(&self, name: &str) -> Option<&str> {
        self.data.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The first screen: the hash if there is one, else `data`, else the form's record, else the list.
pub fn first_route(hash: &str, params: &Params) -> Route {
    if hash.len() > 1 {
        return Route::parse(hash);
    }
    if let Some(view) = params.data("view") {
        let id = params.data("id").and_then(plain_id);
        return match (view, id) {
            ("journeys", _) => Route::Journeys,
            ("journey", Some(id)) => Route::Journey(id),
            ("segments", _) => Route::Segments,
            ("segment", Some(id)) => Route::Segment(id),
            (other, _) => Route::Unknown(other.to_owned()),
        };
    }
    let handed_over = form_record().and_then(|(table, id)| Some((table, plain_id(&id)?)));
    let record = params.table.clone().zip(params.id.clone()).or(handed_over);
    match (record, params.table.as_deref()) {
        (Some((table, id)), _) if table == "msdyncrm_customerjourney" => Route::Journey(id),
        (Some((table, id)), _) if table == "msdyncrm_segment" => Route::Segment(id),
        (Some((table, id)), _) if table == "msdynmkt_segmentdefinition" => Route::Definition(id),
        (None, Some("msdyncrm_customerjourney")) => Route::NewJourney,
        (None, Some("msdyncrm_segment")) => Route::NewSegment,
        _ => Route::Journeys,
    }
}
