//! What queries can name: tables with their columns and relationships, segments, interactions; read when first asked for.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use dataverse::{Asc, AttributeType, Client, Error, GlooTransport, Query};
use leptos::prelude::*;
use leptos::task::spawn_local;
use segment::schema::{
    Catalog, Choice, Column, ColumnKind, Known, Relationship, RelationshipKind, Schema, Segment, Table,
    documented_interactions, learn_links,
};

use super::failure::{Failure, explain};
use record::Status;

/// Segments that are read to be named in queries; the product allows as many (reference/segments.md 3.2).
const SEGMENTS: usize = 10_000;

/// The organisation's schema, as far as it was asked for. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Schemas {
    client: StoredValue<Client<GlooTransport>, LocalStorage>,
    known: RwSignal<Rc<Catalog>, LocalStorage>,
    asked: StoredValue<HashSet<String>>,
    /// The last failure, in words.
    failure: RwSignal<Option<String>>,
}

impl Schemas {
    pub(super) fn new(client: StoredValue<Client<GlooTransport>, LocalStorage>) -> Self {
        let known = Catalog { interactions: documented_interactions(), ..Catalog::default() };
        Self {
            client,
            known: RwSignal::new_local(Rc::new(known)),
            asked: StoredValue::new(HashSet::new()),
            failure: RwSignal::new(None),
        }
    }

    /// What is known now, reactive.
    pub fn known(&self) -> Rc<Catalog> {
        self.known.get()
    }

    /// As [`Self::known`], without subscribing.
    pub fn known_now(&self) -> Rc<Catalog> {
        self.known.get_untracked()
    }

    /// Why something could not be read, reactive.
    pub fn failure(&self) -> Option<String> {
        self.failure.get()
    }

    /// Reads a table unless it was asked for already.
    pub fn need_table(&self, name: &str) {
        let name = name.to_ascii_lowercase();
        if name.is_empty() || !self.first_time(&name) {
            return;
        }
        let this = *self;
        spawn_local(async move {
            let client = this.client.get_value();
            let answer = match client.table(&name).await {
                Ok(table) => client.relationships(&name).await.map(|relationships| (table, relationships)),
                Err(error) => Err(error),
            };
            match answer {
                Ok((table, relationships)) => this.add_table(self::table(&table, &relationships)),
                // That there is no such table is known from the list of all.
                Err(Error::NotFound(_) | Error::UnknownResource(_)) => {}
                Err(error) => this.failed(&name, &error),
            }
        });
    }

    /// Reads the names of all tables unless they were asked for already. From then on a table that is not among them does not exist.
    pub fn need_tables(&self) {
        if !self.first_time("all tables") {
            return;
        }
        let this = *self;
        spawn_local(async move {
            match this.client.get_value().tables().await {
                Ok(all) => this.change(|catalog| {
                    for summary in all.iter().filter(|summary| !summary.is_intersect) {
                        if !matches!(catalog.table(&summary.logical_name), Known::Yes(_)) {
                            catalog.tables.push(Table {
                                name: summary.logical_name.clone(),
                                label: summary.title().to_owned(),
                                primary_id: summary.id_attribute.clone().unwrap_or_default(),
                                columns: None,
                                relationships: None,
                            });
                        }
                    }
                    catalog.all_tables = true;
                }),
                Err(error) => this.failed("all tables", &error),
            }
        });
    }

    /// Reads the names and queries of the segments unless they were asked for already.
    pub fn need_segments(&self) {
        // A table's name has no space in it.
        if !self.first_time("all segments") {
            return;
        }
        let this = *self;
        spawn_local(async move {
            let query = Query::new()
                .select(&["msdyncrm_segmentname", "msdyncrm_segmentqueryname", "msdyncrm_segmentquery", "statuscode"])
                .order("msdyncrm_segmentname", Asc)
                .annotations();
            match this.client.get_value().all("msdyncrm_segments", &query, SEGMENTS).await {
                Ok(rows) => {
                    let segments: Vec<Segment> = rows.iter().filter_map(segment).collect();
                    this.change(|catalog| {
                        for query in segments.iter().filter_map(|segment| segment.query.as_deref()) {
                            learn_links(&mut catalog.interactions, query);
                        }
                        catalog.all_segments = segments.len() < SEGMENTS;
                        catalog.segments = segments;
                    });
                }
                Err(error) => this.failed("all segments", &error),
            }
        });
    }

    /// Reads everything again that was read, as after somebody made a segment.
    pub fn refresh_segments(&self) {
        self.asked.update_value(|asked| {
            asked.remove("all segments");
        });
        self.need_segments();
    }

    fn first_time(&self, what: &str) -> bool {
        self.asked.try_update_value(|asked| asked.insert(what.to_owned())).unwrap_or_default()
    }

    fn failed(&self, what: &str, error: &Error) {
        self.asked.update_value(|asked| {
            asked.remove(what);
        });
        self.failure.set(Some(explain(Failure::Load, error)));
    }

    fn change(&self, change: impl FnOnce(&mut Catalog)) {
        let mut catalog = Rc::unwrap_or_clone(self.known_now());
        change(&mut catalog);
        self.known.set(Rc::new(catalog));
    }

    fn add_table(&self, table: Table) {
        self.change(|catalog| {
            match catalog.tables.iter_mut().find(|known| known.name == table.name) {
                Some(known) => *known = table,
                None => catalog.tables.push(table),
            }
            name_lookups(catalog);
        });
    }
}

/// Gives relationships the display names of their lookups, as far as the tables that hold them are loaded.
fn name_lookups(catalog: &mut Catalog) {
    let labels: HashMap<(String, String), String> = catalog
        .tables
        .iter()
        .flat_map(|table| {
            let lookups = table.columns.iter().flatten().filter(|column| column.kind == ColumnKind::Lookup);
            lookups.map(|column| ((table.name.clone(), column.name.clone()), column.label.clone()))
        })
        .collect();
    for relationship in catalog.tables.iter_mut().flat_map(|table| table.relationships.iter_mut().flatten()) {
        if let RelationshipKind::ManyToOne { column } = &relationship.kind
            && let Some(label) = labels.get(&(relationship.referencing.clone(), column.clone()))
        {
            relationship.label.clone_from(label);
        }
    }
}

fn segment(row: &dataverse::Row) -> Option<Segment> {
    let status = row.number("statuscode").unwrap_or_default();
    Some(Segment {
        // Never computed from the id (reference/segments.md 2.4): a segment without one can't be named.
        query_name: row.text("msdyncrm_segmentqueryname")?.to_owned(),
        label: row.text("msdyncrm_segmentname").unwrap_or_default().to_owned(),
        live: matches!(Status::from_code(status), Status::Live | Status::LiveEditable),
        status: row.formatted("statuscode").unwrap_or_default().to_owned(),
        query: row.text("msdyncrm_segmentquery").map(str::to_owned),
    })
}

fn table(table: &dataverse::Table, relationships: &dataverse::Relationships) -> Table {
    let label = |column: &str| {
        table.attribute(column).map_or_else(|| column.to_owned(), |attribute| attribute.title().to_owned())
    };
    let by_lookup = |reference: &dataverse::Reference, label: String| Relationship {
        schema_name: reference.schema_name.clone(),
        referencing: reference.referencing_table.clone(),
        referenced: reference.referenced_table.clone(),
        kind: RelationshipKind::ManyToOne { column: reference.referencing_attribute.clone() },
        label,
    };
    let to_one = relationships.many_to_one.iter().map(|one| by_lookup(one, label(&one.referencing_attribute)));
    // The lookup is a column of the other table; its display name is known once that is loaded.
    let from_many = relationships.one_to_many.iter().map(|one| by_lookup(one, one.referencing_attribute.clone()));
    let pairs = relationships.many_to_many.iter().map(|pair| {
        let [referencing, referenced] = &pair.sides;
        Relationship {
            schema_name: pair.schema_name.clone(),
            referencing: referencing.table.clone(),
            referenced: referenced.table.clone(),
            kind: RelationshipKind::ManyToMany {
                intersect: pair.intersect_table.clone(),
                referencing_column: referencing.intersect_attribute.clone(),
                referenced_column: referenced.intersect_attribute.clone(),
            },
            label: pair.schema_name.clone(),
        }
    });
    Table {
        name: table.logical_name.clone(),
        label: table.label.text().unwrap_or(&table.logical_name).to_owned(),
        primary_id: table.id_attribute.clone(),
        columns: Some(table.attributes.iter().map(column).collect()),
        relationships: Some(to_one.chain(from_many).chain(pairs).collect()),
    }
}

fn column(attribute: &dataverse::Attribute) -> Column {
    Column {
        name: attribute.logical_name.clone(),
        label: attribute.title().to_owned(),
        kind: kind(attribute),
        choices: attribute
            .options
            .iter()
            .map(|choice| Choice { value: choice.value, label: choice.label.text().unwrap_or_default().to_owned() })
            .collect(),
        computed: false,
    }
}

fn kind(attribute: &dataverse::Attribute) -> ColumnKind {
    match &attribute.kind {
        AttributeType::String | AttributeType::Memo => ColumnKind::Text,
        AttributeType::Integer | AttributeType::BigInt => ColumnKind::WholeNumber,
        AttributeType::Decimal | AttributeType::Double => ColumnKind::Decimal,
        AttributeType::Money => ColumnKind::Money,
        AttributeType::Boolean => ColumnKind::YesNo,
        AttributeType::Picklist | AttributeType::State | AttributeType::Status => ColumnKind::Choice,
        AttributeType::MultiSelectPicklist => ColumnKind::MultiChoice,
        AttributeType::DateTime if attribute.behavior.as_deref() == Some("DateOnly") => ColumnKind::Date,
        AttributeType::DateTime => ColumnKind::DateTime,
        AttributeType::Lookup | AttributeType::Customer | AttributeType::Owner => ColumnKind::Lookup,
        AttributeType::Uniqueidentifier => ColumnKind::Id,
        AttributeType::Other(_) => ColumnKind::Other,
    }
}
