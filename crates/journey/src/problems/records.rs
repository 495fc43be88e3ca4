//! Records that must be chosen, and emails that are sent twice.

use std::collections::HashMap;

use crate::document::Document;
use crate::kind::Kind;
use crate::problem::Problem;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    let mut emails: HashMap<&str, Vec<_>> = HashMap::new();
    for tile in document.tiles() {
        for (index, item) in tile.items().iter().enumerate() {
            let problem = match (item.record(), missing(item.kind())) {
                (None, Some((code, message))) => Problem::error(code, message),
                (Some(record), _) if item.kind() == Kind::Email => {
                    emails.entry(record).or_default().push(tile.key());
                    continue;
                }
                _ => continue,
            };
            found.push(problem.on(tile.key()).item(index).field("ItemId"));
        }
    }
    let mut repeated: Vec<_> = emails.into_values().filter(|tiles| tiles.len() > 1).flatten().collect();
    repeated.sort_unstable();
    for tile in repeated {
        let message =
            "This email is used by more than one tile of the journey. Its figures will not tell the tiles apart.";
        found.push(Problem::warning("email-repeated", message).on(tile).item(0).field("ItemId"));
    }
}

/// What to say of an item that refers to no record yet. The words on emails are the product's (`reference/journeys.md 5.2`).
fn missing(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::SegmentItem => ("segment-not-chosen", "You must choose a segment here."),
        Kind::Email => ("email-not-chosen", "You must assign an email message to this tile."),
        Kind::LandingPage => ("page-not-chosen", "You must choose a marketing page here."),
        Kind::MarketingForm => ("form-not-chosen", "You must choose a marketing form here."),
        Kind::Event => ("event-not-chosen", "You must choose an event here."),
        Kind::Survey => ("survey-not-chosen", "You must choose a survey here."),
        Kind::CreateCrmActivity => ("template-not-chosen", "You must choose an activity template for this tile."),
        Kind::InvokeWorkflow => ("workflow-not-chosen", "You must choose a workflow for this tile."),
        Kind::LinkedInCampaign => ("campaign-not-chosen", "You must choose a LinkedIn campaign for this tile."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, journey};

    #[test]
    fn every_reference_must_be_chosen() {
        let outline = "Segment
 + SegmentItem
 Email
  + LandingPage
  + MarketingForm
  CreateCrmActivity
   InvokeWorkflow
    Scheduler";
        let expected = "segment-not-chosen t1/1 ItemId
email-not-chosen t2/0 ItemId
page-not-chosen t2/1 ItemId
form-not-chosen t2/2 ItemId
template-not-chosen t3/0 ItemId
workflow-not-chosen t4/0 ItemId";
        assert_eq!(found(&journey(outline), check), expected);
        assert_eq!(found(&journey("Segment\n + SegmentItem #s\n Email #e\n  + Event #v"), check), "");
    }

    #[test]
    fn an_email_used_twice_is_told_at_both_tiles() {
        let outline = "Segment\n Email #e\n Email #f\n Email #e";
        assert_eq!(found(&journey(outline), check), "email-repeated t2/0 ItemId\nemail-repeated t4/0 ItemId");
    }
}
