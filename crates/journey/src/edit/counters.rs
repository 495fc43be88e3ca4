//! The designer state: running numbers for ids (`reference/journeys.md 3.6`).

use crate::document::Document;
use crate::json::{Json, edit};

const ACTIVITY: &str = "NextActivityID";
const ITEM: &str = "NextActivityItemID";

/// The greatest whole number that a browser counts exactly. What lies above was not counted by the product.
const MAX: i64 = 9_007_199_254_740_991;

/// The numbers to be given out next.
pub(crate) struct Counters {
    activity: i64,
    item: i64,
    is_activity_taken: bool,
    is_item_taken: bool,
}

impl Counters {
    /// As the designer state says, but never a number at or below one in use: states get lost when only the definition is copied.
    pub fn of(document: &Document) -> Self {
        let state = Json::parse(&document.designer_state()).unwrap_or(Json::Null);
        let stored = |name| state.member(name).and_then(Json::as_integer).filter(|next| (0..MAX).contains(next));
        let items = document.tiles().flat_map(|tile| tile.items().iter().filter_map(crate::Item::number));
        let item = items.filter(|number| *number < MAX).max().map_or(0, |number| number + 1);
        let activity = stored(ACTIVITY).unwrap_or_else(|| {
            let ids = document.tiles().map(|tile| tile.activity_id());
            let parts = ids.flat_map(|id| id.split('_').skip(1)).filter_map(|part| part.parse::<i64>().ok());
            parts.filter(|number| (0..MAX).contains(number)).max().map_or(0, |number| number + 1)
        });
        Self { activity, item: stored(ITEM).unwrap_or(0).max(item), is_activity_taken: false, is_item_taken: false }
    }

    /// Counters that run ahead of both.
    pub fn ahead_of(self, other: &Self) -> Self {
        Self { activity: self.activity.max(other.activity), item: self.item.max(other.item), ..self }
    }

    /// The designer state with both numbers at least as high as these.
    pub fn raised(&self, state: &str) -> String {
        let stored = Json::parse(state);
        let is_low = |name, next| {
            let stored = stored.as_ref().and_then(|state| state.member(name)).and_then(Json::as_integer);
            stored.is_none_or(|stored| stored < next)
        };
        let (is_activity_taken, is_item_taken) = (is_low(ACTIVITY, self.activity), is_low(ITEM, self.item));
        if !is_activity_taken && !is_item_taken {
            return state.to_owned();
        }
        Self { is_activity_taken, is_item_taken, ..*self }.written(state)
    }

    pub fn next_activity(&mut self) -> i64 {
        self.is_activity_taken = true;
        self.activity += 1;
        self.activity - 1
    }

    pub fn next_item(&mut self) -> i64 {
        self.is_item_taken = true;
        self.item += 1;
        self.item - 1
    }

    /// The designer state with the numbers raised. Other members stay; what is no object is replaced.
    pub fn written(&self, state: &str) -> String {
        let Some(Json::Object(_)) = Json::parse(state) else {
            return format!(r#"{{"{ACTIVITY}":{},"{ITEM}":{}}}"#, self.activity, self.item);
        };
        let mut text = state.to_owned();
        for (name, next, is_taken) in
            [(ACTIVITY, self.activity, self.is_activity_taken), (ITEM, self.item, self.is_item_taken)]
        {
            if !is_taken {
                continue;
            }
            let path = [edit::Step::Name(name.to_owned())];
            let is_quoted = edit::source(&text, &path).is_some_and(|value| value.starts_with('"'));
            let value = if is_quoted { format!("\"{next}\"") } else { next.to_string() };
            text = edit::set(&text, &path, &value).unwrap_or(text);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    const ASHV: &str = include_str!("../../tests/data/workflow-ashv-2018-trigger.json");

    /// Takes one number of each kind and shows them with the state left behind.
    fn take(definition: &str, state: &str) -> String {
        let mut counters = Counters::of(&Document::read(definition, state, Settings::new()));
        let (activity, item) = (counters.next_activity(), counters.next_item());
        format!("{activity} {item} {}", counters.written(state))
    }

    #[test]
    fn the_counter_is_taken_and_raised() {
        let state = r#"{ "NextActivityID": 50, "x": 1, "NextActivityItemID": "142" }"#;
        assert_eq!(take(ASHV, state), r#"50 142 { "NextActivityID": 51, "x": 1, "NextActivityItemID": "143" }"#);
    }

    #[test]
    fn a_lost_state_starts_above_the_numbers_in_use() {
        for state in ["", "nonsense", "[]", "null"] {
            assert_eq!(take(ASHV, state), r#"33 99 {"NextActivityID":34,"NextActivityItemID":100}"#);
        }
        assert_eq!(take(ASHV, "{}"), r#"33 99 {"NextActivityID":34,"NextActivityItemID":100}"#);
    }

    #[test]
    fn a_state_that_lags_behind_gives_no_number_twice() {
        assert_eq!(
            take(ASHV, r#"{"NextActivityItemID":7}"#),
            r#"33 99 {"NextActivityItemID":100,"NextActivityID":34}"#
        );
    }
}
