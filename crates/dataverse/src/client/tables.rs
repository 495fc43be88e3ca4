//! Asking for table definitions (`reference/web-api.md 12`).

use std::rc::Rc;

use futures_util::future::{try_join, try_join_all};
use serde_json::Value;

use super::{Client, Slot};
use crate::error::{Error, read_json};
use crate::limit::Limit;
use crate::metadata::{Cast, Table, read};
use crate::transport::Transport;
use crate::url;

impl<T: Transport> Client<T> {
    /// The definition of a table: labels, attributes with their limits and choices, many-to-one relationships.
    ///
    /// Two requests, then one for each kind of attribute that has more to tell and occurs in the table; asked for once,
    /// then remembered by all clones of the client.
    pub async fn table(&self, logical_name: &str) -> Result<Rc<Table>, Error> {
        let turn = self.slot(logical_name).turn;
        let _turn = turn.enter().await;
        // Another may have asked and been answered meanwhile.
        if let Some(table) = self.slot(logical_name).table {
            return Ok(table);
        }
        let table = Rc::new(self.ask_for_table(logical_name).await?);
        let mut tables = self.shared.tables.borrow_mut();
        if let Some(slot) = tables.get_mut(logical_name) {
            slot.table = Some(Rc::clone(&table));
        }
        Ok(table)
    }

    fn slot(&self, logical_name: &str) -> Slot {
        let mut tables = self.shared.tables.borrow_mut();
        let empty = || Slot { turn: Limit::new(1), table: None };
        tables.entry(logical_name.to_owned()).or_insert_with(empty).clone()
    }

    async fn ask_for_table(&self, logical_name: &str) -> Result<Table, Error> {
        let base = format!("EntityDefinitions(LogicalName='{}')", url::encode(&logical_name.replace('\'', "''")));
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

    async fn definition(&self, path: String) -> Result<Value, Error> {
        read_json(&self.read(&path).await?)
    }
}
