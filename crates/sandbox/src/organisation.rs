//! The organisation: everything that requests share.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use crate::{
    ApiError, Clock, Config, Mode, StartError,
    api::{Operation, Protection},
    schema::Schema,
    segments::{self, Trouble},
    services::Services,
    session::Sessions,
    store::{Moment, ORGANIZATION, Rights, Rule, Store, Transaction, USER, platform},
};

/// Shared state of one organisation.
pub struct Organisation {
    config: Config,
    schema: Arc<Schema>,
    store: Mutex<Store>,
    rules: Vec<Arc<dyn Rule>>,
    operations: Vec<Operation>,
    clock: Clock,
    sessions: Sessions,
    services: Services,
    people: Mutex<People>,
    protection: Protection,
}

/// Who is signed in, and what users may do who may not do everything.
#[derive(Debug)]
struct People {
    present: Uuid,
    rights: HashMap<Uuid, Arc<Rights>>,
}

impl Default for People {
    fn default() -> Self {
        Self { present: USER, rights: HashMap::new() }
    }
}

impl Organisation {
    /// How it was started.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Services alive, or archive.
    pub fn mode(&self) -> Mode {
        self.config.mode
    }

    /// The clock that all dates come from.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The tables.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    /// State of the services room: faults and the like.
    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    /// Service protection limits.
    pub(crate) fn protection(&self) -> &Protection {
        &self.protection
    }

    pub(crate) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The user who is signed in.
    pub(crate) fn user(&self) -> Uuid {
        self.people().present
    }

    /// Signs a user in, wherever somebody is signed in; with the rights given, with those known of them, or with all.
    pub(crate) fn become_user(&self, user: Uuid, rights: Option<Rights>) {
        let mut people = self.people();
        people.present = user;
        if let Some(rights) = rights {
            people.rights.insert(user, Arc::new(rights));
        }
    }

    /// What a user may do.
    pub(crate) fn rights(&self, user: Uuid) -> Arc<Rights> {
        self.people().rights.get(&user).cloned().unwrap_or_default()
    }

    fn people(&self) -> MutexGuard<'_, People> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one database transaction in the name of the signed-in user, whatever they may do: kept if it succeeds, undone
    /// if it fails.
    ///
    /// # Errors
    /// Those of `work`, or of the database.
    pub fn transaction<T>(&self, work: impl FnOnce(&mut Transaction) -> Result<T, ApiError>) -> Result<T, ApiError> {
        self.within(None, work)
    }

    /// The same for a request of the user, who may not do everything.
    ///
    /// # Errors
    /// As [`Organisation::transaction`].
    pub(crate) fn request<T>(&self, work: impl FnOnce(&mut Transaction) -> Result<T, ApiError>) -> Result<T, ApiError> {
        self.within(Some(self.rights(self.user())), work)
    }

    fn within<T>(
        &self,
        rights: Option<Arc<Rights>>,
        work: impl FnOnce(&mut Transaction) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let moment = Moment { now: self.clock.now(), user: self.user(), rights };
        let store = self.store();
        let mut transaction = Transaction::begin(&store, &self.schema, &self.rules, moment)?;
        let answer = work(&mut transaction)?;
        transaction.commit()?;
        Ok(answer)
    }

    /// The ids of the contacts in a segment query, by the evaluator that the services use.
    ///
    /// # Errors
    /// The first clause that cannot be evaluated.
    pub fn members(&self, query: &str, dialect: segment::Dialect) -> Result<BTreeSet<Uuid>, Trouble> {
        let mut found = Ok(BTreeSet::new());
        let subject = segments::Subject { dialect, ..segments::Subject::outbound(query) };
        self.transaction(|transaction| {
            found = segments::evaluate(transaction, subject);
            Ok(())
        })?;
        found
    }

    /// Lets time act: what is due happens now.
    ///
    /// # Errors
    /// Those of the rules, or of the database.
    pub(crate) fn settle(&self) -> Result<(), ApiError> {
        self.transaction(|transaction| self.rules.iter().try_for_each(|rule| rule.settle(transaction)))
    }

    /// Throws every row away and writes the platform's own rows (organisation, users, time zones) again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn wipe(&self) -> Result<(), ApiError> {
        *self.people() = People::default();
        self.protection.set(None);
        self.store().wipe(&self.schema)?;
        self.prepare()
    }

    /// Writes the platform's own rows into a new database.
    ///
    /// # Errors
    /// Those of the database.
    pub fn prepare(&self) -> Result<(), ApiError> {
        self.transaction(|transaction| match transaction.get("organization", ORGANIZATION)? {
            Some(_) => Ok(()),
            None => platform::seed(transaction),
        })
    }

    /// Whether there is no record beyond the platform's own.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_empty(&self) -> Result<bool, ApiError> {
        Ok(self.store().is_empty(&self.schema)?)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An organisation being put together.
pub struct Builder {
    config: Config,
    schema: Arc<Schema>,
    store: Store,
    rules: Vec<Arc<dyn Rule>>,
    operations: Vec<Operation>,
    services: Services,
}

impl Builder {
    /// Opens the database and reads the table definitions.
    ///
    /// # Errors
    /// [`StartError::Database`], [`StartError::Tables`].
    pub fn new(config: Config) -> Result<Self, StartError> {
        let schema = Arc::new(Schema::load().map_err(StartError::Tables)?);
        let store = Store::open(&config, &schema)?;
        Ok(Self { config, schema, store, rules: Vec::new(), operations: Vec::new(), services: Services::default() })
    }

    /// How it will be started.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// State of the services room, which its rules share.
    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    /// Adds a rule that every write passes, in the order added.
    pub(crate) fn rule(&mut self, rule: impl Rule + 'static) {
        self.rules.push(Arc::new(rule));
    }

    /// Adds an action or function.
    pub(crate) fn operation(&mut self, operation: Operation) {
        self.operations.push(operation);
    }

    /// The organisation, ready to answer.
    pub fn build(self) -> Organisation {
        let Self { config, schema, store, rules, operations, services } = self;
        Organisation {
            config,
            schema,
            store: Mutex::new(store),
            rules,
            operations,
            clock: Clock::default(),
            sessions: Sessions::default(),
            services,
            people: Mutex::default(),
            protection: Protection::default(),
        }
    }
}
