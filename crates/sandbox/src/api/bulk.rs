//! `CreateMultiple`, `UpdateMultiple` and `UpsertMultiple`: all or nothing, as standard tables have it. `DeleteMultiple` exists for
//! elastic tables alone, and these tables are none.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{Answer, Writer};
use crate::{
    ApiError,
    odata::{Body, Key, Purpose, Resource},
    schema::Table,
    store::adopt_key,
};

/// One record of a bulk operation.
struct Target {
    /// Its key, where it was named.
    key: Option<Key>,
    /// Its values.
    members: Map<String, Json>,
}

impl<'a> Writer<'_, 'a> {
    /// Carries out a bulk operation on a set; `name` is without namespace.
    pub fn bulk(&mut self, table: &'a Table, name: &str) -> Result<Answer, ApiError> {
        match name {
            "CreateMultiple" => {
                let mut ids = Vec::new();
                for target in self.targets(table)? {
                    ids.push(self.create_target(table, target)?);
                }
                let context = format!("{}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse", self.request.root());
                let mut members = Map::new();
                members.insert("Ids".into(), json!(ids));
                Ok(Answer::members(context, members))
            }
            "UpdateMultiple" => {
                for target in self.targets(table)? {
                    let key = target.key.as_ref().ok_or_else(|| unnamed(table))?;
                    let id = self.transaction.identify(table, key)?;
                    self.update_target(table, id, &target.members)?;
                }
                Ok(Answer::nothing())
            }
            "UpsertMultiple" => {
                for target in self.targets(table)? {
                    let known = target.key.as_ref().map(|key| self.transaction.look_up(table, key)).transpose()?;
                    match known.flatten() {
                        Some(id) => self.update_target(table, id, &target.members)?,
                        None => {
                            self.create_target(table, target)?;
                        }
                    }
                }
                Ok(Answer::nothing())
            }
            _ => Err(ApiError::segment(&format!("Microsoft.Dynamics.CRM.{name}"))),
        }
    }

    fn create_target(&mut self, table: &'a Table, target: Target) -> Result<Uuid, ApiError> {
        let mut body = Body::read(&target.members, self.transaction.schema(), table, Purpose::Create, false)?;
        match &target.key {
            Some(Key::Id(id)) => body.id = Some(*id),
            Some(Key::Named(named)) => adopt_key(table, named, &mut body)?,
            None => {}
        }
        let id = self.transaction.create_from(table, body)?;
        self.refuse_duplicate(table, id)?;
        Ok(id)
    }

    fn update_target(&mut self, table: &'a Table, id: Uuid, members: &Map<String, Json>) -> Result<(), ApiError> {
        let body = Body::read(members, self.transaction.schema(), table, Purpose::Update, false)?;
        self.transaction.update_from(table, id, body)?;
        self.refuse_duplicate(table, id)
    }

    fn targets(&self, table: &Table) -> Result<Vec<Target>, ApiError> {
        let mut object = self.object(&table.set)?;
        let Some(Json::Array(targets)) = object.remove("Targets") else {
            return Err(ApiError::argument("Required field 'Targets' is missing."));
        };
        targets.into_iter().map(|target| read(table, target)).collect()
    }
}

fn read(table: &Table, target: Json) -> Result<Target, ApiError> {
    let fault = |detail: &str| ApiError::payload(&table.set, format_args!("Microsoft.OData.ODataException: {detail}"));
    let Json::Object(mut members) = target else { return Err(fault("An item of 'Targets' is no object.")) };
    let kind = members.remove("@odata.type");
    let kind = kind.as_ref().and_then(Json::as_str).map(|kind| kind.trim_start_matches('#'));
    if kind != Some(&table.qualified()) {
        return Err(fault("Every item of 'Targets' must have the '@odata.type' of the set's records."));
    }
    let mut key = None;
    if let Some(uri) = members.remove("@odata.id") {
        let (set, named) = Resource::reference(uri.as_str().unwrap_or_default())?;
        if set != table.set {
            return Err(fault("The '@odata.id' of an item leads to another set."));
        }
        key = Some(named);
    }
    if let Some(id) = members.remove(&table.id) {
        let id = id.as_str().and_then(|id| Uuid::parse_str(id).ok());
        key = Some(Key::Id(id.ok_or_else(|| fault("The key of an item is no GUID."))?));
    }
    Ok(Target { key, members })
}

fn unnamed(table: &Table) -> ApiError {
    ApiError::argument(format!("Every item of 'Targets' must have its key, '{}'.", table.id))
}
