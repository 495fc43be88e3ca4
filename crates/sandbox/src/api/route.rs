//! From a resource path to what answers it.

use uuid::Uuid;

use super::{Answer, Method, Request, Writer, batch, metadata, operation, read::Collection, service};
use crate::{
    ApiError, Organisation, Transaction,
    odata::{Options, Resource, Segment},
    schema::{Navigation, PRINCIPAL, Table},
    store::Reference,
};

const NAMESPACE: &str = "Microsoft.Dynamics.CRM.";

/// Answers a request; errors become error answers. Everything that it writes is kept or undone as one, but for `$batch`, whose
/// parts stand for themselves.
pub fn answer(organisation: &Organisation, request: &Request) -> Answer {
    if request.path.trim_matches('/') == "$batch" {
        return batch::answer(organisation, request);
    }
    organisation
        .settle()
        .and_then(|()| organisation.request(|transaction| respond(organisation, transaction, request)))
        .unwrap_or_else(|error| Answer::error(&error, request))
}

/// Answers a request within a transaction.
pub fn respond(
    organisation: &Organisation,
    transaction: &mut Transaction,
    request: &Request,
) -> Result<Answer, ApiError> {
    let Resource(segments) = Resource::parse(&request.path)?;
    let options = Options::parse(&request.query)?;
    let mut writer = Writer { organisation, transaction, request };
    let Some((first, rest)) = segments.split_first() else {
        return service::document(&writer.context(), request.method);
    };
    match first.name.as_str() {
        "$metadata" => service::metadata(&writer.context(), request.method),
        "EntityDefinitions" | "RelationshipDefinitions" | "GlobalOptionSetDefinitions" => {
            metadata::answer(&writer.context(), &segments)
        }
        _ => match writer.transaction.schema().set(&first.name) {
            Some(table) => writer.set(table, first, rest, &options),
            None if rest.is_empty() => operation::unbound(&mut writer, first, &options),
            None => Err(ApiError::segment(&first.name)),
        },
    }
}

pub(super) fn not_allowed(method: Method) -> ApiError {
    ApiError::new(405, "0x8006088a", format!("The requested resource does not support http method '{method}'."))
}

impl<'a> Writer<'_, 'a> {
    fn set(
        &mut self,
        table: &'a Table,
        first: &Segment,
        rest: &[Segment],
        options: &Options,
    ) -> Result<Answer, ApiError> {
        let Some(key) = first.key()? else {
            let collection = Collection { table, path: table.set.clone(), within: None };
            return self.collection(&collection, rest, options);
        };
        // An update may create: the record need not be there.
        if rest.is_empty() && self.request.method == Method::Patch {
            return self.patch(table, &key, options);
        }
        let id = self.transaction.identify(table, &key)?;
        self.record(table, id, rest, options)
    }

    fn collection(
        &mut self,
        collection: &Collection<'a>,
        rest: &[Segment],
        options: &Options,
    ) -> Result<Answer, ApiError> {
        match (self.request.method, rest) {
            (Method::Get, []) => self.query(collection, options),
            (Method::Post, []) => self.create(collection.table, options, collection.within),
            (Method::Get, [only]) if only.name == "$count" => match &options.deltatoken {
                Some(token) => self.context().delta_count(collection, token, options),
                None => self.context().count(collection, options),
            },
            (Method::Post, [only]) if collection.within.is_none() && only.name.starts_with(NAMESPACE) => {
                self.bulk(collection.table, &only.name[NAMESPACE.len()..])
            }
            (method, []) => Err(not_allowed(method)),
            (_, [next, ..]) => Err(ApiError::segment(&next.name)),
        }
    }

    /// A collection's records by whichever of the query languages was spoken.
    fn query(&self, collection: &Collection<'a>, options: &Options) -> Result<Answer, ApiError> {
        let context = self.context();
        if let Some(token) = &options.deltatoken {
            return context.delta(collection, token, options);
        }
        match (&options.fetch, &options.saved_query, &options.user_query, &options.apply) {
            (None, None, None, None) => context.page(collection, options),
            (Some(text), None, None, None) => context.fetch(collection, text, options),
            (None, Some(id), None, None) => context.view(collection, "savedquery", id, options),
            (None, None, Some(id), None) => context.view(collection, "userquery", id, options),
            (None, None, None, Some(text)) => context.apply(collection, text, options),
            _ => Err(ApiError::query("fetchXml, savedQuery, userQuery and $apply exclude each other.")),
        }
    }

    /// Walks on from a record.
    fn record(&mut self, table: &'a Table, id: Uuid, rest: &[Segment], options: &Options) -> Result<Answer, ApiError> {
        let method = self.request.method;
        let Some((next, after)) = rest.split_first() else {
            return match method {
                Method::Get => self.context().one(table, id, options, true),
                Method::Delete => self.delete(table, id),
                other => Err(not_allowed(other)),
            };
        };
        if let Some(name) = next.name.strip_prefix(NAMESPACE) {
            if name == table.name {
                return self.record(table, id, after, options);
            }
            let target = Reference::to(&table.name, id);
            return operation::bound(self, target, name, next, options);
        }
        if operation::is_bound_to(self.organisation, &next.name, table) {
            return Err(ApiError::query("Request message has unresolved parameters."));
        }
        if let Some(navigation) = table.navigations.get(&next.name) {
            return self.navigate(table, id, navigation, next, after, options);
        }
        match (method, after) {
            (Method::Get, []) => self.context().single_value(table, id, &next.name, false),
            (Method::Get, [raw]) if raw.name == "$value" => self.context().single_value(table, id, &next.name, true),
            (Method::Put, []) => self.put_property(table, id, &next.name),
            (Method::Delete, []) => self.delete_property(table, id, &next.name),
            (other, []) => Err(not_allowed(other)),
            (_, [further, ..]) => Err(ApiError::segment(&further.name)),
        }
    }

    fn navigate(
        &mut self,
        table: &'a Table,
        id: Uuid,
        navigation: &'a Navigation,
        segment: &Segment,
        after: &[Segment],
        options: &Options,
    ) -> Result<Answer, ApiError> {
        let method = self.request.method;
        let reference = matches!(after, [only] if only.name == "$ref");
        let key = segment.key()?;
        if reference {
            match (method, navigation.is_collection()) {
                (Method::Post, true) | (Method::Put | Method::Post, false) => {
                    return self.associate(table, id, &segment.name);
                }
                (Method::Delete, _) => {
                    let other = match &key {
                        None => None,
                        Some(key) => Some(self.transaction.identify(self.target(navigation)?, key)?),
                    };
                    return self.disassociate(table, id, &segment.name, other, options);
                }
                (Method::Get, _) => {}
                (other, _) => return Err(not_allowed(other)),
            }
        }
        if navigation.is_collection() {
            let target = self.target(navigation)?;
            let path = format!("{}({id})/{}", table.set, segment.name);
            let collection = Collection { table: target, path, within: Some((navigation, table, id)) };
            return match key {
                None if reference => self.context().references(&collection, options),
                None => self.collection(&collection, after, options),
                Some(key) => {
                    let other = self.transaction.identify(target, &key)?;
                    if !self.transaction.is_within(navigation, table, id, target, other)? {
                        return Err(ApiError::missing(&target.name, other));
                    }
                    self.record(target, other, after, options)
                }
            };
        }
        if after.is_empty() && method != Method::Get {
            // Deleting by a lookup would delete the record it points to, which is never what was meant.
            return Err(ApiError::query(format!(
                "'{}' is a navigation property: it is set and cleared by its $ref or by '{0}@odata.bind'.",
                segment.name
            )));
        }
        let Navigation::One { column, .. } = navigation else { return Err(ApiError::segment(&segment.name)) };
        let column = table.column(column).into_iter().collect();
        let row = self.transaction.row(table, id, column)?.ok_or_else(|| ApiError::missing(&table.name, id))?;
        let linked = row.values_of().find_map(|value| match value {
            crate::Value::Reference(to) if navigation.target() == PRINCIPAL || navigation.target() == to.table => {
                Some(to.clone())
            }
            _ => None,
        });
        let Some(linked) = linked else {
            return if method == Method::Get { Ok(Answer::nothing()) } else { Err(ApiError::segment(&segment.name)) };
        };
        let target = self.context().table(&linked.table)?;
        if reference {
            return Ok(self.context().single_reference(target, linked.id));
        }
        self.record(target, linked.id, after, options)
    }

    fn target(&self, navigation: &Navigation) -> Result<&'a Table, ApiError> {
        self.context().table(navigation.target())
    }
}
