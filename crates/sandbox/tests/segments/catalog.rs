//! What the translation knows of the organisation, read from the same table files.

use sandbox::schema::{Column as Own, DateBehavior, Kind, Number, Schema};
use segment::schema::{Catalog, Column, ColumnKind, Relationship, RelationshipKind, Segment, Table};

/// Tables, columns and relationships.
pub fn of(schema: &Schema) -> Catalog {
    let tables = schema.tables().iter().filter(|table| !table.private).map(|table| Table {
        name: table.name.clone(),
        label: table.name.clone(),
        primary_id: table.id.clone(),
        columns: Some(table.columns.iter().map(column).collect()),
        relationships: Some(relationships(schema, &table.name)),
    });
    Catalog { tables: tables.collect(), all_tables: true, all_segments: true, ..Catalog::default() }
}

/// A segment that is live.
pub fn segment(query_name: String, query: String) -> Segment {
    Segment { label: query_name.clone(), query_name, live: true, status: "Live".into(), query: Some(query) }
}

fn column(own: &Own) -> Column {
    let kind = match &own.kind {
        Kind::Text { .. } | Kind::Memo { .. } | Kind::EntityName => ColumnKind::Text,
        Kind::Integer { .. } | Kind::BigInt => ColumnKind::WholeNumber,
        Kind::Number { number: Number::Money, .. } => ColumnKind::Money,
        Kind::Number { .. } => ColumnKind::Decimal,
        Kind::Boolean { .. } => ColumnKind::YesNo,
        Kind::Choice(_) | Kind::State | Kind::Status => ColumnKind::Choice,
        Kind::Choices(_) => ColumnKind::MultiChoice,
        Kind::DateTime { behavior: DateBehavior::DateOnly, .. } => ColumnKind::Date,
        Kind::DateTime { .. } => ColumnKind::DateTime,
        Kind::Lookup(_) | Kind::Owner => ColumnKind::Lookup,
        Kind::Guid => ColumnKind::Id,
        Kind::Binary => ColumnKind::Other,
    };
    Column { name: own.name.clone(), label: own.name.clone(), kind, choices: Vec::new(), computed: false }
}

fn relationships(schema: &Schema, table: &str) -> Vec<Relationship> {
    let ones = schema.one_to_many().iter().filter(|one| one.referencing == table || one.referenced == table);
    let ones = ones.map(|one| Relationship {
        schema_name: one.schema.clone(),
        referencing: one.referencing.clone(),
        referenced: one.referenced.clone(),
        kind: RelationshipKind::ManyToOne { column: one.column.clone() },
        label: one.column.clone(),
    });
    let several = schema.many_to_many().iter().filter(|many| many.sides.iter().any(|(side, ..)| side == table));
    let several = several.map(|many| Relationship {
        schema_name: many.schema.clone(),
        referencing: many.sides[0].0.clone(),
        referenced: many.sides[1].0.clone(),
        kind: RelationshipKind::ManyToMany {
            intersect: many.intersect.clone(),
            referencing_column: many.sides[0].1.clone(),
            referenced_column: many.sides[1].1.clone(),
        },
        label: many.schema.clone(),
    });
    ones.chain(several).collect()
}
