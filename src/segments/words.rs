//! What the segment's page says of its document.

use crate::work::Words;

/// Of a segment.
pub const SEGMENT: Words = Words {
    commands: "Segment commands",
    parts: "Parts of the segment",
    all: "All segments",
    unsaved: "This segment has changes that are not saved.",
    changed: "This segment was changed while you were editing it.",
    changed_by: "{0} changed this segment {1}, while you were editing it.",
    reload: "The segment is read again from the organisation. What you changed since the last save is lost.",
    where_errors: "Listed below, and marked in the query.",
    checked_here: "Checked here only: this organisation has no service that checks segments.",
    live_from: "A segment goes live from Draft, Stopped, Error or Live, editable.",
    stop_from: "Only a live segment can be stopped.",
    edit_from: "Only a live segment is edited this way; this one can be edited directly or not at all.",
    no_service: "The outbound marketing services are gone from this organisation. Nothing would ever move this segment on, and it would stay in between for good.",
    perhaps_no_service: "It is not known whether the marketing services of this organisation still answer. If they don't, the segment stays in between for good.",
    archive: "The segment can be read, edited, saved and copied, but not taken live, and its member list is gone.",
    go_live: (
        "Take this segment live?",
        "The service counts its members and keeps them up to date. Journeys can then use it.",
        "There is more to do: {0}. The segment is checked again and goes live only without errors.",
    ),
    stop: ("Stop this segment?", "Its members are no longer kept up to date. The segment can go live again later."),
    edit: ("Edit this live segment?", "The segment stays live with its members while you edit its query."),
    editing: "The segment stays live as it was while you edit. Saving and Go live bring the changes in.",
};
