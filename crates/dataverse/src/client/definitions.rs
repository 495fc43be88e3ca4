//! Asking what an organisation has (`reference/web-api.md 12`).

use std::any::Any;
use std::rc::Rc;

use futures_util::future::try_join3;
use serde_json::Value;

use super::Client;
use super::tables::{base, name_in_quotes};
use crate::call::Call;
use crate::error::{Error, Subject, read_json};
use crate::metadata::{GlobalChoices, Key, Relationships, TableSummary, read};
use crate::transport::{Method, Transport};

impl<T: Transport> Client<T> {
    /// All tables in brief, in one answer of some hundred kilobytes. Remembered.
    pub async fn tables(&self) -> Result<Rc<Vec<TableSummary>>, Error> {
        let ask = async { Ok(read::each(&self.definition(read::SUMMARIES.to_owned()).await?, read::summary)) };
        self.remembered("all tables".to_owned(), ask).await
    }

    /// The relationships of a table, in three requests. Remembered.
    pub async fn relationships(&self, logical_name: &str) -> Result<Rc<Relationships>, Error> {
        let base = base(logical_name);
        let ask = async {
            let (to_one, from_many, to_many) = try_join3(
                self.definition(format!("{base}/ManyToOneRelationships?{}", read::REFERENCES)),
                self.definition(format!("{base}/OneToManyRelationships?{}", read::REFERENCES)),
                self.definition(format!("{base}/ManyToManyRelationships?{}", read::PAIRS)),
            )
            .await?;
            Ok(Relationships {
                many_to_one: read::each(&to_one, read::reference),
                one_to_many: read::each(&from_many, read::reference),
                many_to_many: read::each(&to_many, read::many_to_many),
            })
        };
        self.remembered(format!("relationships {logical_name}"), ask).await
    }

    /// The alternate keys of a table. Remembered.
    pub async fn keys(&self, logical_name: &str) -> Result<Rc<Vec<Key>>, Error> {
        let path = format!("{}/Keys?{}", base(logical_name), read::KEYS);
        let ask = async { Ok(read::each(&self.definition(path).await?, read::key)) };
        self.remembered(format!("keys {logical_name}"), ask).await
    }

    /// Choices that tables share, by their name. Remembered.
    pub async fn global_choices(&self, name: &str) -> Result<Rc<GlobalChoices>, Error> {
        let path = format!("GlobalOptionSetDefinitions(Name='{}')", name_in_quotes(name));
        let ask = async {
            let choices = read::global_choices(&self.definition(path).await?);
            choices.ok_or_else(|| Error::Unreadable("choices were expected".to_owned()))
        };
        self.remembered(format!("choices {name}"), ask).await
    }

    /// Forgets all definitions, choices and rights, so that they are asked for again when needed.
    ///
    /// Needless as a rule: they are asked for again after an hour, after an answer that bears another version of the
    /// organisation's definitions, and after an error that may speak of a column unknown.
    pub fn forget_definitions(&self) {
        self.shared.cache.forget();
    }

    /// A definition as it came. After a sign of change, past the caches of the server, which lag by half a minute.
    pub(super) async fn definition(&self, path: String) -> Result<Value, Error> {
        let strong = self.shared.cache.has_changed().then(|| "Strong".to_owned());
        let call = Call::new(Method::Get, path).header("Consistency", strong);
        read_json(&self.send(call, Subject::Resource).await?)
    }

    /// What is known under a key, or what `ask` finds out. Keys are unique to a type.
    pub(super) async fn remembered<V: 'static>(
        &self,
        key: String,
        ask: impl Future<Output = Result<V, Error>>,
    ) -> Result<Rc<V>, Error> {
        // Behind pointers, so that one function remembers all types, and what waits for many answers is small itself.
        let ask = Box::pin(async { Ok(Rc::new(ask.await?) as Rc<dyn Any>) });
        let value = self.shared.cache.get(&key, &|| self.shared.transport.now(), ask).await?;
        value.downcast().map_err(|_| Error::Unreadable("a definition of another type is known".to_owned()))
    }
}
