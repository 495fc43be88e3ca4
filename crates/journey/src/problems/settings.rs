//! The journey's own columns (`reference/journeys.md 5.3`).

use crate::document::Document;
use crate::kind::Kind;
use crate::moment::{DAY, Moment};
use crate::phrase::{Arg, Phrase};
use crate::problem::Problem;
use record::Value;

const NAME: &str = "msdyncrm_name";
const START: &str = "msdyncrm_startdatetime";
const END: &str = "msdyncrm_enddatetime";
const CONTENT: &str = "msdyncrm_contentsettingsid";
const RECURRING: &str = "msdyncrm_isrecurring";
const INTERVAL: &str = "msdyncrm_recurrenceintervaldays";
const COUNT: &str = "msdyncrm_recurrencecount";

pub(super) fn check(document: &Document, now: Option<Moment>, found: &mut Vec<Problem>) {
    let settings = document.settings();
    let mut tell = |field: &str, problem: Problem| found.push(problem.field(field));

    match settings.text(NAME).map(str::trim) {
        None | Some("") => tell(NAME, Problem::error("name-missing", "The journey needs a name.")),
        Some(name) if name.encode_utf16().count() > 100 => {
            tell(NAME, Problem::error("name-too-long", "The name takes at most 100 characters."));
        }
        Some(_) => {}
    }
    let sends = document.tiles().any(|tile| tile.kind() == Kind::Email);
    if sends && !matches!(settings.get(CONTENT), Value::Lookup(_)) {
        let message = "The journey sends email, so it needs content settings.";
        tell(CONTENT, Problem::error("content-settings-not-chosen", message));
    }

    let moment = |column| settings.text(column).and_then(Moment::parse);
    let (start, end) = (moment(START), moment(END));
    if start.is_none() {
        tell(START, Problem::error("start-missing", "Set when the journey starts."));
    }
    if end.is_none() {
        tell(END, Problem::error("end-missing", "Set when the journey ends."));
    }
    if let (Some(start), Some(end)) = (start, end)
        && end <= start
    {
        tell(END, Problem::error("end-before-start", "The journey must end after it starts."));
    }
    let is_recurring = settings.get(RECURRING) == &Value::Flag(true);
    if let (Some(start), Some(now)) = (start, now)
        && start < now
    {
        let message = if is_recurring {
            "The start lies in the past. The first iteration runs at once, later ones count from the start date."
        } else {
            "The start lies in the past."
        };
        tell(START, Problem::warning("start-in-past", message));
    }
    if !is_recurring {
        return;
    }
    let interval = settings.number(INTERVAL).filter(|days| *days > 0);
    let count = settings.number(COUNT).filter(|count| *count > 0);
    if interval.is_none() {
        tell(INTERVAL, Problem::error("recurrence-interval", "Set how many days an iteration lasts; at least 1."));
    }
    if count.is_none() {
        tell(COUNT, Problem::error("recurrence-count", "Set how many iterations there are; at least 1."));
    }
    if let (Some(interval), Some(count), Some(start), Some(end)) = (interval, count, start, end)
        && end > start
    {
        let needed = interval.saturating_mul(count);
        if needed.saturating_mul(DAY) > end.since(start) {
            let days = end.since(start) / DAY;
            let text = "{0} iterations of {1} days take {2} days; the journey lasts {3}.";
            let phrase = Phrase::of(text, [count, interval, needed, days].map(Arg::number));
            tell(COUNT, Problem::error("recurrence-does-not-fit", phrase));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, with};
    use record::Lookup;

    fn moment(text: &str) -> Value {
        Value::Moment(text.to_owned())
    }

    fn sound() -> Vec<(&'static str, Value)> {
        let content = Lookup { table: "msdyncrm_contentsettings".to_owned(), id: "1".to_owned(), name: None };
        vec![
            (NAME, Value::Text("Sample".to_owned())),
            (START, moment("2019-02-08T11:48:00.000Z")),
            (END, moment("2019-03-08T11:48:00.000Z")),
            (CONTENT, Value::Lookup(content)),
        ]
    }

    fn problems(changes: Vec<(&'static str, Value)>) -> String {
        let settings: Vec<_> = sound().into_iter().chain(changes).collect();
        let now = Moment::parse("2019-02-01T00:00:00Z");
        found(&with("Segment\n Email", &settings), |document, found| check(document, now, found))
    }

    #[test]
    fn sound_settings_are_no_problem() {
        assert_eq!(problems(Vec::new()), "");
    }

    #[test]
    fn what_is_missing_or_does_not_fit_is_told() {
        let recurring = |interval, count| {
            vec![(RECURRING, Value::Flag(true)), (INTERVAL, Value::Number(interval)), (COUNT, Value::Number(count))]
        };
        for (changes, expected) in [
            (vec![(NAME, Value::Text("  ".to_owned()))], "name-missing msdyncrm_name"),
            (vec![(NAME, Value::Text("x".repeat(101)))], "name-too-long msdyncrm_name"),
            (vec![(CONTENT, Value::Nothing)], "content-settings-not-chosen msdyncrm_contentsettingsid"),
            (vec![(START, Value::Nothing)], "start-missing msdyncrm_startdatetime"),
            (vec![(END, Value::Nothing)], "end-missing msdyncrm_enddatetime"),
            (vec![(END, moment("2019-02-08T11:48:59Z"))], "end-before-start msdyncrm_enddatetime"),
            (vec![(START, moment("2019-01-31T23:59:00Z"))], "start-in-past msdyncrm_startdatetime"),
            (
                recurring(0, 0),
                "recurrence-interval msdyncrm_recurrenceintervaldays\nrecurrence-count msdyncrm_recurrencecount",
            ),
            // As in the documented request, of which the service said the same (reference/journeys.md 5.2).
            (recurring(30, 3), "recurrence-does-not-fit msdyncrm_recurrencecount"),
            (recurring(7, 4), ""),
        ] {
            assert_eq!(problems(changes), expected);
        }
    }
}
