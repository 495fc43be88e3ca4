//! Asking what the user may do (`reference/web-api.md 11`).

use std::rc::Rc;

use serde_json::Value;

use super::Client;
use super::tables::base;
use crate::batch::Target;
use crate::error::Error;
use crate::metadata::{Depth, Right, Rights};
use crate::transport::Transport;
use crate::url;

/// Names of the privileges of the user, each as often as a role gives it.
type Privileges = Vec<(String, Depth)>;

impl<T: Transport> Client<T> {
    /// What the user may do on a table, by all of their roles: two requests for the first table, one for each other.
    /// Remembered as table definitions are.
    ///
    /// A single record may allow less, as one of another owner, or more, as one that is shared: see
    /// [`Client::rights_on`].
    pub async fn privileges(&self, logical_name: &str) -> Result<Rc<Rights>, Error> {
        let ask = async {
            let held = self.held_privileges().await?;
            let definition = self.definition(format!("{}?$select=Privileges", base(logical_name))).await?;
            let named = definition["Privileges"].as_array().into_iter().flatten().filter_map(|privilege| {
                let right = Right::of_name(privilege["PrivilegeType"].as_str()?)?;
                let name = privilege["Name"].as_str()?;
                let same = held.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
                Some((right, same.map(|(_, depth)| *depth).max()))
            });
            Ok(Rights { depths: named.collect() })
        };
        self.remembered(format!("rights {logical_name}"), ask).await
    }

    /// What the user may do with one record, its owner and its shares considered. Not remembered.
    pub async fn rights_on(&self, record: &Target) -> Result<Vec<Right>, Error> {
        let user = self.user().await?;
        let path = format!(
            "systemusers({user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={{'@odata.id':'{}'}}",
            record.0.replace('\'', "''"),
        );
        let answer = self.function(&path).await?;
        let Some(rights) = answer.get("AccessRights").and_then(Value::as_str) else {
            return Err(Error::Unreadable("rights were expected".to_owned()));
        };
        Ok(rights.split(',').filter_map(|name| Right::of_name(name.trim().strip_suffix("Access")?)).collect())
    }

    async fn held_privileges(&self) -> Result<Rc<Privileges>, Error> {
        let ask = async {
            let path = format!("systemusers({})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges", self.user().await?);
            let answer = self.function(&path).await?;
            let Some(privileges) = answer.get("RolePrivileges").and_then(Value::as_array) else {
                return Err(Error::Unreadable("privileges were expected".to_owned()));
            };
            let held = privileges.iter().filter_map(|privilege| {
                let depth = Depth::of_name(privilege["Depth"].as_str().unwrap_or_default());
                Some((privilege["PrivilegeName"].as_str()?.to_owned(), depth))
            });
            Ok(held.collect::<Privileges>())
        };
        self.remembered("privileges".to_owned(), ask).await
    }

    /// The id of the signed-in user.
    pub(super) async fn user(&self) -> Result<String, Error> {
        let ask = async { Ok(url::key(&self.who_am_i().await?.user)) };
        Ok(self.remembered("user".to_owned(), ask).await?.as_str().to_owned())
    }
}
