//! Edits as plain data. Every way in (mouse, key, menu, paste) makes one of these.

use crate::document::{Patch, TileKey};
use crate::incoming::Incoming;
use crate::json::Json;
use crate::kind::Branch;
use crate::new_tile::{NewItem, NewTile, Record};
use crate::phrase::Phrase;
use record::Value;

pub use crate::json::edit::Step;

/// An item of a tile: 0 is the header, the others are nested.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ItemRef {
    /// The tile.
    pub tile: TileKey,
    /// Index in [`crate::Tile::items`].
    pub item: usize,
}

/// One edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Sets the name, which from then on is the user's own (`reference/journeys.md 3.1`).
    Rename {
        /// Which item.
        at: ItemRef,
        /// Its new name.
        name: String,
    },
    /// Sets the description.
    Describe {
        /// Which item.
        at: ItemRef,
        /// Its new description.
        text: String,
    },
    /// Chooses a record, or clears it. Renames the item when its name is the system's.
    ChooseRecord {
        /// Which item.
        at: ItemRef,
        /// The record; `None` clears.
        record: Option<Record>,
    },
    /// Sets any member of an item; `None` removes it.
    SetMember {
        /// Which item.
        at: ItemRef,
        /// From the item to the value; begins with a name.
        path: Vec<Step>,
        /// The value.
        value: Option<Json>,
    },
    /// Sets a member of the activity itself, such as `EntityTarget`; `None` removes it.
    SetTileMember {
        /// Which tile.
        tile: TileKey,
        /// The member.
        name: String,
        /// The value.
        value: Option<Json>,
    },
    /// Inserts a tile.
    Insert {
        /// Where.
        place: Place,
        /// What.
        tile: NewTile,
    },
    /// Removes a tile.
    Remove {
        /// Which.
        tile: TileKey,
        /// What happens to the tiles that follow it.
        with: Removal,
    },
    /// Moves a tile. Its id stays, as the product keeps it (`reference/journeys.md 3.6`).
    Move {
        /// Which.
        tile: TileKey,
        /// Where to.
        place: Place,
        /// What happens to the tiles that follow it.
        with: Moving,
    },
    /// Adds a nested item.
    AddItem {
        /// To which tile.
        tile: TileKey,
        /// Its index afterwards, at least 1.
        index: usize,
        /// What.
        item: NewItem,
    },
    /// Removes a nested item.
    RemoveItem {
        /// Which.
        at: ItemRef,
    },
    /// Moves a nested item within its tile.
    MoveItem {
        /// The tile.
        tile: TileKey,
        /// Its index, at least 1.
        from: usize,
        /// Its index afterwards, at least 1.
        to: usize,
    },
    /// Sets a column of the journey.
    Set {
        /// Logical name.
        column: String,
        /// Its value.
        value: Value,
    },
    /// Takes a whole journey over: what came out of a merge, a template, an earlier version, an imported design.
    Take(Box<Incoming>),
    /// Inserts copied tiles: text that [`crate::copy`] made, a whole definition, or a single activity. Several paths go side by side;
    /// such as can only begin a path become swimlanes.
    Paste {
        /// Where.
        place: Place,
        /// What.
        text: String,
    },
    /// Exchanges the tiles on the two branches of a trigger.
    SwapBranches {
        /// The trigger.
        tile: TileKey,
    },
    /// Several edits as one step, all or none.
    All {
        /// What the step is called.
        label: String,
        /// The edits, in order.
        commands: Vec<Self>,
    },
}

/// Where a tile goes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Place {
    /// Between a tile and those that follow it. Of a trigger or a splitter with followers it is not clear which branch is meant, so that is
    /// refused.
    After(TileKey),
    /// Between a tile and the one before it.
    Before(TileKey),
    /// A further path from a tile, in place of the placeholder if the branch has nothing else.
    Branch {
        /// The tile before.
        of: TileKey,
        /// The branch.
        branch: Branch,
        /// Place among the tiles of that branch; beyond the last means last.
        index: usize,
    },
    /// The start of a new swimlane, at this place among the swimlanes.
    Lane(usize),
}

/// What a removal does to the tiles that follow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Removal {
    /// They move up to the removed tile's place.
    Tile,
    /// They go as well.
    Subtree,
}

/// What a move does to the tiles that follow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Moving {
    /// They stay, and move up to the moved tile's place.
    Tile,
    /// They come along.
    Subtree,
}

impl Command {
    /// What the step is called in the undo menu.
    pub fn label(&self) -> String {
        match self {
            Self::Rename { name, .. } => format!("Rename to “{name}”"),
            Self::Describe { .. } => "Change description".to_owned(),
            Self::ChooseRecord { record: Some(record), .. } => format!("Choose “{}”", record.name),
            Self::ChooseRecord { record: None, .. } => "Clear record".to_owned(),
            Self::SetMember { path, .. } => match path.first() {
                Some(Step::Name(name)) => format!("Change {name}"),
                _ => "Change setting".to_owned(),
            },
            Self::SetTileMember { name, .. } => format!("Change {name}"),
            Self::Insert { tile, .. } => format!("Insert “{}”", tile.name),
            Self::Remove { with: Removal::Tile, .. } => "Remove tile".to_owned(),
            Self::Remove { with: Removal::Subtree, .. } => "Remove path".to_owned(),
            Self::Move { with: Moving::Tile, .. } => "Move tile".to_owned(),
            Self::Move { with: Moving::Subtree, .. } => "Move path".to_owned(),
            Self::AddItem { item, .. } => format!("Add “{}”", item.name),
            Self::RemoveItem { .. } => "Remove item".to_owned(),
            Self::MoveItem { .. } => "Reorder items".to_owned(),
            Self::Set { column, .. } => {
                let label = crate::settings::setting_spec(column).map_or(column.as_str(), |spec| spec.label);
                format!("Change {label}")
            }
            Self::Take(incoming) if incoming.is_merged => "Merge".to_owned(),
            Self::Paste { .. } => "Paste".to_owned(),
            Self::SwapBranches { .. } => "Swap branches".to_owned(),
            Self::Take(_) => "Replace journey".to_owned(),
            Self::All { label, .. } => label.clone(),
        }
    }
}

/// What a step touched, so that only that is painted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Change {
    /// Tiles whose content changed, were added or removed.
    pub tiles: Vec<TileKey>,
    /// Whether the tree or the size of a tile changed, so that the layout must be made anew.
    pub structure: bool,
    /// Columns that changed.
    pub settings: Vec<String>,
    /// The tile that the user should see selected.
    pub focus: Option<TileKey>,
    /// What the step is called.
    pub label: String,
    /// What the user should know of it, such as rules whose source did not come along.
    pub notices: Vec<Phrase>,
    /// What was done, in order, to be kept and done again.
    pub patches: Vec<Patch>,
}
