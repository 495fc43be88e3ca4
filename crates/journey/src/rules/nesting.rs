//! What may stand behind and within what (`reference/journeys.md 3.2, 4.1, 4.11`).

use crate::kind::{Branch, Kind};
use record::Refusal;

/// Whether a tile may follow another on a branch.
pub(crate) fn follow(parent: Kind, branch: &Branch, child: Kind) -> Result<(), Refusal> {
    let label = child.label();
    let refuse = |code, reason: String| Err(Refusal::new(code, reason));
    match (parent, child) {
        (_, Kind::Root) => refuse("root", "A journey has one root, and it stays where it is.".to_owned()),
        (_, Kind::SegmentItem) => {
            refuse("nesting", "A segment stands in a segment group, not on the path. Add it to the group.".to_owned())
        }
        (Kind::Empty, _) => refuse(
            "placeholder",
            "Nothing can follow an unused branch. Add the tile to the branch itself; it takes the placeholder's place."
                .to_owned(),
        ),
        (Kind::Root, child) if !child.is_audience() => refuse(
            "audience-first",
            format!(
                "A path begins with an audience: a segment group, a marketing form or a marketing page. {label} cannot be first."
            ),
        ),
        (parent, child) if child.is_only_audience() && parent != Kind::Root => {
            refuse("audience-only-first", format!("{label} can only begin a path. Add it as a new swimlane."))
        }
        (Kind::Splitter, child) if child != Kind::SplitterBranch => refuse(
            "nesting",
            format!("Only splitter branches stand behind a splitter. Put {label} behind one of them."),
        ),
        (parent, Kind::SplitterBranch) if parent != Kind::Splitter => {
            refuse("nesting", "A splitter branch can stand only behind a splitter.".to_owned())
        }
        (Kind::Segment, Kind::Event) => refuse(
            "event-after-audience",
            "An event right behind a segment group does not work. Put an email or another tile between them."
                .to_owned(),
        ),
        (Kind::Trigger, _) if !matches!(branch, Branch::Yes | Branch::No) => refuse(
            "branch-needed",
            "A trigger has a Yes and a No branch. Choose on which one the tile stands.".to_owned(),
        ),
        (parent, Kind::Empty) if parent != Kind::Trigger => {
            refuse("placeholder", "Only a trigger has unused branches.".to_owned())
        }
        (parent, _) if parent != Kind::Trigger && *branch != Branch::Default => {
            refuse("no-such-branch", format!("{} has no Yes and No branches.", parent.label()))
        }
        _ => Ok(()),
    }
}

/// Whether a tile that stood behind a removed or moved one may move up behind `parent`.
pub(crate) fn move_up(parent: Kind, branch: &Branch, child: Kind) -> Result<(), Refusal> {
    follow(parent, branch, child).map_err(|refusal| {
        let reason = "The tiles behind it would move up and could not stand there";
        let advice = "Take them along, or move them first.";
        Refusal::new(refusal.code, format!("{reason}: {} {advice}", refusal.reason))
    })
}

/// Whether a place right behind a tile is one place: a tile with branches has several.
pub(crate) fn has_one_way_on(kind: Kind) -> Result<(), Refusal> {
    match kind {
        Kind::Trigger => follow(Kind::Trigger, &Branch::Default, Kind::Email),
        Kind::Splitter => follow(Kind::Splitter, &Branch::Default, Kind::Email),
        Kind::Root => Err(Refusal::new("audience-first", "A path begins as a new swimlane.")),
        _ => Ok(()),
    }
}

/// Whether an item may be nested in a tile.
pub(crate) fn nest(tile: Kind, item: Kind) -> Result<(), Refusal> {
    if tile.nests(item) {
        return Ok(());
    }
    let (tile, item) = (tile.label(), item.label());
    Err(Refusal::new("nesting", format!("{item} cannot be placed in a tile of type {tile}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_what_may_follow_what() {
        for (parent, branch, child, code) in [
            (Kind::Root, Branch::Default, Kind::Segment, None),
            (Kind::Root, Branch::Default, Kind::RecordUpdate, None),
            (Kind::Root, Branch::Default, Kind::LandingPage, None),
            (Kind::Root, Branch::Default, Kind::Email, Some("audience-first")),
            (Kind::Root, Branch::Default, Kind::Other, Some("audience-first")),
            (Kind::Segment, Branch::Default, Kind::Email, None),
            (Kind::Segment, Branch::Default, Kind::Other, None),
            (Kind::Segment, Branch::Default, Kind::Segment, Some("audience-only-first")),
            (Kind::Segment, Branch::Default, Kind::Event, Some("event-after-audience")),
            (Kind::Email, Branch::Default, Kind::Event, None),
            (Kind::Email, Branch::Yes, Kind::Email, Some("no-such-branch")),
            (Kind::Email, Branch::Default, Kind::LandingPage, None),
            (Kind::Trigger, Branch::Default, Kind::Email, Some("branch-needed")),
            (Kind::Trigger, Branch::Yes, Kind::Email, None),
            (Kind::Trigger, Branch::No, Kind::Empty, None),
            (Kind::Email, Branch::Default, Kind::Empty, Some("placeholder")),
            (Kind::Empty, Branch::Default, Kind::Email, Some("placeholder")),
            (Kind::Splitter, Branch::Default, Kind::SplitterBranch, None),
            (Kind::Splitter, Branch::Default, Kind::Email, Some("nesting")),
            (Kind::Email, Branch::Default, Kind::SplitterBranch, Some("nesting")),
            (Kind::SplitterBranch, Branch::Default, Kind::Email, None),
            (Kind::Email, Branch::Default, Kind::SegmentItem, Some("nesting")),
            (Kind::Email, Branch::Default, Kind::Root, Some("root")),
        ] {
            let answer = follow(parent, &branch, child).err().map(|refusal| refusal.code);
            assert_eq!(answer, code, "{parent:?} {branch:?} {child:?}");
        }
    }
}
