//! Asking for table definitions (`reference/web-api.md 12`).

use std::rc::Rc;

use futures_util::future::{try_join, try_join_all};

use super::Client;
use crate::error::Error;
use crate::metadata::{Cast, Table, read};
use crate::transport::Transport;
use crate::url;

impl<T: Transport> Client<T> {
    /// The definition of a table: labels, attributes with their limits and choices, many-to-one relationships.
    ///
    /// Two requests, then one for each kind of attribute that has more to tell and occurs in the table; asked for once,
    /// then remembered by all clones of the client until there is a sign that it changed.
    pub async fn table(&self, logical_name: &str) -> Result<Rc<Table>, Error> {
        self.remembered(format!("table {logical_name}"), self.ask_for_table(logical_name)).await
    }

    async fn ask_for_table(&self, logical_name: &str) -> Result<Table, Error> {
        let base = base(logical_name);
        let (definition, relationships) = try_join(
            self.definition(format!("{base}?{}", read::DEFINITION)),
            self.definition(format!("{base}/ManyToOneRelationships?{}", read::RELATIONSHIPS)),
        )
        .await?;
        let mut table = read::table(&definition, &relationships)
            .ok_or_else(|| Error::Unreadable("a table definition was expected".to_owned()))?;
        let casts: Vec<&Cast> = Cast::ALL.iter().filter(|cast| cast.concerns(&table)).collect();
        let answers = casts.iter().map(|cast| self.definition(format!("{base}/Attributes/{}", cast.path())));
        for details in try_join_all(answers).await? {
            read::details(&mut table, &details);
        }
        Ok(table)
    }
}

/// The path of a table's definition.
pub(super) fn base(logical_name: &str) -> String {
    format!("EntityDefinitions(LogicalName='{}')", name_in_quotes(logical_name))
}

/// A name as it stands between quotes in a path.
pub(super) fn name_in_quotes(name: &str) -> String {
    url::encode(&name.replace('\'', "''"))
}
