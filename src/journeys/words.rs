//! What the designer's page says of its document.

use crate::work::Words;

/// Of a journey.
pub const JOURNEY: Words = Words {
    commands: "Journey commands",
    parts: "Parts of the journey",
    all: "All journeys",
    unsaved: "This journey has changes that are not saved.",
    changed: "This journey was changed while you were editing it.",
    changed_by: "{0} changed this journey {1}, while you were editing it.",
    reload: "The journey is read again from the organisation. What you changed since the last save is lost.",
    where_errors: "Listed below, and marked on the tiles.",
    checked_here: "Checked here only: this organisation has no service that checks journeys.",
    live_from: "A journey goes live from Draft, Stopped, Error or Live, editable.",
    stop_from: "Only a live journey can be stopped.",
    edit_from: "Only a live journey is edited this way; this one can be edited directly or not at all.",
    no_service: "The outbound marketing services are gone from this organisation. Nothing would ever move this journey on, and it would stay in between for good.",
    perhaps_no_service: "It is not known whether the marketing services of this organisation still answer. If they don't, the journey stays in between for good.",
    archive: "The journey can be read, edited, saved and copied, but not taken live.",
    go_live: (
        "Take this journey live?",
        "Contacts will start to flow through this journey, and its tiles can no longer be moved.",
        "There is more to do: {0}. The journey is checked again and goes live only without errors.",
    ),
    stop: ("Stop this journey?", "Contacts stop where they are. The journey can go live again later."),
    edit: (
        "Edit this live journey?",
        "The journey stays live. Its settings and the content of its tiles can be edited; tiles can't be added, moved or removed.",
    ),
    editing: "The journey stays live as it was while you edit. Saving and Go live bring the changes in.",
};
