//! Labels and option sets.

use serde::Deserialize;

/// A language that labels exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 1033, the base language.
    #[default]
    English,
    /// 1031.
    German,
}

impl Language {
    /// All of them, base language first.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Windows language code.
    pub fn code(self) -> i64 {
        match self {
            Self::English => 1033,
            Self::German => 1031,
        }
    }

    /// The language of a code; the base language for those that no label exists in.
    pub fn of(code: i64) -> Self {
        Self::ALL.into_iter().find(|language| language.code() == code).unwrap_or_default()
    }
}

/// A text in both languages, written `["English", "Deutsch"]` in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, String)")]
pub struct Label {
    english: String,
    german: String,
}

impl From<(String, String)> for Label {
    fn from((english, german): (String, String)) -> Self {
        Self { english, german }
    }
}

impl Label {
    /// A label of the program's own.
    pub fn new(english: &str, german: &str) -> Self {
        Self { english: english.into(), german: german.into() }
    }

    /// The text in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::German => &self.german,
        }
    }
}

/// One option, written `[value, "English", "Deutsch"]` in the files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(i64, String, String)")]
pub struct Choice {
    /// Number on the wire.
    pub value: i64,
    /// Text for people.
    pub label: Label,
}

impl From<(i64, String, String)> for Choice {
    fn from((value, english, german): (i64, String, String)) -> Self {
        Self { value, label: Label { english, german } }
    }
}

/// The options of a choice column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionSet {
    /// `table_column`, or the name that several columns share.
    pub name: String,
    /// Whether several columns may share it.
    pub global: bool,
    /// Text for people.
    pub label: Label,
    /// Options in order.
    pub options: Vec<Choice>,
}

impl OptionSet {
    /// The option of a number.
    pub fn get(&self, value: i64) -> Option<&Choice> {
        self.options.iter().find(|option| option.value == value)
    }
}
