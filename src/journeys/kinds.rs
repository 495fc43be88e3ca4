//! Tile types as people see them.

use journey::{Document, Json, Kind, TileKey};

use crate::ui::icon::{
    BRANCH_FORK_20_REGULAR, CALENDAR_20_REGULAR, CIRCLE_20_REGULAR, CLIPBOARD_TASK_20_REGULAR, CLOCK_20_REGULAR,
    DOCUMENT_ONE_PAGE_20_REGULAR, FLOW_20_REGULAR, FORM_20_REGULAR, HOME_20_REGULAR, Icon, MAIL_20_REGULAR,
    MEGAPHONE_20_REGULAR, PEOPLE_20_REGULAR, PEOPLE_ADD_20_REGULAR, PERSON_ADD_20_REGULAR, POLL_20_REGULAR,
    PUZZLE_PIECE_20_REGULAR, RECORD_20_REGULAR, SPLIT_HORIZONTAL_20_REGULAR,
};
use crate::ui::words::{fill, t};

/// The type's name in the product's words.
pub fn label(kind: Kind) -> &'static str {
    t(kind.label())
}

/// The type's icon.
pub fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Root => HOME_20_REGULAR,
        Kind::Segment => PEOPLE_20_REGULAR,
        Kind::SegmentItem => PEOPLE_ADD_20_REGULAR,
        Kind::Email => MAIL_20_REGULAR,
        Kind::LandingPage => DOCUMENT_ONE_PAGE_20_REGULAR,
        Kind::MarketingForm => FORM_20_REGULAR,
        Kind::Event => CALENDAR_20_REGULAR,
        Kind::Survey => POLL_20_REGULAR,
        Kind::CreateCrmActivity => CLIPBOARD_TASK_20_REGULAR,
        Kind::InvokeWorkflow => FLOW_20_REGULAR,
        Kind::CreateLead => PERSON_ADD_20_REGULAR,
        Kind::Scheduler => CLOCK_20_REGULAR,
        Kind::Trigger => BRANCH_FORK_20_REGULAR,
        Kind::Splitter | Kind::SplitterBranch => SPLIT_HORIZONTAL_20_REGULAR,
        Kind::RecordUpdate => RECORD_20_REGULAR,
        Kind::LinkedInCampaign => MEGAPHONE_20_REGULAR,
        Kind::Empty => CIRCLE_20_REGULAR,
        Kind::Other => PUZZLE_PIECE_20_REGULAR,
    }
}

/// What a tile without a record does, in a few words: `Up to 5 days`. Only from members with a known meaning.
pub fn summary(document: &Document, key: TileKey) -> Option<String> {
    let tile = document.tile(key)?;
    let header = tile.items().first()?;
    let text = |member: &str| match header.member(member)? {
        Json::Text(text) => Some(text),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let span = |value: &str, unit: &str| {
        let (value, unit) = (text(value)?, text(unit)?);
        let unit = match (unit.as_str(), value.as_str()) {
            ("Minute", "1") => t("minute"),
            ("Minute", _) => t("minutes"),
            ("Hour", "1") => t("hour"),
            ("Hour", _) => t("hours"),
            ("Day", "1") => t("day"),
            ("Day", _) => t("days"),
            (other, _) => return Some(format!("{value} {other}")),
        };
        Some(format!("{value} {unit}"))
    };
    match tile.kind() {
        Kind::Trigger => Some(fill("Wait up to {0}", &[&span("TimeoutValue", "TimeoutUnit")?])),
        Kind::Scheduler if text("OffsetType").as_deref() == Some("Duration") => {
            Some(fill("Wait {0}", &[&span("ScheduledDurationValue", "ScheduledDurationUnit")?]))
        }
        Kind::Segment => {
            let segments = tile.items().len().saturating_sub(1);
            Some(if segments == 1 { t("1 segment").to_owned() } else { fill("{0} segments", &[&segments.to_string()]) })
        }
        _ => None,
    }
}
