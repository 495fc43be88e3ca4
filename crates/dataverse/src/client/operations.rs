//! Calling actions and functions (`reference/web-api.md 11`).

use serde_json::{Map, Value};

use super::Client;
use crate::answer;
use crate::call::{self, Call};
use crate::error::{Error, Subject};
use crate::transport::{Method, Response, Transport};
use crate::url;

/// Who is signed in; ids, lower-case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoAmI {
    /// The user.
    pub user: String,
    /// The user's business unit.
    pub business_unit: String,
    /// The organisation.
    pub organization: String,
}

impl<T: Transport> Client<T> {
    /// Calls an action with its parameters. Unbound by its bare name; bound by the path of the record and the qualified
    /// name, such as `contacts(…)/Microsoft.Dynamics.CRM.Name`. `Null` if it gives no result. An action that the
    /// organisation lacks is [`Error::is_service_missing`].
    pub async fn action(&self, name: &str, body: &Map<String, Value>) -> Result<Value, Error> {
        answer::value(&self.send(call::action(name, body), Subject::Resource).await?)
    }

    /// Calls a function: its path below the service root with parameters, such as `WhoAmI` or `F(A=@a)?@a='x'`. Values
    /// from outside go through [`encode`](crate::encode) first; `Null` if it gives no result.
    pub async fn function(&self, path: &str) -> Result<Value, Error> {
        answer::value(&self.read(path).await?)
    }

    /// Asks who is signed in.
    pub async fn who_am_i(&self) -> Result<WhoAmI, Error> {
        let answer = self.function("WhoAmI").await?;
        let id = |name: &str| {
            let id = answer.get(name).and_then(Value::as_str).map(url::guid);
            id.ok_or_else(|| Error::Unreadable(format!("WhoAmI gave no {name}")))
        };
        Ok(WhoAmI { user: id("UserId")?, business_unit: id("BusinessUnitId")?, organization: id("OrganizationId")? })
    }

    /// Reads any path below the service root.
    pub(super) async fn read(&self, path: &str) -> Result<Response, Error> {
        self.send(Call::new(Method::Get, url::encode_written(path)), Subject::Resource).await
    }
}
