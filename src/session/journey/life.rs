//! Going live, stopping, editing live (`reference/journeys.md 2`).

use dataverse::{Body, Guard, Query};
use gloo_timers::future::TimeoutFuture;
use journey::Status;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::{JourneySession, load};
use crate::session::JOURNEYS;
use crate::session::failure::{Failure, explain};
use crate::session::work::Step;
use crate::ui::words::t;

/// First pause between two looks at a status that a service is to move on, in milliseconds; it grows to ten times.
const LOOK_AGAIN: u32 = 1_000;

impl JourneySession {
    /// Writes the step's status. The record must be as it was when it was opened or last saved.
    pub(super) async fn write_status(&self, step: Step) -> Result<(), String> {
        let Some(etag) = self.etag.get_value() else {
            return Err(t("The version of this record is unknown. Reload it, then try again.").to_owned());
        };
        self.busy.set(true);
        let body = Body::new().number("statuscode", step.target().code()).returning(&[
            "modifiedon",
            "statuscode",
            "_modifiedby_value",
        ]);
        let answer = self.organisation.client().update(JOURNEYS, &self.id(), &body, Guard::Etag(etag)).await;
        self.busy.set(false);
        match answer {
            Ok(Some(row)) => {
                self.take_over(&row);
                self.saved.update(|count| *count += 1);
                Ok(())
            }
            Ok(None) => self.look().await,
            Err(error) => Err(explain(Failure::Status, &error)),
        }
    }

    /// Looks whether a service has moved the status on. Says whether it has.
    async fn has_moved(&self) -> bool {
        let query = Query::new().select(&["statuscode"]);
        let answer = self.organisation.client().get(JOURNEYS, &self.id(), &query).await;
        // A failed look is no news; the next one may succeed.
        answer.is_ok_and(|row| load::status(&row) != self.status.get_untracked())
    }

    /// Takes over the record's status and, if its content is still what was opened or saved, its version.
    ///
    /// The version of a record that somebody else has edited is never taken over: the next save would overwrite their
    /// work. It meets the newer record instead, and asks.
    pub async fn look(&self) -> Result<(), String> {
        match self.organisation.client().get(JOURNEYS, &self.id(), &load::query()).await {
            Ok(row) => {
                let theirs = load::editor(&row);
                if self.is_base(theirs.document()) {
                    self.take_over(&row);
                } else {
                    self.take_over_status(&row);
                }
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
