//! Who enters: audiences at the start of each path, and what segment groups hold.

use crate::document::Document;
use crate::json::Json;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::tile::Tile;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    if !document.is_editable() {
        return;
    }
    let starts = document.root().map_or(&[][..], |root| document.children(root));
    let mut kinds = starts.iter().filter_map(|key| document.tile(*key)).map(|tile| tile.kind());
    if document.root().is_some() && !kinds.any(Kind::is_audience) {
        found.push(Problem::error(
            "audience-missing",
            "The journey has no audience. Begin a path with a segment group.",
        ));
    }
    for tile in document.tiles().filter(|tile| tile.kind() == Kind::Segment) {
        group(&tile, found);
    }
}

fn group(tile: &Tile<'_>, found: &mut Vec<Problem>) {
    let segments: Vec<_> = tile.items().iter().filter(|item| item.kind() == Kind::SegmentItem).collect();
    if segments.is_empty() {
        let message = "This segment group holds no segment. Add one.";
        found.push(Problem::error("segment-group-empty", message).on(tile.key()));
        return;
    }
    let is_exclusion =
        |method: Option<Json>| matches!(method, Some(Json::Text(method)) if method.eq_ignore_ascii_case("Exclusion"));
    if segments.iter().all(|item| is_exclusion(item.member("ContainmentMethod"))) {
        let message = "This segment group only excludes. Include at least one segment.";
        found.push(Problem::error("segment-group-only-excludes", message).on(tile.key()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, journey};

    #[test]
    fn a_journey_needs_an_audience() {
        assert_eq!(found(&journey(""), check), "audience-missing");
        assert_eq!(found(&journey("Email"), check), "audience-missing");
        assert_eq!(found(&journey("MarketingForm\n Email"), check), "");
    }

    #[test]
    fn a_segment_group_includes_someone() {
        assert_eq!(found(&journey("Segment"), check), "segment-group-empty t1");
        let only = "Segment\n + SegmentItem ContainmentMethod=\"Exclusion\"";
        assert_eq!(found(&journey(only), check), "segment-group-only-excludes t1");
        let both = format!("{only}\n + SegmentItem ContainmentMethod=\"Inclusion\"");
        assert_eq!(found(&journey(&both), check), "");
        assert_eq!(found(&journey("Segment\n + SegmentItem"), check), "");
    }
}
