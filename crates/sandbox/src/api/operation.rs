//! Actions and functions (reference/web-api.md 11).

use serde_json::{Map, Value as Json};

use super::{Answer, Method, Writer, route::not_allowed};
use crate::{
    ApiError, Organisation, Transaction,
    odata::{Options, Segment, Token, tokens},
    schema::Table,
    store::Reference,
};

/// How an operation is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `POST`, parameters in the body.
    Action,
    /// `GET`, parameters in the URL.
    Function,
}

/// A parameter and its EDM type, such as `Edm.String`.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Name as on the wire.
    pub name: &'static str,
    /// EDM type.
    pub edm: &'static str,
    /// Whether a call without it is turned down.
    pub required: bool,
}

/// One call.
pub struct Call<'a> {
    /// The record that a bound operation is called on.
    pub target: Option<Reference>,
    /// Parameters by name.
    pub parameters: Map<String, Json>,
    /// Origin that the client used, such as `http://localhost:8080`.
    pub origin: &'a str,
    /// The organisation.
    pub organisation: &'a Organisation,
}

impl Call<'_> {
    /// A parameter that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).and_then(Json::as_str)
    }
}

/// What carries an operation out: the members of the answer, or `None` for 204.
pub type Handler = fn(&mut Transaction, &Call) -> Result<Option<Map<String, Json>>, ApiError>;

/// An action or function of the organisation.
#[derive(Clone, Copy)]
pub struct Operation {
    /// Name without namespace, such as `WhoAmI`.
    pub name: &'static str,
    /// Action or function.
    pub kind: Kind,
    /// Logical name of the table whose records it is bound to.
    pub bound: Option<&'static str>,
    /// Parameters beyond the binding.
    pub parameters: &'static [Parameter],
    /// What it does.
    pub handler: Handler,
}

/// Whether a bare name is an operation that needs its namespace here.
pub fn is_bound_to(organisation: &Organisation, name: &str, table: &Table) -> bool {
    organisation.operations().iter().any(|one| one.name == name && one.bound == Some(table.name.as_str()))
}

/// Calls an unbound operation by its bare name; an unknown one is an unknown segment.
pub fn unbound(writer: &mut Writer, segment: &Segment, options: &Options) -> Result<Answer, ApiError> {
    call(writer, None, &segment.name, segment, options)
}

/// Calls an operation on a record.
pub fn bound(
    writer: &mut Writer,
    target: Reference,
    name: &str,
    segment: &Segment,
    options: &Options,
) -> Result<Answer, ApiError> {
    call(writer, Some(target), name, segment, options)
}

fn call(
    writer: &mut Writer,
    target: Option<Reference>,
    name: &str,
    segment: &Segment,
    options: &Options,
) -> Result<Answer, ApiError> {
    let table = target.as_ref().map(|target| target.table.as_str());
    let found = writer.organisation.operations().iter().find(|one| one.name == name && one.bound == table);
    let operation = *found.ok_or_else(|| ApiError::segment(&segment.name))?;
    let parameters = match (operation.kind, writer.request.method) {
        (Kind::Function, Method::Get) => arguments(segment, options)?,
        (Kind::Action, Method::Post) => body(&writer.request.body, name)?,
        (_, method) => return Err(not_allowed(method)),
    };
    check(&operation, &parameters)?;
    let organisation = writer.organisation;
    let call = Call { target, parameters, origin: &writer.request.origin, organisation };
    let members = (operation.handler)(writer.transaction, &call)?;
    Ok(match members {
        None => Answer::nothing(),
        Some(members) => {
            let root = writer.request.root();
            Answer::members(format!("{root}$metadata#Microsoft.Dynamics.CRM.{name}Response"), members)
        }
    })
}

fn check(operation: &Operation, parameters: &Map<String, Json>) -> Result<(), ApiError> {
    if let Some(name) = parameters.keys().find(|name| operation.parameters.iter().all(|known| known.name != **name)) {
        let kind = if operation.kind == Kind::Action { "payload" } else { "URL" };
        return Err(ApiError::payload(
            operation.name,
            format_args!(
                "Microsoft.OData.ODataException: The parameter '{name}' in the request {kind} is not a valid parameter for the \
                 operation '{}'.",
                operation.name
            ),
        ));
    }
    for parameter in operation.parameters {
        let value = parameters.get(parameter.name).filter(|value| !value.is_null());
        match value {
            None if parameter.required => {
                return Err(ApiError::argument(format!("Required field '{}' is missing.", parameter.name)));
            }
            Some(value) if !fits(parameter.edm, value) => {
                return Err(ApiError::payload(
                    operation.name,
                    format_args!(
                        "Microsoft.OData.ODataException: Cannot convert the literal '{value}' to the expected type '{}'.",
                        parameter.edm
                    ),
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

fn fits(edm: &str, value: &Json) -> bool {
    match edm {
        "Edm.String" | "Edm.DateTimeOffset" | "Edm.Guid" => value.is_string(),
        "Edm.Int32" | "Edm.Int64" => value.is_i64(),
        "Edm.Boolean" => value.is_boolean(),
        "Edm.Double" | "Edm.Decimal" => value.is_number(),
        _ => true,
    }
}

fn body(bytes: &[u8], name: &str) -> Result<Map<String, Json>, ApiError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    let fault = |detail: String| ApiError::payload(name, format_args!("Microsoft.OData.ODataException: {detail}"));
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(mut object)) => {
            object.retain(|name, _| !name.contains('@'));
            Ok(object)
        }
        Ok(_) => Err(fault("The body must be a JSON object.".into())),
        Err(error) => Err(fault(format!("Invalid JSON. {error}"))),
    }
}

/// `A=@p1,B='x'`, aliases replaced by what stands for them.
fn arguments(segment: &Segment, options: &Options) -> Result<Map<String, Json>, ApiError> {
    let text = segment.arguments.as_deref().unwrap_or_default();
    let bad = || ApiError::query(format!("Syntax error in the parameters of '{}'.", segment.name));
    let mut found = Map::new();
    let mut rest = tokens(text)?.into_iter().map(|(token, _)| token);
    loop {
        let name = match rest.next() {
            Some(Token::Word(name)) => name,
            Some(Token::End) if found.is_empty() => return Ok(found),
            _ => return Err(bad()),
        };
        if rest.next() != Some(Token::Mark('=')) {
            return Err(bad());
        }
        let value = match rest.next().ok_or_else(bad)? {
            Token::Alias(alias) => {
                options.aliases.get(&alias).map_or(Ok(Json::Null), |text| literal(text).ok_or_else(bad))?
            }
            Token::Text(text) | Token::Enum(text) => Json::String(text),
            Token::Word(word) => literal(&word).ok_or_else(bad)?,
            _ => return Err(bad()),
        };
        found.insert(name, value);
        match rest.next() {
            Some(Token::Mark(',')) => {}
            Some(Token::End) => return Ok(found),
            _ => return Err(bad()),
        }
    }
}

/// The value of an alias: JSON, a quoted text, an enumeration member. Objects may be quoted singly.
fn literal(text: &str) -> Option<Json> {
    let text = text.trim();
    match tokens(text).ok()?.as_slice() {
        [(Token::Text(inner), _), _] if !text.starts_with('{') => return Some(Json::String(inner.clone())),
        [(Token::Enum(inner), _), _] => return Some(Json::String(inner.clone())),
        _ => {}
    }
    if let Ok(json) = serde_json::from_str(text) {
        return Some(json);
    }
    if text.starts_with(['{', '[']) {
        return serde_json::from_str(&text.replace('\'', "\"")).ok();
    }
    Some(Json::String(text.into()))
}
