//! A journey that has just begun.

use std::collections::HashMap;

use super::Document;
use crate::kind::{Branch, Kind};
use crate::new_tile::{Ids, NewTile, Stem, tile_text};
use crate::settings::EntityTarget;
use record::Settings;

/// The root as the product stores it (`reference/journeys.md 3.2`); its item takes the number 0.
pub(crate) const ROOT: &str = concat!(
    r#"{"ActivityTypeId":"bpf_root","ParentBranchId":0,"ParentRelationshipType":"Default","ActivityId":"01","#,
    r#""Properties":{"Items":[{"ItemId":null,"ActivityTypeId":"bpf_root","Title":"Undefined","IsNameSystemDefined":true,"#,
    r#""Name":"New ActivityTypeName_bpf_root_TitleText","ActivityItemId":0}]}}"#,
);

impl Document {
    /// A new journey: the root and a segment group with one segment that is yet to be chosen.
    pub fn blank(settings: Settings, target: EntityTarget) -> Self {
        let mut item = 0;
        let mut next_item = || {
            item += 1;
            item
        };
        let stem = Stem { parent_id: "01", branch: &Branch::Default, number: 0, target: target.stored() };
        let mut ids = Ids { next_item: &mut next_item, renumbered: HashMap::new() };
        let audience = tile_text(&NewTile::of(Kind::Segment), "01_0", &stem, &mut ids);
        let state = format!(r#"{{"NextActivityID":1,"NextActivityItemID":{}}}"#, item + 1);
        Self::read(&format!("[{ROOT},{audience}]"), &state, settings)
    }
}
