//! Links between records (`reference/web-api.md 6`), and single columns (5).

use serde_json::{Map, Value};

use super::Client;
use crate::answer;
use crate::batch::Target;
use crate::body::json;
use crate::call::{self, Call, record};
use crate::error::{Error, Subject, read_nothing};
use crate::transport::{Method, Transport};

impl<T: Transport> Client<T> {
    /// Adds a record to a collection-valued navigation property, whose name is case-sensitive: the other side of a
    /// lookup, or a many-to-many relationship.
    pub async fn associate(&self, from: &Target, collection: &str, to: &Target) -> Result<(), Error> {
        self.done(call::associate(from, collection, self.absolute(to))).await
    }

    /// Takes a record out of a collection-valued navigation property.
    pub async fn disassociate(&self, from: &Target, collection: &str, id: &str) -> Result<(), Error> {
        self.done(call::disassociate(from, collection, id)).await
    }

    /// Points a single-valued navigation property at a record, as [`Body::bind`](crate::Body::bind) does together with
    /// other columns.
    pub async fn set_reference(&self, from: &Target, navigation: &str, to: &Target) -> Result<(), Error> {
        self.done(call::set_reference(from, navigation, self.absolute(to))).await
    }

    /// Empties a single-valued navigation property.
    pub async fn clear_reference(&self, from: &Target, navigation: &str) -> Result<(), Error> {
        self.done(call::clear_reference(from, navigation)).await
    }

    /// Reads one column of a record; null if it is empty.
    pub async fn property(&self, set: &str, id: &str, column: &str) -> Result<Value, Error> {
        let call = Call::new(Method::Get, format!("{}/{column}", record(set, id)));
        let mut value = answer::value(&self.send(call, Subject::Record).await?)?;
        Ok(value.get_mut("value").map(Value::take).unwrap_or_default())
    }

    /// Writes one column of a record that exists.
    pub async fn set_property(&self, set: &str, id: &str, column: &str, value: Value) -> Result<(), Error> {
        let body = json(&Map::from_iter([("value".to_owned(), value)]));
        self.done(Call::new(Method::Put, format!("{}/{column}", record(set, id))).body(body)).await
    }

    /// Empties one column of a record that exists. Lookups are emptied by [`Client::clear_reference`].
    pub async fn clear_property(&self, set: &str, id: &str, column: &str) -> Result<(), Error> {
        self.done(Call::new(Method::Delete, format!("{}/{column}", record(set, id)))).await
    }

    async fn done(&self, call: Call) -> Result<(), Error> {
        read_nothing(&self.send(call, Subject::Record).await?)
    }

    /// The address of a record as a value of `@odata.id`.
    fn absolute(&self, target: &Target) -> String {
        let address = self.address(&target.0);
        let origin = if self.shared.root.is_empty() { self.shared.transport.origin() } else { None };
        format!("{}{address}", origin.unwrap_or_default())
    }
}
