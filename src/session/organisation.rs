//! The organisation behind the page: its client, and which of the marketing services still answer.

use std::rc::Rc;

use dataverse::{Client, Error, GlooTransport, Table};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::catalog::Schemas;
use super::journal::Place;
use super::records::Records;
use crate::host;

/// Whether the outbound marketing services answer (`reference/journeys.md 9`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Services {
    /// Nobody has asked yet.
    Unknown,
    /// The validate action answers.
    Alive,
    /// The validate action is not there: an archive, where no status moves by itself.
    Gone,
}

/// The organisation. Cheap to copy; provided as a context by the app.
#[derive(Clone, Copy)]
pub struct Organisation {
    client: StoredValue<Client<GlooTransport>, LocalStorage>,
    services: RwSignal<Services>,
    waiting: RwSignal<Option<u32>>,
    records: Records,
    schemas: Schemas,
    user: StoredValue<Option<String>>,
}

impl Organisation {
    /// Connects to the organisation that served the page.
    pub fn connect() -> Self {
        let waiting = RwSignal::new(None);
        let client = Client::new(GlooTransport::default(), &host::client_url(), "9.2")
            .on_wait(Rc::new(move |wait| waiting.set(wait.map(|wait| wait.seconds))));
        let client = StoredValue::new_local(client);
        Self {
            client,
            services: RwSignal::new(Services::Unknown),
            waiting,
            records: Records::new(client),
            schemas: Schemas::new(client),
            user: StoredValue::new(host::user_id()),
        }
    }

    /// The Web API client.
    pub(super) fn client(&self) -> Client<GlooTransport> {
        self.client.get_value()
    }

    /// Records that the documents refer to.
    pub fn records(&self) -> Records {
        self.records
    }

    /// What queries can name.
    pub fn schemas(&self) -> Schemas {
        self.schemas
    }

    /// What is known of the services.
    pub fn services(&self) -> Services {
        self.services.get()
    }

    /// As [`Self::services`], without subscribing.
    pub(super) fn services_now(&self) -> Services {
        self.services.get_untracked()
    }

    /// Seconds that the client is waiting because the organisation asked for patience.
    pub fn waiting(&self) -> Option<u32> {
        self.waiting.get()
    }

    /// Remembers what an answer of the validate action, or its absence, says about the services.
    pub(super) fn learn<T>(&self, answer: &Result<T, Error>) {
        let known = match answer {
            Ok(_) => Services::Alive,
            Err(error) if error.is_service_missing() => Services::Gone,
            Err(error) if error.is_refusal() => Services::Alive,
            // No answer says nothing about the service.
            Err(_) => return,
        };
        if self.services.get_untracked() != known {
            self.services.set(known);
        }
    }

    /// Asks once whether the services answer: a validation without a journey costs nothing and changes nothing.
    pub fn probe_services(&self) {
        if self.services.get_untracked() != Services::Unknown {
            return;
        }
        let this = *self;
        spawn_local_scoped_with_cancellation(async move {
            let answer = this.client().action("msdyncrm_CustomerJourneyValidate", &serde_json::Map::new()).await;
            this.learn(&answer);
        });
    }

    /// The user's id; empty while nobody tells.
    pub async fn user(&self) -> String {
        if let Some(user) = self.user.get_value() {
            return user;
        }
        // Without a host only the server knows; an answer that fails to come is asked for again at the next need.
        let user = self.client().who_am_i().await.ok().map(|answer| answer.user);
        self.user.set_value(user.clone());
        user.unwrap_or_default()
    }

    /// Where unsaved work on a record is kept.
    pub(super) async fn place(&self, table: &str, id: &str) -> Place {
        Place { organisation: host::client_url(), user: self.user().await, table: table.to_owned(), id: id.to_owned() }
    }

    /// Gives up waiting: the requests that wait fail, and say so.
    pub fn stop_waiting(&self) {
        self.client().stop_waiting();
    }

    /// Labels and limits of a table, in the user's language.
    pub async fn table(&self, logical_name: &str) -> Result<Rc<Table>, Error> {
        self.client().table(logical_name).await
    }
}
