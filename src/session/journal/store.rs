//! The browser's own database: heads and snapshots of drafts by key, steps by key and number.

use idb::{Database, Factory, KeyRange, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::{Place, Trouble, owner};

const DATABASE: &str = "journeyman";
const VERSION: u32 = 1;
const HEADS: &str = "heads";
const TEXTS: &str = "texts";
const STEPS: &str = "steps";

/// What a list of drafts shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The draft's key.
    pub key: String,
    /// Logical name of the table.
    pub table: String,
    /// Id of the record.
    pub id: String,
    /// Name of the record.
    pub name: String,
    /// When the first step was kept, in milliseconds since 1970.
    pub began: f64,
    /// When the last one was.
    pub changed: f64,
    /// How many steps were kept.
    pub steps: u32,
}

/// A draft as it was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it is of.
    pub head: Head,
    /// What the record held, as its session wrote it.
    pub snapshot: String,
    /// The steps done since, as the session wrote them, oldest first.
    pub steps: Vec<String>,
}

/// The database, open.
pub struct Store(Database);

impl From<idb::Error> for Trouble {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

/// The key of a draft's step, in the order of the numbers.
fn step_key(draft: &str, number: f64) -> JsValue {
    Array::of2(&JsValue::from_str(draft), &JsValue::from_f64(number)).into()
}

fn steps_of(draft: &str) -> Result<KeyRange, Trouble> {
    let (from, to) = (step_key(draft, 0.0), step_key(draft, f64::INFINITY));
    Ok(KeyRange::bound(&from, &to, None, None)?)
}

fn read_head(value: &JsValue) -> Option<Head> {
    serde_json::from_str(&value.as_string()?).ok()
}

fn written(head: &Head) -> JsValue {
    // Text and numbers can always be written.
    JsValue::from_str(&serde_json::to_string(head).unwrap_or_default())
}

impl Store {
    /// Opens the database. A browser may forbid it, in a frame of another origin for one.
    pub async fn open() -> Result<Self, Trouble> {
        let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            use idb::DatabaseEvent;
            let Ok(database) = event.database() else { return };
            for store in [HEADS, TEXTS, STEPS] {
                // A store that can't be made is missed at the first step, and said then.
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        });
        Ok(Self(request.await?))
    }

    fn write(&self) -> Result<Transaction, Trouble> {
        Ok(self.0.transaction(&[HEADS, TEXTS, STEPS], TransactionMode::ReadWrite)?)
    }

    fn read(&self) -> Result<Transaction, Trouble> {
        Ok(self.0.transaction(&[HEADS, TEXTS, STEPS], TransactionMode::ReadOnly)?)
    }

    /// Keeps a step. The requests are made at once; what is returned tells when they are done, or why they are not.
    pub fn append(
        &self,
        head: &Head,
        snapshot: Option<&str>,
        step: &str,
    ) -> Result<impl Future<Output = Result<(), Trouble>> + use<>, Trouble> {
        let transaction = self.write()?;
        let key = JsValue::from_str(&head.key);
        transaction.object_store(HEADS)?.put(&written(head), Some(&key))?;
        if let Some(snapshot) = snapshot {
            transaction.object_store(TEXTS)?.put(&JsValue::from_str(snapshot), Some(&key))?;
        }
        let number = step_key(&head.key, f64::from(head.steps));
        transaction.object_store(STEPS)?.put(&JsValue::from_str(step), Some(&number))?;
        let done = transaction.commit()?;
        Ok(async move {
            let outcome = done.await?;
            if outcome.is_committed() { Ok(()) } else { Err(Trouble("aborted".to_owned())) }
        })
    }

    /// The draft of a record, if one was kept.
    pub async fn draft(&self, place: &Place) -> Result<Option<Draft>, Trouble> {
        let key = place.key();
        let transaction = self.read()?;
        let head = transaction.object_store(HEADS)?.get(JsValue::from_str(&key))?;
        let text = transaction.object_store(TEXTS)?.get(JsValue::from_str(&key))?;
        let steps = transaction.object_store(STEPS)?.get_all(Some(steps_of(&key)?.into()), None)?;
        let (head, text, steps) = (head.await?, text.await?, steps.await?);
        let (Some(head), Some(snapshot)) = (head.as_ref().and_then(read_head), text.and_then(|text| text.as_string()))
        else {
            return Ok(None);
        };
        let steps = steps.iter().filter_map(JsValue::as_string).collect();
        Ok(Some(Draft { head, snapshot, steps }))
    }

    /// Every draft of a person in an organisation, the newest first.
    pub async fn drafts(&self, organisation: &str, user: &str) -> Result<Vec<Head>, Trouble> {
        let mine = owner(organisation, user);
        let all = self.read()?.object_store(HEADS)?.get_all(None, None)?.await?;
        let mut heads: Vec<Head> =
            all.iter().filter_map(read_head).filter(|head| head.key.starts_with(&mine)).collect();
        heads.sort_by(|a, b| b.changed.total_cmp(&a.changed));
        Ok(heads)
    }

    /// Puts a snapshot in the place of a draft: its steps are in it.
    pub async fn replace(&self, head: &Head, snapshot: &str) -> Result<(), Trouble> {
        let transaction = self.write()?;
        let key = JsValue::from_str(&head.key);
        transaction.object_store(HEADS)?.put(&written(head), Some(&key))?;
        transaction.object_store(TEXTS)?.put(&JsValue::from_str(snapshot), Some(&key))?;
        transaction.object_store(STEPS)?.delete(steps_of(&head.key)?)?;
        transaction.commit()?.await?;
        Ok(())
    }

    /// Forgets a draft.
    pub async fn remove(&self, key: &str) -> Result<(), Trouble> {
        let transaction = self.write()?;
        for store in [HEADS, TEXTS] {
            transaction.object_store(store)?.delete(JsValue::from_str(key))?;
        }
        transaction.object_store(STEPS)?.delete(steps_of(key)?)?;
        transaction.commit()?.await?;
        Ok(())
    }
}
