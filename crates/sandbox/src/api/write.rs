//! Creates, updates, upserts and deletes (reference/web-api.md 3, 5).

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{Answer, Context, Request};
use crate::{
    ApiError, Organisation, Transaction,
    odata::{Bind, Body, Key, Options, Purpose, value_of_json},
    schema::{Navigation, Table},
    store::adopt_key,
};

/// A request that may write, within its transaction.
pub struct Writer<'w, 'a> {
    /// The organisation.
    pub organisation: &'w Organisation,
    /// The transaction.
    pub transaction: &'w mut Transaction<'a>,
    /// The request.
    pub request: &'w Request,
}

impl<'a> Writer<'_, 'a> {
    /// For the part of the answer that reads.
    pub fn context(&self) -> Context<'_, 'a> {
        Context::new(self.organisation, self.transaction, self.request)
    }

    /// The body, which must be a JSON object.
    pub(super) fn object(&self, set: &str) -> Result<Map<String, Json>, ApiError> {
        let json = self.request.header("content-type").is_none_or(|kind| kind.to_ascii_lowercase().contains("json"));
        if !json {
            return Err(ApiError::new(415, "0x8006088a", "The content type of a body must be application/json."));
        }
        let fault = |detail: String| ApiError::payload(set, format_args!("Microsoft.OData.ODataException: {detail}"));
        match serde_json::from_slice(&self.request.body) {
            Ok(Json::Object(object)) => Ok(object),
            Ok(_) => Err(fault("The body must be a JSON object.".into())),
            Err(error) => Err(fault(format!("Invalid JSON. {error}"))),
        }
    }

    /// `POST` to a set, or to a collection of a record, in which the new record is put.
    pub fn create(
        &mut self,
        table: &'a Table,
        options: &Options,
        within: Option<(&'a Navigation, &'a Table, Uuid)>,
    ) -> Result<Answer, ApiError> {
        let object = self.object(&table.set)?;
        let mut body = Body::read(&object, self.transaction.schema(), table, Purpose::Create, false)?;
        if let Some((Navigation::Many { column, .. }, owner, id)) = within {
            let to = Some(format!("/{}({id})", owner.set));
            body.binds.push(Bind { column: column.clone(), targets: vec![owner.name.clone()], to });
        }
        let id = self.transaction.create_from(table, body)?;
        if let Some((navigation @ Navigation::Across { .. }, owner, other)) = within {
            self.transaction.relate(owner, other, navigation, id, true)?;
        }
        self.refuse_duplicate(table, id)?;
        self.created(table, id, options)
    }

    fn created(&self, table: &'a Table, id: Uuid, options: &Options) -> Result<Answer, ApiError> {
        let context = self.context();
        if context.preferences.representation {
            return Ok(context.one(table, id, options, true)?.status(201));
        }
        Ok(Answer::nothing().header("OData-EntityId", context.link(table, id)))
    }

    /// `PATCH`: update or upsert, by the preconditions.
    pub fn patch(&mut self, table: &'a Table, key: &Key, options: &Options) -> Result<Answer, ApiError> {
        let object = self.object(&table.set)?;
        let known = self.transaction.look_up(table, key)?;
        let none_match = self.request.header("if-none-match").map(str::trim);
        match known {
            Some(_) if none_match == Some("*") => Err(ApiError::exists()),
            Some(id) => {
                self.precondition(table, id)?;
                let body = Body::read(&object, self.transaction.schema(), table, Purpose::Update, false)?;
                self.transaction.update_from(table, id, body)?;
                self.refuse_duplicate(table, id)?;
                let context = self.context();
                if context.preferences.representation {
                    return context.one(table, id, options, false);
                }
                Ok(Answer::nothing().header("OData-EntityId", context.link(table, id)))
            }
            None if self.request.header("if-match").is_some() => {
                // Neither `*` nor an ETag can match what is not there.
                Err(self.transaction.identify(table, key).err().unwrap_or_else(|| ApiError::unexpected("upsert")))
            }
            None => {
                let mut body = Body::read(&object, self.transaction.schema(), table, Purpose::Create, false)?;
                match key {
                    Key::Id(id) => body.id = Some(*id),
                    Key::Named(named) => adopt_key(table, named, &mut body)?,
                }
                let id = self.transaction.create_from(table, body)?;
                self.refuse_duplicate(table, id)?;
                self.created(table, id, options)
            }
        }
    }

    /// `DELETE` of a record.
    pub fn delete(&mut self, table: &'a Table, id: Uuid) -> Result<Answer, ApiError> {
        self.precondition(table, id)?;
        self.transaction.delete(&table.name, id)?;
        Ok(Answer::nothing())
    }

    /// `PUT …/name {"value":…}`
    pub fn put_property(&mut self, table: &'a Table, id: Uuid, name: &str) -> Result<Answer, ApiError> {
        let column = table.column(name).filter(|column| !column.is_lookup());
        let column = column.ok_or_else(|| ApiError::segment(name))?;
        self.precondition(table, id)?;
        let object = self.object(&table.set)?;
        let value = object.get("value").ok_or_else(|| {
            ApiError::payload(&table.set, "Microsoft.OData.ODataException: The body must have a member 'value'.")
        })?;
        if column.update {
            let value = value_of_json(table, column, value)?;
            let body = Body { values: vec![(column.name.clone(), value)], ..Body::default() };
            self.transaction.update_from(table, id, body)?;
        }
        Ok(Answer::nothing())
    }

    /// `DELETE …/description`: clears a value; not for lookups.
    pub fn delete_property(&mut self, table: &'a Table, id: Uuid, name: &str) -> Result<Answer, ApiError> {
        let column = table.column(name).filter(|column| !column.is_lookup() && column.update);
        let column = column.ok_or_else(|| {
            ApiError::query(format!(
                "The property '{name}' can't be deleted; a navigation property is cleared by its $ref."
            ))
        })?;
        self.precondition(table, id)?;
        let body = Body { values: vec![(column.name.clone(), crate::Value::Null)], ..Body::default() };
        self.transaction.update_from(table, id, body)?;
        Ok(Answer::nothing())
    }

    /// `PUT` or `POST …/nav/$ref`: associates the record that the body names.
    pub fn associate(&mut self, table: &'a Table, id: Uuid, name: &str) -> Result<Answer, ApiError> {
        let object = self.object(&table.set)?;
        let uri = object.get("@odata.id").and_then(Json::as_str).ok_or_else(|| {
            ApiError::payload(&table.set, "Microsoft.OData.ODataException: The body must name a record by '@odata.id'.")
        })?;
        let navigation = table.navigations.get(name).ok_or_else(|| ApiError::segment(name))?;
        match navigation {
            Navigation::One { .. } => self.set_lookup(table, id, name, Some(uri)),
            navigation => {
                let other = self.transaction.resolve(uri)?;
                if other.table != navigation.target() {
                    let message = format!("'{uri}' is no record of '{}'.", navigation.target());
                    return Err(ApiError::query(message));
                }
                if !self.transaction.exists(table, id)? {
                    return Err(ApiError::missing(&table.name, id));
                }
                self.transaction.relate(table, id, navigation, other.id, true)?;
                Ok(Answer::nothing())
            }
        }
    }

    /// `DELETE …/nav/$ref`: empties a lookup, or takes a record out of a collection.
    pub fn disassociate(
        &mut self,
        table: &'a Table,
        id: Uuid,
        name: &str,
        other: Option<Uuid>,
        options: &Options,
    ) -> Result<Answer, ApiError> {
        let navigation = table.navigations.get(name).ok_or_else(|| ApiError::segment(name))?;
        if !navigation.is_collection() {
            return self.set_lookup(table, id, name, None);
        }
        let other = match (other, options.id.as_deref()) {
            (Some(other), _) => other,
            (None, Some(uri)) => self.transaction.resolve(uri)?.id,
            (None, None) => {
                return Err(ApiError::query("Which record to take out must be named by its key or by $id."));
            }
        };
        self.transaction.relate(table, id, navigation, other, false)?;
        Ok(Answer::nothing())
    }

    fn set_lookup(&mut self, table: &'a Table, id: Uuid, name: &str, uri: Option<&str>) -> Result<Answer, ApiError> {
        let mut object = Map::new();
        object.insert(format!("{name}@odata.bind"), uri.map_or(Json::Null, Json::from));
        let body = Body::read(&object, self.transaction.schema(), table, Purpose::Update, false)?;
        self.transaction.update_from(table, id, body)?;
        Ok(Answer::nothing())
    }

    /// `If-Match` with an ETag.
    fn precondition(&self, table: &'a Table, id: Uuid) -> Result<(), ApiError> {
        let Some(wanted) = self.request.header("if-match").map(str::trim).filter(|wanted| *wanted != "*") else {
            return Ok(());
        };
        let version = table.column("versionnumber").into_iter().collect();
        let row = self.transaction.row(table, id, version)?.ok_or_else(|| ApiError::missing(&table.name, id))?;
        let current = super::record::etag(&row);
        let matches = wanted.split(',').any(|one| one.trim() == current);
        if matches { Ok(()) } else { Err(ApiError::stale()) }
    }
}
