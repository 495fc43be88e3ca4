//! A walk as a small text, to be kept beside a journey.

use super::{Answer, Choice, Seen, Walk};
use crate::json::Json;

impl Walk {
    /// As text.
    pub fn to_text(&self) -> String {
        let member = |name: &str, value: Json| (name.to_owned(), value);
        let choices = self.choices.iter().map(|choice| {
            let mut members = vec![member("at", Json::text(choice.at.as_str()))];
            members.push(match &choice.answer {
                Answer::Yes { after } => member("yes", Json::number(*after)),
                Answer::No => member("no", Json::Bool(true)),
                Answer::Branch(id) => member("branch", Json::text(id.as_str())),
            });
            Json::Object(members)
        });
        let seen = self.seen.iter().map(|seen| {
            let (id, name) = (Json::text(seen.id.as_str()), Json::text(seen.name.as_str()));
            Json::Object(vec![member("id", id), member("name", name), member("at", Json::number(seen.at))])
        });
        let members = vec![
            member("entered", Json::text(self.entered.as_str())),
            member("lane", Json::text(self.lane.as_str())),
            member("choices", Json::List(choices.collect())),
            member("seen", Json::List(seen.collect())),
        ];
        Json::Object(members).to_string()
    }

    /// Reads what [`Walk::to_text`] wrote; `None` of anything else. What is missing in it is left out.
    pub fn of_text(text: &str) -> Option<Self> {
        let json = Json::parse(text).filter(|json| matches!(json, Json::Object(_)))?;
        let said = |json: &Json, name: &str| json.member(name).and_then(Json::as_text).unwrap_or_default().to_owned();
        let number = |json: &Json, name: &str| json.member(name).and_then(Json::as_integer);
        let list = |name: &str| match json.member(name) {
            Some(Json::List(entries)) => entries.as_slice(),
            _ => &[],
        };
        let choices = list("choices").iter().filter_map(|choice| {
            let answer = match (number(choice, "yes"), choice.member("no"), choice.member("branch")) {
                (Some(after), ..) => Answer::Yes { after },
                (_, Some(_), _) => Answer::No,
                (.., Some(_)) => Answer::Branch(said(choice, "branch")),
                _ => return None,
            };
            Some(Choice { at: said(choice, "at"), answer })
        });
        let seen = list("seen")
            .iter()
            .filter_map(|seen| Some(Seen { id: said(seen, "id"), name: said(seen, "name"), at: number(seen, "at")? }));
        Some(Self {
            entered: said(&json, "entered"),
            lane: said(&json, "lane"),
            choices: choices.collect(),
            seen: seen.collect(),
        })
    }
}
