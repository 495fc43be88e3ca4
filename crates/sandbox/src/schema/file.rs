//! The shape of `tables/*.json`.

use serde::Deserialize;

use super::{
    AlternateKey, Choice, DateBehavior, Intersect, Label, OnDelete, Ownership, Required, StateOption, StatusOption,
};

/// One table's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    pub name: String,
    pub schema: String,
    pub set: String,
    pub collection: Option<String>,
    pub code: i64,
    pub label: Label,
    pub plural: Label,
    pub id: String,
    pub id_schema: Option<String>,
    pub title: Option<String>,
    pub ownership: Ownership,
    /// Whether a table that belongs to nobody still says who wrote its records.
    #[serde(default)]
    pub audit: bool,
    #[serde(default)]
    pub activity: bool,
    #[serde(default)]
    pub principal: bool,
    #[serde(default)]
    pub private: bool,
    #[serde(default)]
    pub standard: StandardNames,
    #[serde(default)]
    pub states: Vec<StateOption>,
    #[serde(default)]
    pub statuses: Vec<StatusOption>,
    #[serde(default)]
    pub keys: Vec<AlternateKey>,
    pub intersect: Option<Intersect>,
    pub columns: Vec<ColumnFile>,
}

/// Parts of the names of the standard relationships, where a table's differ from its logical name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardNames {
    /// `lk_<audit>_createdby`.
    pub audit: Option<String>,
    /// `owner_<owning>`, `team_<owning>`, `user_<owning>`, `business_unit_<owning>`.
    pub owning: Option<String>,
}

/// One column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnFile {
    pub name: String,
    pub schema: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    pub label: Label,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub required: Required,
    #[serde(default = "yes")]
    pub create: bool,
    #[serde(default = "yes")]
    pub update: bool,
    pub default: Option<serde_json::Value>,
    /// Longest text, in characters.
    pub max: Option<usize>,
    pub format: Option<String>,
    pub min: Option<f64>,
    pub max_value: Option<f64>,
    pub precision: Option<u8>,
    #[serde(default)]
    pub behavior: DateBehavior,
    #[serde(default)]
    pub whole_minutes: bool,
    #[serde(default)]
    pub options: Vec<Choice>,
    pub global: Option<String>,
    #[serde(default)]
    pub targets: Vec<TargetFile>,
    #[serde(default)]
    pub computed: Vec<Vec<String>>,
}

/// What a lookup may point to; names left out follow the platform's habits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetFile {
    pub table: String,
    pub nav: Option<String>,
    pub relationship: Option<String>,
    pub many: Option<String>,
    #[serde(default)]
    pub delete: OnDelete,
}

/// A shared option set of `tables/choices/choices.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoicesFile {
    pub name: String,
    pub label: Label,
    pub options: Vec<Choice>,
}

fn yes() -> bool {
    true
}
