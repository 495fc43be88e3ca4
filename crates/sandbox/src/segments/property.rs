//! Columns of records and properties of interactions.

use segment::ast::{Node, Property};

use super::{
    Trouble,
    operand::{Operand, Type},
    query::Evaluator,
    source::{self, Source, What},
};
use crate::{
    schema::{Column, Kind},
    store::sql::quote,
};

impl<'t> Evaluator<'t> {
    /// The column that a name means.
    pub fn property(&mut self, property: &Property, sources: &[Source<'t>]) -> Result<Operand, Trouble> {
        let node = property.syntax();
        let parts: Vec<String> = property.parts().iter().map(|part| part.text().to_owned()).collect();
        let (qualifier, name) = match &parts[..] {
            [name] => (None, name),
            [qualifier, name] => (Some(qualifier.as_str()), name),
            _ => return Err(self.invalid(node, "A column has one name before it at most.")),
        };
        let Some(source) = source::find(sources, qualifier) else {
            return Err(self.invalid(node, format!("Nothing here is called {}.", qualifier.unwrap_or(name))));
        };
        match &source.what {
            What::Table(table) => {
                let Some(column) = table.column(&name.to_lowercase()) else {
                    return Err(self.invalid(node, format!("{} has no column {name}.", table.name)));
                };
                let sql = format!("{}.{}", source.alias, quote(&column.name));
                let is = type_of(column);
                let sql = if is == Type::Moment { format!("segment_moment({sql})") } else { sql };
                Ok(Operand::Column { sql, is })
            }
            What::Interaction(properties) => {
                let known = properties.iter().find(|known| known.eq_ignore_ascii_case(name));
                let known = known.ok_or_else(|| self.invalid(node, format!("These interactions have no {name}.")))?;
                Ok(interaction_property(&source.alias, known))
            }
        }
    }
}

fn interaction_property(alias: &str, name: &str) -> Operand {
    match name {
        "Timestamp" => Operand::Column { sql: format!("segment_moment({alias}.happenedon)"), is: Type::Moment },
        "ContactId" => Operand::Column { sql: format!("{alias}.contactid"), is: Type::Id },
        "AccountId" => Operand::Column { sql: format!("{alias}.accountid"), is: Type::Id },
        "InteractionType" => Operand::Column { sql: format!("{alias}.type"), is: Type::Text },
        // Names come from the published list, so they need no quoting.
        name => Operand::Column { sql: format!("json_extract({alias}.data, '$.{name}')"), is: Type::Any },
    }
}

fn type_of(column: &Column) -> Type {
    match column.kind {
        Kind::Text { .. } | Kind::Memo { .. } | Kind::EntityName => Type::Text,
        Kind::Integer { .. } | Kind::BigInt | Kind::Number { .. } | Kind::Choice(_) | Kind::State | Kind::Status => {
            Type::Number
        }
        Kind::Boolean { .. } => Type::Flag,
        Kind::DateTime { .. } => Type::Moment,
        Kind::Lookup(_) | Kind::Owner | Kind::Guid => Type::Id,
        Kind::Choices(_) | Kind::Binary => Type::Other,
    }
}
