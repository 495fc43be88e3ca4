//! Table definitions as metadata (reference/web-api.md 12).

mod attribute;
mod changes;
mod condition;
mod entity;
mod item;
mod label;
mod relationship;
mod view;

use serde_json::{Map, Value as Json};

pub use self::changes::retrieve as retrieve_changes;
use self::{
    item::{Item, Linked},
    view::View,
};
use super::{Answer, Context, Method, route::not_allowed};
use crate::{
    ApiError,
    odata::{Key, Literal, Options, Segment},
    schema::{Language, Schema},
};

const NAMESPACE: &str = "Microsoft.Dynamics.CRM.";

/// What descriptions of metadata draw on.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The tables.
    pub schema: &'a Schema,
    /// The user's language.
    pub language: Language,
}

/// Where a path has led.
enum Place<'a> {
    Many(Vec<Item<'a>>),
    One(Item<'a>),
    /// A complex property, or one that is empty.
    Value(Json),
}

/// Answers `GET` below `EntityDefinitions`, `RelationshipDefinitions` and `GlobalOptionSetDefinitions`.
pub fn answer(context: &Context, segments: &[Segment]) -> Result<Answer, ApiError> {
    if context.request.method != Method::Get {
        return Err(not_allowed(context.request.method));
    }
    let options = Options::parse(&context.request.query)?;
    let source = Source { schema: context.schema(), language: context.culture()?.language };
    let (mut place, mut kind) = (Place::Value(Json::Null), None);
    for (at, segment) in segments.iter().enumerate() {
        if let Some(cast) = segment.name.strip_prefix(NAMESPACE) {
            place = cast_to(place, cast, source)?;
            kind = Some(cast.to_owned());
        } else if at == 0 {
            let items = root(&segment.name, source);
            if segment.name == "GlobalOptionSetDefinitions" && options.filter.is_some() {
                return Err(ApiError::query("The query parameter $filter is not supported."));
            }
            place = Place::Many(items);
        } else {
            place = follow(place, &segment.name, source)?;
            kind = None;
        }
        if let Some(key) = segment.key()? {
            place = pick(place, &key, segment, source)?;
        }
    }
    let path = segments.iter().map(|segment| match &segment.arguments {
        Some(key) => format!("{}({})", segment.name, key.split_once('=').map_or(key.as_str(), |(_, value)| value)),
        None => segment.name.clone(),
    });
    let path = path.collect::<Vec<_>>().join("/");
    show(context, place, &options, source, kind.as_deref(), &path)
}

fn root<'a>(name: &str, source: Source<'a>) -> Vec<Item<'a>> {
    let schema = source.schema;
    let public = |table: &str| schema.table(table).is_some_and(|table| !table.private) || table == "owner";
    match name {
        "EntityDefinitions" => schema.tables().iter().filter(|table| !table.private).map(Item::Table).collect(),
        "RelationshipDefinitions" => {
            let ones = schema.one_to_many().iter().filter(|one| public(&one.referencing) && public(&one.referenced));
            ones.map(Item::OneToMany).chain(schema.many_to_many().iter().map(Item::ManyToMany)).collect()
        }
        _ => schema.choices().iter().map(Item::OptionSet).collect(),
    }
}

fn cast_to<'a>(place: Place<'a>, cast: &str, source: Source) -> Result<Place<'a>, ApiError> {
    match place {
        Place::Many(items) => Ok(Place::Many(
            items.into_iter().filter(|item| item.kind(source).is_some_and(|kind| kind == cast)).collect(),
        )),
        Place::One(item) if item.kind(source).is_some_and(|kind| kind == cast) => Ok(Place::One(item)),
        _ => Err(ApiError::segment(&format!("{NAMESPACE}{cast}"))),
    }
}

fn follow<'a>(place: Place<'a>, name: &str, source: Source<'a>) -> Result<Place<'a>, ApiError> {
    let Place::One(item) = place else { return Err(ApiError::segment(name)) };
    if let Some(linked) = item.link(name, source) {
        return Ok(match linked {
            Linked::Many(items) => Place::Many(items),
            Linked::One(Some(item)) => Place::One(item),
            Linked::One(None) => Place::Value(Json::Null),
        });
    }
    let mut fields = item.fields(source);
    fields.remove(name).map(Place::Value).ok_or_else(|| ApiError::segment(name))
}

fn pick<'a>(place: Place<'a>, key: &Key, segment: &Segment, source: Source) -> Result<Place<'a>, ApiError> {
    let Place::Many(items) = place else { return Err(ApiError::segment(&segment.name)) };
    let found = items.into_iter().find(|item| match key {
        Key::Id(id) => item.id(source) == *id,
        Key::Named(named) => named.iter().all(|(name, value)| match (item.fields(source).get(name), value) {
            (Some(Json::String(own)), Literal::Text(text)) => own == text,
            _ => false,
        }),
    });
    found.map(Place::One).ok_or_else(|| {
        let wanted = segment.arguments.as_deref().unwrap_or_default();
        ApiError::new(404, "0x80060888", format!("The definition with {wanted} was not found in the MetadataCache."))
    })
}

fn show(
    context: &Context,
    place: Place,
    options: &Options,
    source: Source,
    cast: Option<&str>,
    path: &str,
) -> Result<Answer, ApiError> {
    if options.top.is_some() || options.orderby.is_some() {
        return Err(ApiError::query("The query parameters $top and $orderby are not supported for metadata."));
    }
    let view = View::of(options, cast)?;
    let columns = options.select.as_deref().map_or(String::new(), |select| format!("({select})"));
    let root = context.request.root();
    match place {
        Place::Many(items) => {
            let shown = view.many(&items, source)?;
            let mut members = Map::new();
            if options.count {
                members.insert("@odata.count".into(), shown.len().into());
            }
            members.insert("value".into(), shown.into());
            Ok(Answer::members(format!("{root}$metadata#{path}{columns}"), members))
        }
        Place::One(item) => {
            let shown = view.one(&item, source)?;
            Ok(Answer::members(format!("{root}$metadata#{path}{columns}/$entity"), shown))
        }
        Place::Value(Json::Null) => Ok(Answer::nothing()),
        Place::Value(Json::Object(members)) => Ok(Answer::members(format!("{root}$metadata#{path}"), members)),
        Place::Value(value) => {
            let mut members = Map::new();
            members.insert("value".into(), value);
            Ok(Answer::members(format!("{root}$metadata#{path}"), members))
        }
    }
}
