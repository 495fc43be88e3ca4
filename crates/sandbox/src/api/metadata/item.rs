//! The things that metadata describes, and where each leads.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{Source, attribute, entity, label, relationship};
use crate::schema::{AlternateKey, Column, Kind, ManyToMany, OneToMany, OptionSet, Table};

/// A piece of metadata.
#[derive(Clone)]
pub enum Item<'a> {
    Table(&'a Table),
    Column(&'a Table, &'a Column),
    Key(&'a Table, &'a AlternateKey),
    OneToMany(&'a OneToMany),
    ManyToMany(&'a ManyToMany),
    OptionSet(&'a OptionSet),
    /// The option set of a column, as it is described.
    Options(Json),
}

/// What a navigation property of metadata leads to.
pub enum Linked<'a> {
    Many(Vec<Item<'a>>),
    One(Option<Item<'a>>),
}

impl<'a> Item<'a> {
    /// Type without namespace, where a cast can ask for it.
    pub fn kind(&self, source: Source) -> Option<String> {
        match self {
            Self::Column(_, column) => Some(format!("{}AttributeMetadata", attribute::kind(&column.kind).0)),
            Self::OneToMany(_) => Some("OneToManyRelationshipMetadata".into()),
            Self::ManyToMany(_) => Some("ManyToManyRelationshipMetadata".into()),
            Self::OptionSet(_) => Some("OptionSetMetadata".into()),
            Self::Options(_) | Self::Table(_) | Self::Key(..) => {
                let _ = source;
                None
            }
        }
    }

    /// Type that messages and unknown properties are judged by.
    pub fn declared(&self) -> &'static str {
        match self {
            Self::Table(_) => "EntityMetadata",
            Self::Column(..) => "AttributeMetadata",
            Self::Key(..) => "EntityKeyMetadata",
            Self::OneToMany(_) => "OneToManyRelationshipMetadata",
            Self::ManyToMany(_) => "ManyToManyRelationshipMetadata",
            Self::OptionSet(_) | Self::Options(_) => "OptionSetMetadataBase",
        }
    }

    /// `MetadataId`
    pub fn id(&self, source: Source) -> Uuid {
        let fields = self.fields(source);
        fields.get("MetadataId").and_then(Json::as_str).and_then(|id| Uuid::parse_str(id).ok()).unwrap_or_default()
    }

    /// All properties but navigation properties.
    pub fn fields(&self, source: Source) -> Map<String, Json> {
        let fields = match self {
            Self::Table(table) => entity::fields(table, source),
            Self::Column(table, column) => attribute::fields(table, column, source),
            Self::Key(table, key) => json!({
                "DisplayName": label::english(&key.name), "LogicalName": key.name, "SchemaName": key.name,
                "EntityLogicalName": table.name, "KeyAttributes": key.columns, "IsManaged": true, "EntityKeyIndexStatus": "Active",
                "MetadataId": label::id(&format!("key:{}:{}", table.name, key.name)), "HasChanged": null,
            }),
            Self::OneToMany(one) => relationship::one_to_many(one, source),
            Self::ManyToMany(many) => relationship::many_to_many(many, source),
            Self::OptionSet(set) => label::option_set(set, source),
            Self::Options(json) => json.clone(),
        };
        match fields {
            Json::Object(fields) => fields,
            _ => Map::new(),
        }
    }

    /// Names of navigation properties.
    pub fn links(&self) -> &'static [&'static str] {
        match self {
            Self::Table(_) => {
                &["Attributes", "Keys", "ManyToOneRelationships", "OneToManyRelationships", "ManyToManyRelationships"]
            }
            Self::Column(..) => &["OptionSet", "GlobalOptionSet"],
            _ => &[],
        }
    }

    /// Follows a navigation property.
    pub fn link(&self, name: &str, source: Source<'a>) -> Option<Linked<'a>> {
        match self {
            Self::Table(table) => entity::link(table, name, source),
            Self::Column(table, column) => {
                let local = match &column.kind {
                    Kind::Choice(set) | Kind::Choices(set) => Some((label::option_set(set, source), set.global)),
                    Kind::State => Some((label::states(table, &column.label, source), false)),
                    Kind::Status => Some((label::statuses(table, &column.label, source), false)),
                    Kind::Boolean { labels } => {
                        let name = format!("{}_{}", table.name, column.name);
                        Some((label::two_options(&name, &column.label, labels, source), false))
                    }
                    _ => None,
                };
                match (name, local) {
                    // OptionSet of a shared set is shown too, as the platform does for reads.
                    ("OptionSet", Some((json, _))) | ("GlobalOptionSet", Some((json, true))) => {
                        Some(Linked::One(Some(Item::Options(json))))
                    }
                    ("GlobalOptionSet", Some(_)) => Some(Linked::One(None)),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
