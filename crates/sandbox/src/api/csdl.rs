//! The metadata document in CSDL (OData 4.0).

use std::fmt::Write as _;

use super::{Kind as OperationKind, Operation};
use crate::schema::{Kind, Navigation, PRINCIPAL, Required, Schema, Table};

/// The whole document.
pub fn document(schema: &Schema, operations: &[Operation]) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>",
        "<Schema Namespace=\"Microsoft.Dynamics.CRM\" Alias=\"mscrm\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">",
        "<EntityType Name=\"crmbaseentity\" Abstract=\"true\" />",
        "<EntityType Name=\"principal\" BaseType=\"mscrm.crmbaseentity\"><Key><PropertyRef Name=\"ownerid\" /></Key>",
        "<Property Name=\"ownerid\" Type=\"Edm.Guid\" /></EntityType>",
        "<EnumType Name=\"EndpointAccessType\"><Member Name=\"Default\" Value=\"0\" /><Member Name=\"Internet\" Value=\"1\" />",
        "<Member Name=\"Intranet\" Value=\"2\" /></EnumType>",
        "<EnumType Name=\"DeletedMetadataFilters\" IsFlags=\"true\"><Member Name=\"Entity\" Value=\"1\" />",
        "<Member Name=\"Default\" Value=\"1\" /><Member Name=\"Attribute\" Value=\"2\" />",
        "<Member Name=\"Relationship\" Value=\"4\" /><Member Name=\"Label\" Value=\"8\" />",
        "<Member Name=\"OptionSet\" Value=\"16\" /><Member Name=\"All\" Value=\"31\" /></EnumType>",
        "<ComplexType Name=\"EntityQueryExpression\" OpenType=\"true\" />",
    ));
    let public = || schema.tables().iter().filter(|table| !table.private);
    for table in public() {
        entity_type(&mut out, schema, table);
    }
    for (at, operation) in operations.iter().enumerate() {
        // An operation that several types have answers with one type.
        if operations[..at].iter().all(|known| known.name != operation.name) {
            let _ = write!(out, "<ComplexType Name=\"{}Response\" OpenType=\"true\" />", operation.name);
        }
        operation_type(&mut out, operation);
    }
    out.push_str("<EntityContainer Name=\"System\">");
    for table in public() {
        let _ = write!(out, "<EntitySet Name=\"{}\" EntityType=\"{}\">", table.set, table.qualified());
        for (name, navigation) in bound(schema, table) {
            if let Some(target) = schema.table(navigation.target()) {
                let _ = write!(out, "<NavigationPropertyBinding Path=\"{name}\" Target=\"{}\" />", target.set);
            }
        }
        out.push_str("</EntitySet>");
    }
    for operation in operations.iter().filter(|operation| operation.bound.is_none()) {
        let kind = if operation.kind == OperationKind::Action { "Action" } else { "Function" };
        let name = operation.name;
        let _ = write!(out, "<{kind}Import Name=\"{name}\" {kind}=\"Microsoft.Dynamics.CRM.{name}\" />");
    }
    out.push_str("</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>");
    out
}

/// Navigation properties that stay among public tables.
fn bound<'a>(schema: &'a Schema, table: &'a Table) -> impl Iterator<Item = (&'a String, &'a Navigation)> {
    table.navigations.iter().filter(|(_, navigation)| {
        navigation.target() == PRINCIPAL || schema.table(navigation.target()).is_some_and(|table| !table.private)
    })
}

fn entity_type(out: &mut String, schema: &Schema, table: &Table) {
    let _ = write!(
        out,
        "<EntityType Name=\"{}\" BaseType=\"mscrm.crmbaseentity\"><Key><PropertyRef Name=\"{}\" /></Key>",
        table.name, table.id
    );
    for column in &table.columns {
        let nullable = if column.required == Required::SystemRequired && column.name == table.id {
            " Nullable=\"false\""
        } else {
            ""
        };
        let more = match &column.kind {
            Kind::Text { .. } | Kind::Memo { .. } => " Unicode=\"true\"",
            Kind::Number { .. } if column.edm() == "Edm.Decimal" => " Scale=\"variable\"",
            _ => "",
        };
        let _ = write!(out, "<Property Name=\"{}\" Type=\"{}\"{nullable}{more}>", column.property(), column.edm());
        if column.is_lookup() || (!column.create && !column.update) {
            out.push_str("<Annotation Term=\"Org.OData.Core.V1.Computed\" Bool=\"true\" />");
        }
        out.push_str("</Property>");
    }
    for (name, navigation) in bound(schema, table) {
        let target = navigation.target();
        let kind =
            if navigation.is_collection() { format!("Collection(mscrm.{target})") } else { format!("mscrm.{target}") };
        let partner = match navigation {
            Navigation::One { relationship, .. } if target != PRINCIPAL => schema
                .one_to_many()
                .iter()
                .find(|one| one.schema == *relationship && one.referencing == table.name)
                .map(|one| one.collection.as_str()),
            Navigation::Many { back, .. } => Some(back.as_str()),
            Navigation::Across { .. } => Some(name.as_str()),
            Navigation::One { .. } => None,
        };
        let partner = partner.map_or(String::new(), |partner| format!(" Partner=\"{partner}\""));
        let _ = write!(out, "<NavigationProperty Name=\"{name}\" Type=\"{kind}\"{partner}>");
        if let Navigation::One { column, target, .. } = navigation
            && let Some(target) = schema.table(target)
        {
            let (column, key) = (format!("_{column}_value"), &target.id);
            let _ = write!(out, "<ReferentialConstraint Property=\"{column}\" ReferencedProperty=\"{key}\" />");
        }
        out.push_str("</NavigationProperty>");
    }
    out.push_str("</EntityType>");
}

fn operation_type(out: &mut String, operation: &Operation) {
    let kind = if operation.kind == OperationKind::Action { "Action" } else { "Function" };
    let name = operation.name;
    let bound = if operation.bound.is_some() { " IsBound=\"true\"" } else { "" };
    let _ = write!(out, "<{kind} Name=\"{name}\"{bound}>");
    if let Some(table) = operation.bound {
        let _ = write!(out, "<Parameter Name=\"entity\" Type=\"mscrm.{table}\" Nullable=\"false\" />");
    }
    for parameter in operation.parameters {
        let edm = parameter.edm.replace("Microsoft.Dynamics.CRM.", "mscrm.");
        let _ = write!(
            out,
            "<Parameter Name=\"{}\" Type=\"{edm}\" Nullable=\"{}\" />",
            parameter.name, !parameter.required
        );
    }
    let _ = write!(out, "<ReturnType Type=\"mscrm.{name}Response\" Nullable=\"false\" /></{kind}>");
}
