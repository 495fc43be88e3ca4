//! Going live, stopping, editing live (`reference/segments.md 2.1`); publishing a real-time definition (8.2).

use dataverse::{Body, Guard, Query};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use record::Status;
use segment::document::Table;
use serde_json::{Map, Value as Json};

use super::{SegmentSession, load};
use crate::session::failure::{Failure, explain};
use crate::session::work::Step;
use crate::ui::words::t;

/// First pause between two looks at a status that a service is to move on, in milliseconds; it grows to ten times.
const LOOK_AGAIN: u32 = 1_000;

impl SegmentSession {
    /// Whether the step is offered in that status. A real-time definition is published by an action; how it is stopped is not
    /// published. An error can be stopped too (`reference/segments.md 2.1`).
    pub(super) fn is_offered(&self, step: Step, status: Status) -> bool {
        match self.table {
            Table::RealTime => step == Step::GoLive && status == Status::Draft,
            Table::Outbound => step.is_offered(status) || (step == Step::Stop && status == Status::Error),
        }
    }

    /// Takes the step. The record must be as it was when it was opened or last saved.
    ///
    /// # Errors
    /// What happened, in words.
    pub(super) async fn take_step(&self, step: Step) -> Result<(), String> {
        match self.table {
            Table::Outbound => self.write_status(step).await,
            Table::RealTime => self.publish().await,
        }
    }

    async fn write_status(&self, step: Step) -> Result<(), String> {
        let Some(etag) = self.etag.get_value() else {
            return Err(t("The version of this record is unknown. Reload it, then try again.").to_owned());
        };
        self.busy.set(true);
        let body = Body::new().number("statuscode", step.target().code()).returning(&[
            "modifiedon",
            "statuscode",
            "_modifiedby_value",
        ]);
        let answer = self.organisation.client().update(self.table.set(), &self.id(), &body, Guard::Etag(etag)).await;
        self.busy.set(false);
        match answer {
            Ok(Some(row)) => {
                self.take_over(&row);
                self.revision.update(|count| *count += 1);
                Ok(())
            }
            Ok(None) => self.look().await,
            Err(error) => Err(explain(Failure::Status, &error)),
        }
    }

    async fn publish(&self) -> Result<(), String> {
        self.busy.set(true);
        let parameters = Map::from_iter([("SegmentId".to_owned(), Json::from(self.id()))]);
        let answer = self.organisation.client().action("msdynmkt_PublishSegmentDefinition", &parameters).await;
        self.busy.set(false);
        match answer {
            Ok(_) => self.look().await,
            Err(error) => Err(explain(Failure::Status, &error)),
        }
    }

    /// Looks whether a service has moved the status on. Says whether it has.
    async fn has_moved(&self) -> bool {
        let query = Query::new().select(&["statuscode"]);
        let answer = self.organisation.client().get(self.table.set(), &self.id(), &query).await;
        // A failed look is no news; the next one may succeed.
        answer.is_ok_and(|row| load::status(self.table, &row) != self.status.get_untracked())
    }

    /// Takes over the record's status and what the service keeps in its columns; its version only if its content is still what was
    /// opened or saved.
    ///
    /// The version of a record that somebody else has edited is never taken over: the next save would overwrite their work. It meets
    /// the newer record instead, and asks.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn look(&self) -> Result<(), String> {
        match self.organisation.client().get(self.table.set(), &self.id(), &load::query(self.table)).await {
            Ok(row) => {
                let theirs = load::editor(self.table, &row);
                let is_same = self.editor.try_update_value(|editor| editor.take_kept(&theirs)).unwrap_or_default();
                self.settings.update(|count| *count += 1);
                if is_same {
                    self.take_over(&row);
                } else {
                    self.take_over_status(&row);
                }
                self.revision.update(|count| *count += 1);
                Ok(())
            }
            Err(error) => Err(explain(Failure::Load, &error)),
        }
    }

    /// Watches a status that a service is to move on, until it has moved or the screen goes away.
    pub fn watch_status(&self) {
        let this = *self;
        Effect::new(move || {
            if !matches!(this.status.get(), Status::GoingLive | Status::Stopping) {
                return;
            }
            spawn_local_scoped_with_cancellation(async move {
                let mut pause = LOOK_AGAIN;
                loop {
                    TimeoutFuture::new(pause).await;
                    pause = (pause + LOOK_AGAIN / 2).min(10 * LOOK_AGAIN);
                    if this.has_moved().await && this.look().await.is_ok() {
                        break;
                    }
                }
            });
        });
    }
}
