//! What may be edited in which status (`reference/journeys.md 2.3`).

use record::Refusal;
use record::Status;
use record::{Lock, SettingSpec};

/// What the status locks.
#[derive(Clone, Debug)]
pub(crate) struct Locks {
    pub status: Status,
    /// Whether the journey has begun, as far as is known.
    pub is_started: bool,
}

impl Locks {
    /// Whether tiles may be added, moved and removed.
    pub fn pipeline(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Draft => Ok(()),
            Status::Stopped | Status::LiveEditable => Err(locked(
                "Once a journey has been live, tiles can no longer be added, moved or removed. Their settings can be changed.",
            )),
            status => Err(everything(status)),
        }
    }

    /// Whether the settings of tiles may be edited.
    pub fn tile_settings(&self) -> Result<(), Refusal> {
        match self.status {
            Status::Draft | Status::Stopped | Status::LiveEditable => Ok(()),
            status => Err(everything(status)),
        }
    }

    /// Whether a column may be edited.
    pub fn column(&self, spec: &SettingSpec) -> Result<(), Refusal> {
        let label = spec.label;
        match (self.status, spec.lock) {
            (_, Lock::Always) => Err(locked(format!("{label} is kept by the system."))),
            (Status::Stopped | Status::LiveEditable, Lock::OnceLive) => {
                Err(locked(format!("{label} can no longer be changed once a journey has been live.")))
            }
            (Status::Stopped | Status::LiveEditable, Lock::OnceStarted) if self.is_started => {
                Err(locked(format!("{label} can no longer be changed: the journey has already started.")))
            }
            _ => self.tile_settings(),
        }
    }
}

/// Names only steps that the status offers (`reference/journeys.md 2.2`).
fn everything(status: Status) -> Refusal {
    let advice = match status {
        Status::Live => "Choose Edit to change it while it runs.",
        Status::GoingLive | Status::Stopping => "Wait until that is finished.",
        Status::Error => "Go live again to leave this status.",
        Status::Expired => "It is over for good.",
        _ => "Nothing can be changed in it.",
    };
    locked(format!("This journey is locked (status: {}). {advice}", status.label()))
}

fn locked(reason: impl Into<String>) -> Refusal {
    Refusal::new("locked", reason)
}
