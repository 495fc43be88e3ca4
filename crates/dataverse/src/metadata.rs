//! Definitions of tables (`reference/web-api.md 12`): what people call them, what fits in, where lookups lead.

mod cast;
mod catalog;
pub(crate) mod read;
mod relationships;
mod rights;

pub(crate) use cast::Cast;
pub use catalog::{GlobalChoices, Key, TableSummary};
pub use relationships::{ManyToMany, Reference, Relationships, Side};
pub use rights::{Depth, Right, Rights};

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name in metadata and in lookup annotations, such as `webresource`.
    pub logical_name: String,
    /// Name in URLs, such as `webresourceset`.
    pub entity_set: String,
    /// Column of the id.
    pub id_attribute: String,
    /// Column of the primary name, if the table has one.
    pub name_attribute: Option<String>,
    /// What one record is called.
    pub label: Label,
    /// What several are called.
    pub plural_label: Label,
    /// The columns in the server's order, without those that only repeat another as text.
    pub attributes: Vec<Attribute>,
    /// Relationships in which this table's rows refer to one row each.
    pub many_to_one: Vec<ManyToOne>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Name in queries and bodies.
    pub logical_name: String,
    /// Name with its customary case, in which navigation properties are named.
    pub schema_name: String,
    /// Its type.
    pub kind: AttributeType,
    /// What people call it.
    pub label: Label,
    /// What it is for.
    pub description: Label,
    /// Whether it must have a value.
    pub required: Required,
    /// Whether it can be read.
    pub is_readable: bool,
    /// Whether a create may set it.
    pub is_creatable: bool,
    /// Whether an update may set it.
    pub is_updatable: bool,
    /// Longest text, in characters.
    pub max_length: Option<u32>,
    /// Least number.
    pub min: Option<f64>,
    /// Greatest number.
    pub max: Option<f64>,
    /// Digits after the decimal point.
    pub precision: Option<u32>,
    /// `DateOnly`, `DateAndTime`, `Email`, `TextArea` and so on.
    pub format: Option<String>,
    /// Of dates: `UserLocal`, `DateOnly` or `TimeZoneIndependent`.
    pub behavior: Option<String>,
    /// The choices of an option set; of two options, 1 and 0.
    pub options: Vec<Choice>,
    /// The name of the choices, if tables share them: see [`Client::global_choices`](crate::Client::global_choices).
    pub global_choices: Option<String>,
    /// Logical names of the tables that a lookup may point to.
    pub targets: Vec<String>,
}

/// The type of a column, named as metadata names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeType {
    /// One line of text.
    String,
    /// Several lines of text.
    Memo,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    BigInt,
    /// A decimal number.
    Decimal,
    /// A floating point number.
    Double,
    /// An amount of money.
    Money,
    /// Two options.
    Boolean,
    /// One choice.
    Picklist,
    /// Several choices.
    MultiSelectPicklist,
    /// The status (`statecode`).
    State,
    /// The status reason (`statuscode`).
    Status,
    /// A date, with or without a time.
    DateTime,
    /// A reference to a record.
    Lookup,
    /// A reference to an account or a contact.
    Customer,
    /// A reference to a user or a team.
    Owner,
    /// An id.
    Uniqueidentifier,
    /// Any other type, by its name: `PartyList`, `EntityName`, `Image`, `File`, `ManagedProperty` and so on.
    Other(String),
}

/// Whether a column must have a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// It may be empty.
    #[default]
    None,
    /// It may be empty but better were not.
    Recommended,
    /// Forms insist on a value.
    ApplicationRequired,
    /// The server insists on a value.
    SystemRequired,
}

/// One choice of an option set.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The number that is stored.
    pub value: i64,
    /// What people call it.
    pub label: Label,
    /// Its colour, as CSS writes it.
    pub color: Option<String>,
    /// Of a status reason: the status that it belongs to.
    pub state: Option<i64>,
    /// Of a status: the status reason that it begins with.
    pub default_status: Option<i64>,
}

/// A text in the languages of the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// In the user's language, if translated.
    pub user: Option<String>,
    /// Language code, such as 1033, and text.
    pub all: Vec<(u32, String)>,
}

/// A relationship in which rows of a table refer to one row each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManyToOne {
    /// Its name.
    pub schema_name: String,
    /// The lookup column that refers.
    pub attribute: String,
    /// Logical name of the table referred to.
    pub target: String,
    /// The navigation property to bind and expand, case-sensitive.
    pub navigation: String,
    /// The collection in the other direction.
    pub target_navigation: Option<String>,
}

impl Table {
    /// The column of that logical name.
    pub fn attribute(&self, logical_name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.logical_name == logical_name)
    }

    /// The navigation property by which a lookup column refers to a table: the name to bind and to expand. Columns that
    /// may point to several tables have one for each.
    pub fn navigation(&self, attribute: &str, target: &str) -> Option<&str> {
        let refers = |one: &&ManyToOne| one.attribute == attribute && one.target == target;
        self.many_to_one.iter().find(refers).map(|one| one.navigation.as_str())
    }
}

impl AttributeType {
    /// The name that metadata has for the type.
    pub fn name(&self) -> &str {
        match self {
            Self::String => "String",
            Self::Memo => "Memo",
            Self::Integer => "Integer",
            Self::BigInt => "BigInt",
            Self::Decimal => "Decimal",
            Self::Double => "Double",
            Self::Money => "Money",
            Self::Boolean => "Boolean",
            Self::Picklist => "Picklist",
            Self::MultiSelectPicklist => "MultiSelectPicklist",
            Self::State => "State",
            Self::Status => "Status",
            Self::DateTime => "DateTime",
            Self::Lookup => "Lookup",
            Self::Customer => "Customer",
            Self::Owner => "Owner",
            Self::Uniqueidentifier => "Uniqueidentifier",
            Self::Other(name) => name,
        }
    }
}

impl Attribute {
    /// The choice of that value.
    pub fn option(&self, value: i64) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.value == value)
    }

    /// What people call the column; its logical name where nobody named it.
    pub fn title(&self) -> &str {
        self.label.text().unwrap_or(&self.logical_name)
    }
}

impl Label {
    /// In the user's language, else in the first there is.
    pub fn text(&self) -> Option<&str> {
        self.user.as_deref().or_else(|| self.all.first().map(|(_, text)| text.as_str()))
    }

    /// In the language of that code.
    pub fn in_language(&self, code: u32) -> Option<&str> {
        self.all.iter().find(|(known, _)| *known == code).map(|(_, text)| text.as_str())
    }
}
