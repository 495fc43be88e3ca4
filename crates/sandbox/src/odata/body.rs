//! JSON bodies of creates and updates (reference/web-api.md 3, 6, 7).

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::moment::{civil_date, moment};
use crate::{
    ApiError,
    schema::{Column, DateBehavior, Kind, Navigation, Number, PRINCIPAL, Schema, Table},
    store::Value,
};

/// A deep insert may nest this far.
const DEEPEST: usize = 12;

/// What a body is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new record.
    Create,
    /// Changes to a record.
    Update,
}

/// A lookup to set.
#[derive(Clone, Debug, PartialEq)]
pub struct Bind {
    /// Lookup column.
    pub column: String,
    /// Tables that the navigation property leads to.
    pub targets: Vec<String>,
    /// Reference to the record; `None` clears.
    pub to: Option<String>,
}

/// A body, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Primary key, if given.
    pub id: Option<Uuid>,
    /// Column values.
    pub values: Vec<(String, Value)>,
    /// Lookups.
    pub binds: Vec<Bind>,
    /// New records that lookups shall point to: column, table, body.
    pub parents: Vec<(String, String, Body)>,
    /// New records of collections: navigation property and bodies.
    pub children: Vec<(String, Vec<Body>)>,
    /// Existing records to associate: navigation property and references.
    pub links: Vec<(String, Vec<String>)>,
}

impl Body {
    /// Reads a JSON object against a table. `service` lets read-only columns through; otherwise they are passed over, as the
    /// platform does.
    ///
    /// # Errors
    /// 400 0x80048d19: undeclared properties, wrong types, wrong case of a bind.
    pub fn read(
        object: &Map<String, Json>,
        schema: &Schema,
        table: &Table,
        purpose: Purpose,
        service: bool,
    ) -> Result<Self, ApiError> {
        Reader { schema, purpose, service }.read(object, table, 0)
    }
}

struct Reader<'a> {
    schema: &'a Schema,
    purpose: Purpose,
    service: bool,
}

impl Reader<'_> {
    fn read(&self, object: &Map<String, Json>, table: &Table, depth: usize) -> Result<Body, ApiError> {
        if depth > DEEPEST {
            return Err(ApiError::payload(
                &table.set,
                "Microsoft.OData.ODataException: The payload is nested too deeply.",
            ));
        }
        let mut body = Body::default();
        for (name, value) in object {
            match name.split_once('@') {
                Some((navigation, "odata.bind")) => bind(&mut body, table, navigation, value)?,
                // Annotations that were read with the record and sent back.
                Some(_) => {}
                None => self.member(&mut body, table, name, value, depth)?,
            }
        }
        Ok(body)
    }

    fn member(&self, body: &mut Body, table: &Table, name: &str, value: &Json, depth: usize) -> Result<(), ApiError> {
        if let Some(column) = table.column(name).filter(|column| !column.is_lookup()) {
            if column.name == table.id {
                body.id = id(value).map_or_else(|| Err(unconvertible(table, column, value)), |id| Ok(Some(id)))?;
                return Ok(());
            }
            let writable = match self.purpose {
                Purpose::Create => column.create,
                Purpose::Update => column.update,
            };
            if writable || (self.service && column.computed.is_empty()) {
                body.values.push((column.name.clone(), self::value(table, column, value)?));
            }
            return Ok(());
        }
        if table.principal && name == "ownerid" {
            return Ok(());
        }
        match (table.navigations.get(name), value) {
            (Some(Navigation::One { column, target, .. }), Json::Null) => {
                body.binds.push(Bind { column: column.clone(), targets: targets(target), to: None });
                Ok(())
            }
            (Some(_), Json::Object(_) | Json::Array(_)) if self.purpose == Purpose::Update => Err(ApiError::payload(
                &table.set,
                format_args!(
                    "Microsoft.Crm.CrmException: Related records can't be written together with an update ('{name}')."
                ),
            )),
            (Some(Navigation::One { column, target, .. }), Json::Object(object)) => {
                let target = self.schema.table(target).ok_or_else(|| invalid(table, name))?;
                body.parents.push((column.clone(), target.name.clone(), self.read(object, target, depth + 1)?));
                Ok(())
            }
            (Some(navigation @ (Navigation::Many { .. } | Navigation::Across { .. })), Json::Array(items)) => {
                let target = self.schema.table(navigation.target()).ok_or_else(|| invalid(table, name))?;
                let children = items.iter().map(|item| match item {
                    Json::Object(object) => self.read(object, target, depth + 1),
                    _ => Err(invalid(table, name)),
                });
                body.children.push((name.into(), children.collect::<Result<_, _>>()?));
                Ok(())
            }
            _ if table.property(name).is_some() => Err(ApiError::payload(
                &table.set,
                "Microsoft.Crm.CrmException: CRM do not support direct update of Entity Reference properties, Use Navigation \
                 properties instead.",
            )),
            _ => Err(invalid(table, name)),
        }
    }
}

fn bind(body: &mut Body, table: &Table, name: &str, value: &Json) -> Result<(), ApiError> {
    let navigation = table.navigations.get(name).ok_or_else(|| undeclared(table, name))?;
    let wrong = || {
        ApiError::payload(
            &table.set,
            format_args!(
                "Microsoft.OData.ODataException: The value of '{name}@odata.bind' is no reference to a record."
            ),
        )
    };
    match (navigation, value) {
        (Navigation::One { column, target, .. }, Json::String(_) | Json::Null) => {
            let to = value.as_str().map(str::to_owned);
            if to.as_deref() == Some("") {
                return Err(wrong());
            }
            body.binds.push(Bind { column: column.clone(), targets: targets(target), to });
        }
        (Navigation::Many { .. } | Navigation::Across { .. }, Json::Array(items)) => {
            let links = items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
            body.links.push((name.into(), links.ok_or_else(wrong)?));
        }
        _ => return Err(wrong()),
    }
    Ok(())
}

fn targets(target: &str) -> Vec<String> {
    if target == PRINCIPAL { vec!["systemuser".into(), "team".into()] } else { vec![target.into()] }
}

fn undeclared(table: &Table, name: &str) -> ApiError {
    ApiError::payload(
        &table.set,
        format_args!(
            "Microsoft.OData.ODataException: An undeclared property '{name}' which only has property annotations in the payload \
             but no property value was found in the payload. In OData, only declared navigation properties and declared named \
             streams can be represented as properties without values."
        ),
    )
}

fn invalid(table: &Table, name: &str) -> ApiError {
    ApiError::payload(
        &table.set,
        format_args!(
            "Microsoft.Crm.CrmException: Invalid property '{name}' was found in entity '{}'. ---> Microsoft.OData.ODataException: \
             Does not support untyped value in non-open type.",
            table.qualified()
        ),
    )
}

fn unconvertible(table: &Table, column: &Column, value: &Json) -> ApiError {
    let literal = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let shown: String = literal.chars().take(200).collect();
    ApiError::payload(
        &table.set,
        format_args!(
            "Microsoft.OData.ODataException: Cannot convert the literal '{shown}' to the expected type '{}'.",
            column.edm()
        ),
    )
}

fn id(value: &Json) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

/// A JSON value as a column's value, before limits are checked.
pub fn value(table: &Table, column: &Column, value: &Json) -> Result<Value, ApiError> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    convert(column, value).ok_or_else(|| unconvertible(table, column, value))
}

fn convert(column: &Column, value: &Json) -> Option<Value> {
    let text = || value.as_str().map(str::to_owned);
    Some(match &column.kind {
        Kind::Text { .. } | Kind::Memo { .. } | Kind::EntityName | Kind::Binary => Value::Text(text()?),
        Kind::Choices(_) => Value::Text(choices(&text()?)?),
        Kind::Integer { .. } | Kind::Choice(_) | Kind::State | Kind::Status => {
            let number = value
                .as_i64()
                .or_else(|| value.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64))?;
            i32::try_from(number).ok()?;
            Value::Int(number)
        }
        // Whole numbers of 64 bits come as text from clients that would lose digits.
        Kind::BigInt => Value::Int(value.as_i64().or_else(|| value.as_str()?.parse().ok())?),
        Kind::Number { number, precision, .. } => {
            let given = value.as_f64()?;
            Value::Real(if *number == Number::Double { given } else { rounded(given, *precision) })
        }
        Kind::Boolean { .. } => Value::Bool(value.as_bool()?),
        Kind::DateTime { behavior: DateBehavior::DateOnly, .. } => Value::Text(civil_date(value.as_str()?)?),
        Kind::DateTime { behavior, whole_minutes, .. } => {
            let wall_clock = *behavior == DateBehavior::TimeZoneIndependent;
            let text = value.as_str()?;
            let mut moment =
                moment(text, wall_clock).or_else(|| civil_date(text).map(|day| format!("{day}T00:00:00Z")))?;
            if *whole_minutes {
                moment.replace_range(16.., ":00Z");
            }
            Value::Text(moment)
        }
        Kind::Guid => Value::Guid(id(value)?),
        Kind::Lookup(_) | Kind::Owner => return None,
    })
}

fn rounded(number: f64, digits: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(digits));
    let scaled = (number * scale).round() / scale;
    if scaled.is_finite() { scaled } else { number }
}

/// `1, 9` becomes `1,9`.
fn choices(text: &str) -> Option<String> {
    let numbers = text.split(',').map(|part| part.trim().parse::<i64>()).collect::<Result<Vec<_>, _>>().ok()?;
    Some(numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
}
