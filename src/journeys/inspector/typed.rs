//! Values of unknown members as a person edits them: by their JSON type, and as JSON text where they are made of others.

use journey::Json;
use serde::de::IgnoredAny;

use crate::ui::words::{fill, t};

/// Longest JSON text that is shown on one line.
const ONE_LINE: usize = 48;

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// A string.
    Text,
    /// A number, edited as it is written.
    Number,
    /// `true` or `false`.
    Flag,
    /// `null`.
    Nothing,
    /// An array, edited as JSON.
    List,
    /// An object, edited as JSON.
    Object,
}

impl Type {
    /// Every type, in the order of the menu.
    pub const ALL: [Self; 6] = [Self::Text, Self::Number, Self::Flag, Self::Nothing, Self::List, Self::Object];

    /// The type of a value.
    pub fn of(value: &Json) -> Self {
        match value {
            Json::Text(_) => Self::Text,
            Json::Number(_) => Self::Number,
            Json::Bool(_) => Self::Flag,
            Json::Null => Self::Nothing,
            Json::List(_) => Self::List,
            Json::Object(_) => Self::Object,
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => t("Text"),
            Self::Number => t("Number"),
            Self::Flag => t("Yes or no"),
            Self::Nothing => t("Nothing (null)"),
            Self::List => t("List"),
            Self::Object => t("Object"),
        }
    }

    /// Its name in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Nothing => "null",
            Self::List => "list",
            Self::Object => "object",
        }
    }

    /// The type of that [`Type::name`].
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|this| this.name() == name)
    }

    /// Whether its values are edited as JSON text.
    pub fn is_composed(self) -> bool {
        matches!(self, Self::List | Self::Object)
    }
}

/// What stands in the control: a text as it is, anything else as JSON, composed values on several lines when they are long.
pub fn shown(value: &Json) -> String {
    match value {
        Json::Text(text) => text.clone(),
        Json::List(_) | Json::Object(_) => {
            let mut text = value.to_string();
            if text.len() > ONE_LINE {
                text.clear();
                write_lines(&mut text, value, 0);
            }
            text
        }
        other => other.to_string(),
    }
}

fn write_lines(out: &mut String, value: &Json, depth: usize) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    let (open, close, count) = match value {
        Json::List(values) if !values.is_empty() => ('[', ']', values.len()),
        Json::Object(members) if !members.is_empty() => ('{', '}', members.len()),
        _ => return out.push_str(&value.to_string()),
    };
    out.push(open);
    for index in 0..count {
        if index > 0 {
            out.push(',');
        }
        line(out, depth + 1);
        match value {
            Json::List(values) => write_lines(out, &values[index], depth + 1),
            Json::Object(members) => {
                out.push_str(&Json::text(members[index].0.as_str()).to_string());
                out.push_str(": ");
                write_lines(out, &members[index].1, depth + 1);
            }
            _ => {}
        }
    }
    line(out, depth);
    out.push(close);
}

/// The value of a type that a text stands for, or what is wrong with the text. A number keeps its digits as typed.
pub fn read(text: &str, wanted: Type) -> Result<Json, String> {
    match wanted {
        Type::Text => Ok(Json::text(text)),
        Type::Nothing => Ok(Json::Null),
        Type::Flag => match text {
            "true" => Ok(Json::Bool(true)),
            "false" => Ok(Json::Bool(false)),
            _ => Err(t("This is neither yes nor no.").to_owned()),
        },
        Type::Number => match Json::parse(text) {
            Some(number @ Json::Number(_)) => Ok(number),
            _ => Err(t("This is not a number. Write digits, such as 12 or -0.5.").to_owned()),
        },
        Type::List | Type::Object => match Json::parse(text) {
            Some(value) if Type::of(&value) == wanted => Ok(value),
            Some(_) if wanted == Type::List => {
                Err(t("A list stands in brackets: [ … ]. Choose another type for other values.").to_owned())
            }
            Some(_) => Err(t("An object stands in braces: { … }. Choose another type for other values.").to_owned()),
            None => Err(match serde_json::from_str::<IgnoredAny>(text) {
                Err(error) => {
                    let place = [error.line().to_string(), error.column().to_string()];
                    fill(
                        "This is not valid JSON: look at line {0}, character {1}. Nothing was changed.",
                        &[&place[0], &place[1]],
                    )
                }
                Ok(_) => t("This JSON is nested too deeply. Nothing was changed.").to_owned(),
            }),
        },
    }
}

/// The value as another type: what it says where it can say it, else that type's empty value.
pub fn converted(value: &Json, wanted: Type) -> Json {
    let text = shown(value);
    match wanted {
        Type::Text if *value == Json::Null => Json::text(""),
        Type::Text if Type::of(value).is_composed() => Json::text(value.to_string()),
        Type::Number => read(text.trim(), wanted).unwrap_or_else(|_| Json::number(0)),
        Type::Flag => read(&text.trim().to_lowercase(), wanted).unwrap_or(Json::Bool(false)),
        Type::List => read(&text, wanted).unwrap_or_else(|_| Json::List(Vec::new())),
        Type::Object => read(&text, wanted).unwrap_or_else(|_| Json::Object(Vec::new())),
        Type::Text | Type::Nothing => read(&text, wanted).unwrap_or(Json::Null),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::parse(text).expect("valid JSON in the test")
    }

    #[test]
    fn what_is_shown_reads_back() {
        for text in [
            "null",
            "true",
            "5.0",
            "-1e3",
            r#""5.0""#,
            r#""a\nb""#,
            "[]",
            "{}",
            r#"{"b":1.50,"a":[1,2,{}],"b":null}"#,
            r#"{"long":[{"name":"first of several members","value":1.0},{"name":"second","value":[]}],"x":{"y":"z"}}"#,
        ] {
            let value = json(text);
            assert_eq!(read(&shown(&value), Type::of(&value)), Ok(value), "{text}");
        }
    }

    #[test]
    fn long_values_stand_on_several_lines() {
        let value = json(r#"{"first member":[1,2.0],"second member":{},"third member":"text"}"#);
        let expected = "{\n  \"first member\": [\n    1,\n    2.0\n  ],\n  \"second member\": {},\n  \"third member\": \"text\"\n}";
        assert_eq!(shown(&value), expected);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (text, wanted, reason) in [
            ("5.", Type::Number, "not a number"),
            ("", Type::Number, "not a number"),
            ("[1]", Type::Number, "not a number"),
            ("[1,\n 2", Type::List, "line 2"),
            ("{}", Type::List, "brackets"),
            ("[]", Type::Object, "braces"),
            ("perhaps", Type::Flag, "neither"),
        ] {
            let message = read(text, wanted).expect_err(text);
            assert!(message.contains(reason), "{text}: {message}");
        }
    }

    #[test]
    fn types_convert_where_the_value_says_something() {
        for (from, wanted, to) in [
            (r#""5.0""#, Type::Number, "5.0"),
            ("5.0", Type::Text, r#""5.0""#),
            (r#""five""#, Type::Number, "0"),
            (r#""True""#, Type::Flag, "true"),
            ("null", Type::Text, r#""""#),
            ("7", Type::Nothing, "null"),
            ("[1,2]", Type::Text, r#""[1,2]""#),
            (r#""[1,2]""#, Type::List, "[1,2]"),
            ("1", Type::Object, "{}"),
        ] {
            assert_eq!(converted(&json(from), wanted), json(to), "{from}");
        }
    }

    #[test]
    fn names_of_types_lead_back() {
        for this in Type::ALL {
            assert_eq!(Type::named(this.name()), Some(this));
        }
        assert_eq!(Type::named("moment"), None);
    }
}
