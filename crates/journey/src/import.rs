//! Reading a journey from a text that someone kept.

use crate::document::Document;
use crate::json::Json;
use crate::phrase::Phrase;
use crate::problem::Problem;
use crate::settings::editable_settings;
use record::{SettingKind, Settings, Value};

impl Document {
    /// Reads a journey from a definition, or from a row of the Web API with its definition, designer state and columns. What is no journey
    /// gives none and says why; what is one, with faults, gives both. Lookups are left out: they name records of another organisation.
    pub fn import(text: &str) -> (Option<Self>, Vec<Problem>) {
        let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        let refuse = |text: &'static str| (None, vec![Problem::error("import-refused", Phrase::plain(text))]);
        let json = Json::parse(text);
        let document = match &json {
            Some(Json::List(_)) => Self::read(text, "", Settings::new()),
            Some(row @ Json::Object(_)) => {
                let member = |name| row.member(name).and_then(Json::as_text);
                if row.member("journeyman").is_some() {
                    return refuse("These are copied tiles, not a journey. Paste them into a journey.");
                }
                match member("msdyncrm_workflowdefinition") {
                    Some(definition) => {
                        let state = member("msdyncrm_customerjourneydesignerstate").unwrap_or_default();
                        Self::read(definition, state, settings(row))
                    }
                    None => return refuse("This JSON is not a journey: it has no msdyncrm_workflowdefinition."),
                }
            }
            Some(_) => return refuse("This JSON is not a journey: there should be a list of tiles."),
            None if text.starts_with(['[', '{']) => Self::read(text, "", Settings::new()),
            None => return refuse("This text is not JSON."),
        };
        let problems = document.read_problems().to_vec();
        if !document.is_editable() {
            return (None, problems);
        }
        if document.tiles().all(|tile| tile.type_id().is_empty()) {
            return refuse("This list holds no tile.");
        }
        (Some(document), problems)
    }
}

fn settings(row: &Json) -> Settings {
    let columns = editable_settings().filter_map(|spec| {
        let value = match (spec.kind, row.member(spec.column)?) {
            (SettingKind::Text { .. } | SettingKind::Memo { .. }, Json::Text(text)) => Value::Text(text.clone()),
            (SettingKind::Moment, Json::Text(text)) => Value::Moment(text.clone()),
            (SettingKind::Number { .. } | SettingKind::Choice(_), number) => Value::Number(number.as_integer()?),
            (SettingKind::Flag, Json::Bool(flag)) => Value::Flag(*flag),
            _ => return None,
        };
        Some((spec.column.to_owned(), value))
    });
    columns.collect()
}
