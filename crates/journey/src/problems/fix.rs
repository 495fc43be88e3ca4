//! Fixes that are safe: they take nothing away that means something, and decide nothing for the user.

use crate::command::{Command, ItemRef, Moving, Place, Removal};
use crate::document::{Document, TileKey};
use crate::json::Json;
use crate::kind::{Branch, Kind};
use crate::moment::{DAY, Moment};
use crate::new_tile::{NewItem, NewTile};
use crate::problem::Problem;
use crate::rules;
use crate::settings::EntityTarget;
use record::Value;

/// The step that mends a problem of this document, named as what it does. `None` where a person must decide. The status may refuse it:
/// ask the editor.
pub fn fix(document: &Document, problem: &Problem) -> Option<Command> {
    let (label, command) = match (problem.code, problem.tile) {
        ("audience-missing" | "root-missing", _) => {
            let tile = NewTile::of(Kind::Segment);
            ("Add a segment group", Command::Insert { place: Place::Lane(0), tile })
        }
        ("segment-group-empty", Some(tile)) => {
            let index = document.tile(tile)?.items().len();
            ("Add a segment", Command::AddItem { tile, index, item: NewItem::of(Kind::SegmentItem) })
        }
        ("tile-without-name", Some(tile)) => {
            let at = ItemRef { tile, item: problem.item.unwrap_or(0) };
            let kind = document.tile(tile)?.items().get(at.item)?.kind();
            ("Name it after its type", Command::Rename { at, name: kind.label().to_owned() })
        }
        ("target-differs", Some(tile)) => {
            let value = Some(Json::text(EntityTarget::of(document.settings()).stored()));
            ("Set it to that of the journey", Command::SetTileMember { tile, name: "EntityTarget".to_owned(), value })
        }
        ("no-such-branch", Some(tile)) => ("Put it on the path", on_the_path(document, tile)?),
        ("placeholder", Some(tile)) => {
            let is_bare = document.tile(tile)?.kind() == Kind::Empty && document.children(tile).is_empty();
            let remove = Command::Remove { tile, with: Removal::Tile };
            ("Remove the mark", is_bare.then_some(remove)?)
        }
        ("recurrence-does-not-fit", _) => {
            let count = fitting_count(document)?;
            let value = Value::Number(count);
            ("Take as many iterations as fit", Command::Set { column: "msdyncrm_recurrencecount".to_owned(), value })
        }
        _ => return None,
    };
    Some(Command::All { label: label.to_owned(), commands: vec![command] })
}

/// Behind the same tile, on no branch: read, it stands there already.
fn on_the_path(document: &Document, key: TileKey) -> Option<Command> {
    let parent = document.parent(key)?;
    let kind = document.tile(key)?.kind();
    rules::follow(document.tile(parent)?.kind(), &Branch::Default, kind).ok()?;
    let index = document.children(parent).iter().position(|child| *child == key)?;
    let place = Place::Branch { of: parent, branch: Branch::Default, index };
    Some(Command::Move { tile: key, place, with: Moving::Subtree })
}

fn fitting_count(document: &Document) -> Option<i64> {
    let settings = document.settings();
    let moment = |column| settings.text(column).and_then(Moment::parse);
    let length = moment("msdyncrm_enddatetime")?.since(moment("msdyncrm_startdatetime")?);
    let days = settings.number("msdyncrm_recurrenceintervaldays").filter(|days| *days > 0)?;
    Some(length / days.checked_mul(DAY)?).filter(|count| *count > 0)
}
