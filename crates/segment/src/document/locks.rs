//! What may be edited in which status (`reference/segments.md 2.2`).

use record::{Lock, Refusal, SettingSpec, Status};

/// Whether the query may be edited. *Live, editable* counts as editable: that is what it is for.
pub(super) fn query(status: Status) -> Result<(), Refusal> {
    match status {
        Status::Draft | Status::Stopped | Status::LiveEditable => Ok(()),
        status => Err(everything(status)),
    }
}

/// Whether a column may be edited.
pub(super) fn column(spec: &SettingSpec, status: Status) -> Result<(), Refusal> {
    let label = spec.label;
    match (status, spec.lock) {
        (_, Lock::Always) => Err(locked(format!("{label} is kept by the system."))),
        (Status::Stopped | Status::LiveEditable, Lock::OnceLive | Lock::OnceStarted) => {
            Err(locked(format!("{label} can no longer be changed once a segment has been live.")))
        }
        _ => query(status),
    }
}

fn everything(status: Status) -> Refusal {
    let advice = match status {
        Status::Live => "Choose Edit to change it, or stop it.",
        Status::GoingLive | Status::Stopping => "Wait until that is finished.",
        Status::Error => "Go live again or stop it first.",
        Status::Expired => "Copy it and edit the copy.",
        _ => "Nothing can be changed in it.",
    };
    locked(format!("This segment is locked (status: {}). {advice}", status.label()))
}

fn locked(reason: impl Into<String>) -> Refusal {
    Refusal::new("locked", reason)
}
