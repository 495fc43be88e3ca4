//! Why each problem matters, and what to do about it.

/// The explanation of a problem, by its code; `""` for what explains itself.
pub fn explanation(code: &str) -> &'static str {
    match code {
        "definition-unreadable" => {
            "The stored text is not what the designer writes. It is kept as it is. An administrator can correct it, or an earlier \
             iteration or an export can be taken over."
        }
        "definition-too-long" => "The column holds 1,048,576 characters. Remove tiles, or split the journey in two.",
        "root-missing" => "All paths hang on a hidden root. Without it no contact enters.",
        "root-repeated" => "Old data may have a second root. Tiles behind it were not reached by contacts.",
        "not-a-tile" => "The design is a list of tiles; this entry is something else. It is kept, but does nothing.",
        "id-missing" | "id-repeated" => {
            "Tiles are tied to their place and to their figures by an id of their own. Copy the tile and remove this one to give it \
             a new id."
        }
        "item-number-repeated" => {
            "Triggers name what they watch by number. With two of one number it is not clear which is meant. Copy the tile and remove \
             this one to number it anew."
        }
        "parent-missing" => {
            "Contacts do not reach a tile that is not connected. Move it behind a tile of the journey, or remove it."
        }
        "cycle" => "Contacts do not reach tiles that follow themselves. Move one of them behind a tile of the journey.",
        "many-tiles" => {
            "Microsoft warned that journeys with too many tiles can overload the service, and gave no number. This one is ours."
        }
        "audience-missing" | "audience-first" => "Contacts enter only through an audience at the start of a path.",
        "audience-only-first" => {
            "An audience within a path would take contacts in a second time; the product does not allow it."
        }
        "segment-group-empty" | "segment-group-only-excludes" => {
            "Nobody enters through a group that includes no segment."
        }
        "list-excluded" => {
            "Members of subscription lists change by themselves, and the product only lets them be included."
        }
        "segment-not-chosen"
        | "email-not-chosen"
        | "page-not-chosen"
        | "form-not-chosen"
        | "event-not-chosen"
        | "survey-not-chosen"
        | "template-not-chosen"
        | "workflow-not-chosen"
        | "campaign-not-chosen" => "The tile does nothing until its record is chosen, and the journey cannot go live.",
        "record-gone" => "It was deleted, or you may not see it. Choose another one.",
        "record-draft" | "record-not-live" => {
            "What a journey uses must be live before the journey goes live. Open it and take it live."
        }
        "email-repeated" => {
            "Sending works. But figures are counted by email, so those of the tiles cannot be told apart. Use a copy of the email."
        }
        "consent-low" => "Where data protection is on, commercial mail needs consent of level (4) Marketing or higher.",
        "trigger-timeout" => "A contact who does not answer waits for this long before taking the No branch.",
        "trigger-without-rule" => "Without a rule nobody takes the Yes branch.",
        "trigger-source-missing" => {
            "The tile or element that the rule watched was removed, or did not come along when the trigger was copied."
        }
        "trigger-source-not-before" => "A trigger knows only of what happened on the contact's own path before it.",
        "trigger-condition-missing" => "The rule names what to watch, but not what must happen to it.",
        "trigger-email-not-live" => {
            "What contacts do with an email is known only while the email and the content settings are live."
        }
        "splitter-branches" => {
            "A splitter parts contacts between branches; the last takes everyone whom the others leave."
        }
        "workflow-not-on-demand" => {
            "Only workflows that are marked as available to run on demand can be started by a journey."
        }
        "workflow-wrong-table" => {
            "A journey runs workflows for its contacts or, in journeys about accounts, for their accounts."
        }
        "target-differs" => "Tiles of a journey are about contacts or about accounts, as the journey is.",
        "wait-beyond-end" => "At its end a journey stops where it is, and contacts who still wait do not go on.",
        "branch-needed" | "no-such-branch" => {
            "Only a trigger has a Yes and a No branch, and everything behind it stands on one of them."
        }
        "event-after-audience" => "The product blocked this: such journeys did not work.",
        "placeholder" => "The mark of an unused branch belongs to a trigger, and nothing follows it.",
        "nesting" | "item-misplaced" => {
            "The product knows no such place for it, and may refuse the journey or leave it out."
        }
        "tile-without-name" => "It shows as an empty line in lists, figures and triggers.",
        "name-missing" | "name-too-long" => "A journey is found by its name, of at most 100 characters.",
        "content-settings-not-chosen" => {
            "They hold the postal address and the subscription page that every marketing email must show."
        }
        "start-missing" | "end-missing" | "end-before-start" => {
            "Contacts are processed between these two moments, in the journey's time zone."
        }
        "start-in-past" => "Contacts of the segments enter as soon as the journey is live.",
        "recurrence-interval" | "recurrence-count" | "recurrence-does-not-fit" => {
            "A recurring journey runs its iterations one after another between start and end: days times iterations must fit in."
        }
        "import-refused" => "A journey is read from its definition, or from its row as the Web API gives it.",
        "service-fault" => "The words are the code that the service gave: its own texts were never published.",
        "service-answer-unreadable" => "What our own rules found is listed all the same.",
        _ => "",
    }
}
