//! A view of one activity.

use crate::activity::{Activity, members};
use crate::document::TileKey;
use crate::item::Item;
use crate::json::Json;
use crate::kind::{Branch, Kind};

/// One activity of a document.
#[derive(Clone, Copy, Debug)]
pub struct Tile<'a> {
    key: TileKey,
    activity: &'a Activity,
}

impl<'a> Tile<'a> {
    pub(crate) fn new(key: TileKey, activity: &'a Activity) -> Self {
        Self { key, activity }
    }

    /// Its handle.
    pub fn key(&self) -> TileKey {
        self.key
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.activity.kind
    }

    /// The stored `ActivityTypeId`, in its own casing.
    pub fn type_id(&self) -> &'a str {
        &self.activity.type_id
    }

    /// `ActivityId`, or `""`.
    pub fn activity_id(&self) -> &'a str {
        &self.activity.id
    }

    /// `ParentActivityId` as stored, whether there is such a tile or not.
    pub fn parent_id(&self) -> Option<&'a str> {
        self.activity.parent.as_deref()
    }

    /// `ParentRelationshipType`.
    pub fn branch(&self) -> &'a Branch {
        &self.activity.branch
    }

    /// `ParentBranchId`.
    pub fn branch_number(&self) -> Option<i64> {
        self.activity.number
    }

    /// `EntityTarget`: `contact` or `account`.
    pub fn entity_target(&self) -> Option<&'a str> {
        self.activity.target.as_deref()
    }

    /// Header and nested items.
    pub fn items(&self) -> &'a [Item] {
        &self.activity.items
    }

    /// The header item.
    pub fn header(&self) -> Option<&'a Item> {
        self.activity.items.first()
    }

    /// The header's name, or `""`.
    pub fn name(&self) -> &'a str {
        self.header().map_or("", Item::name)
    }

    /// Its source.
    pub fn text(&self) -> &'a str {
        &self.activity.text
    }

    /// Whether the stored element is an object. Anything else is shown as a tile without members.
    pub fn is_object(&self) -> bool {
        self.activity.is_object
    }

    /// The members of the activity itself other than `Properties`, in stored order.
    pub fn members(&self) -> impl Iterator<Item = (String, Json)> + use<> {
        members(self.text()).into_iter().filter(|(name, _)| name != "Properties")
    }
}
