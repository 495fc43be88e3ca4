//! Sentences that a screen can say in another language: an English template, and what fills it.

use std::fmt;

use crate::json::Json;
use record::{SettingKind, SettingSpec, Value};

/// A sentence. `{0}`, `{1}` … in the text stand for the arguments. The text is the key under which a catalogue holds its translation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Phrase {
    /// English template.
    pub text: &'static str,
    /// What fills it.
    pub args: Vec<Arg>,
}

/// What fills a place of a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Arg {
    /// A word of the product: a label or a value with a label. To be translated as the template is.
    Word(&'static str),
    /// Text of the document, or a number. Said as it is.
    Text(String),
    /// A moment as it is on the wire. English says its date and its minute.
    Moment(String),
    /// Minutes, to be said in the unit that fits.
    Minutes(i64),
    /// A phrase within the phrase.
    Phrase(Box<Phrase>),
}

impl Phrase {
    /// A sentence without arguments.
    pub const fn plain(text: &'static str) -> Self {
        Self { text, args: Vec::new() }
    }

    /// A sentence with arguments.
    pub fn of(text: &'static str, args: impl Into<Vec<Arg>>) -> Self {
        Self { text, args: args.into() }
    }

    /// The sentence in the words that `translate` has for templates and words.
    pub fn say(&self, translate: &dyn Fn(&'static str) -> String) -> String {
        let mut out = String::new();
        let template = translate(self.text);
        let mut rest = template.as_str();
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let digit = rest.as_bytes().get(1).filter(|digit| digit.is_ascii_digit() && rest[2..].starts_with('}'));
            if let Some(arg) = digit.and_then(|digit| self.args.get(usize::from(digit - b'0'))) {
                out.push_str(&arg.say(translate));
                rest = &rest[3..];
            } else {
                out.push('{');
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        out
    }
}

impl From<&'static str> for Phrase {
    fn from(text: &'static str) -> Self {
        Self::plain(text)
    }
}

/// A text that is a sentence already.
impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::of("{0}", [Arg::Text(text)])
    }
}

/// In English.
impl fmt::Display for Phrase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.say(&str::to_owned))
    }
}

impl Arg {
    /// The argument in the words that `translate` has.
    pub fn say(&self, translate: &dyn Fn(&'static str) -> String) -> String {
        match self {
            Self::Word(word) => translate(word),
            Self::Text(text) => text.clone(),
            Self::Moment(moment) => match moment.get(..16) {
                Some(minute) => minute.replace('T', " "),
                None => moment.clone(),
            },
            Self::Minutes(minutes) => duration(*minutes).say(translate),
            Self::Phrase(phrase) => phrase.say(translate),
        }
    }

    /// A whole number.
    pub fn number(number: impl fmt::Display) -> Self {
        Self::Text(number.to_string())
    }

    /// A phrase within a phrase.
    pub fn phrase(phrase: Phrase) -> Self {
        Self::Phrase(Box::new(phrase))
    }

    /// A stored value without a label.
    pub(crate) fn json(value: &Json) -> Self {
        match value {
            Json::Null => Self::Word("nothing"),
            Json::Bool(true) => Self::Word("yes"),
            Json::Bool(false) => Self::Word("no"),
            Json::Text(text) if text.is_empty() => Self::Word("nothing"),
            Json::Text(text) => Self::Text(text.clone()),
            other => Self::Text(other.to_string()),
        }
    }

    /// The value of a column, options by their labels.
    pub fn value(spec: Option<&SettingSpec>, value: &Value) -> Self {
        match value {
            Value::Nothing => Self::Word("nothing"),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Number(number) => match spec.map(|spec| spec.kind) {
                Some(SettingKind::Choice(options)) => options
                    .iter()
                    .find(|(code, _)| code == number)
                    .map_or_else(|| Self::number(number), |(_, label)| Self::Word(label)),
                _ => Self::number(number),
            },
            Value::Flag(flag) => Self::Word(if *flag { "yes" } else { "no" }),
            Value::Moment(moment) => Self::Moment(moment.clone()),
            Value::Lookup(lookup) => Self::Text(lookup.name.clone().unwrap_or_else(|| lookup.id.clone())),
        }
    }
}

/// Minutes in days, hours and minutes, the two greatest units that are not nothing.
pub fn duration(minutes: i64) -> Phrase {
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let unit = |count: i64, one: &'static str, many: &'static str| {
        Arg::phrase(Phrase::of(if count == 1 { one } else { many }, [Arg::number(count)]))
    };
    let days_said = || unit(days, "{0} day", "{0} days");
    let hours_said = || unit(hours, "{0} hour", "{0} hours");
    let minutes_said = || unit(rest, "{0} minute", "{0} minutes");
    match (days, hours, rest) {
        (0, 0, _) => Phrase::of("{0}", [minutes_said()]),
        (0, _, 0) => Phrase::of("{0}", [hours_said()]),
        (0, ..) => Phrase::of("{0} {1}", [hours_said(), minutes_said()]),
        (_, 0, 0) => Phrase::of("{0}", [days_said()]),
        (_, 0, _) => Phrase::of("{0} {1}", [days_said(), minutes_said()]),
        _ => Phrase::of("{0} {1}", [days_said(), hours_said()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_said_in_any_language() {
        let phrase = Phrase::of(
            "{0} waits {1}, {2} {x} {7}",
            [Arg::Text("{1}".to_owned()), Arg::Minutes(1_501), Arg::Word("yes")],
        );
        assert_eq!(phrase.to_string(), "{1} waits 1 day 1 hour, yes {x} {7}");
        let german = |text: &'static str| match text {
            "{0} day" => "{0} Tag".to_owned(),
            "yes" => "ja".to_owned(),
            "{0} waits {1}, {2} {x} {7}" => "{1} wartet {0}: {2}".to_owned(),
            other => other.to_owned(),
        };
        assert_eq!(phrase.say(&german), "1 Tag 1 hour wartet {1}: ja");
        assert_eq!(Phrase::of("{0}", [Arg::Moment("2019-02-09T11:29:00Z".to_owned())]).to_string(), "2019-02-09 11:29");
    }

    #[test]
    fn durations_name_two_units() {
        for (minutes, words) in [
            (0, "0 minutes"),
            (1, "1 minute"),
            (60, "1 hour"),
            (61, "1 hour 1 minute"),
            (2_880, "2 days"),
            (4_330, "3 days 10 minutes"),
        ] {
            assert_eq!(duration(minutes).to_string(), words);
        }
    }
}
