//! Rules of triggers (`reference/journeys.md 3.4, 4.4`). They are edited with [`crate::Command::SetMember`] below
//! `ConditionExpressions`.

use crate::command::ItemRef;
use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::json::Json;
use crate::kind::Kind;

/// One rule of a trigger.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Condition {
    /// Number of the item that the rule watches. It is stored as a string.
    pub source: Option<i64>,
    /// What must happen, as stored. `UserRegistered` is the only code that was ever published.
    pub condition: Option<String>,
    /// Members beside these two, whose meaning nobody published.
    pub others: Vec<(String, Json)>,
}

impl Condition {
    const SOURCE: &str = "SourceActivityItemId";
    const CONDITION: &str = "Condition";

    /// As it is stored: the source as a string, as the product writes it.
    pub fn to_json(&self) -> Json {
        let source = self.source.map_or(Json::Null, |number| Json::text(number.to_string()));
        let condition = self.condition.clone().map_or(Json::Null, Json::Text);
        let known = [(Self::SOURCE.to_owned(), source), (Self::CONDITION.to_owned(), condition)];
        Json::Object(known.into_iter().chain(self.others.iter().cloned()).collect())
    }
}

/// The rules of a trigger's header, in stored order. An entry that is no object reads as a rule that says nothing.
pub fn conditions(item: &Item) -> Vec<Condition> {
    let Some(Json::List(entries)) = item.member("ConditionExpressions") else { return Vec::new() };
    let condition = |entry: Json| {
        let source = entry.member(Condition::SOURCE).and_then(Json::as_integer);
        let condition = entry.member(Condition::CONDITION).and_then(Json::as_text).map(str::to_owned);
        let Json::Object(mut others) = entry else { return Condition { source, condition, others: Vec::new() } };
        others.retain(|(name, _)| name != Condition::SOURCE && name != Condition::CONDITION);
        Condition { source, condition, others }
    };
    entries.into_iter().map(condition).collect()
}

/// The items that a rule at `tile` may watch: those of the tiles before it that something can happen to, nearest last. Each with its number
/// and what to call it.
pub fn upstream_items(document: &Document, tile: TileKey) -> Vec<(ItemRef, i64, String)> {
    let mut tiles: Vec<_> = std::iter::successors(document.parent(tile), |key| document.parent(*key)).collect();
    tiles.reverse();
    let tiles = tiles.into_iter().filter_map(|key| document.tile(key));
    let items = tiles.flat_map(|tile| {
        tile.items().iter().enumerate().filter(|(_, item)| is_source(item.kind())).filter_map(move |(index, item)| {
            let at = ItemRef { tile: tile.key(), item: index };
            let name = item.display_name();
            let label = item.kind().label();
            let label = if name.is_empty() { label.to_owned() } else { format!("{label}: {name}") };
            Some((at, item.number()?, label))
        })
    });
    items.collect()
}

/// Whether documentation names conditions on such an item (`reference/journeys.md 4.4`); of custom tiles their channel names them.
fn is_source(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Email
            | Kind::LandingPage
            | Kind::MarketingForm
            | Kind::Event
            | Kind::Survey
            | Kind::LinkedInCampaign
            | Kind::Other
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Settings;

    #[test]
    fn the_published_trigger_watches_the_page_in_the_email() {
        let document =
            Document::read(include_str!("../tests/data/workflow-ashv-2018-trigger.json"), "", Settings::new());
        let trigger = document.find("01_2_4_7").expect("the trigger");
        let header = document.tile(trigger).and_then(|tile| tile.header()).expect("its header");
        let conditions = conditions(header);
        let condition =
            Condition { source: Some(28), condition: Some("UserRegistered".to_owned()), others: Vec::new() };
        assert_eq!(conditions, [condition]);
        assert_eq!(
            conditions[0].to_json().to_string(),
            r#"{"SourceActivityItemId":"28","Condition":"UserRegistered"}"#
        );
        let sources: Vec<_> =
            upstream_items(&document, trigger).into_iter().map(|(_, number, label)| (number, label)).collect();
        let expected = [
            (17, "Email: invite email"),
            (28, "Marketing page: event page"),
            (65, "Event: New Event"),
            (91, "Event: New Event"),
        ];
        assert_eq!(sources, expected.map(|(number, label)| (number, label.to_owned())));
    }
}
