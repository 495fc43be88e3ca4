//! The answer of `msdyncrm_CustomerJourneyValidate` (`reference/journeys.md 5.1`) as problems.

use crate::document::Document;
use crate::json::Json;
use crate::problem::{Problem, Severity};

/// Maps the string `ValidationResult` of the service's answer. The service's texts were never published, so a fault is told by its
/// code in words, with its arguments.
pub fn service_problems(document: &Document, validation_result: &str) -> Vec<Problem> {
    let answer = Json::parse(validation_result);
    let Some(answer @ Json::Object(_)) = &answer else {
        let message = "The service answered the check with something that could not be read.";
        return vec![Problem::new("service-answer-unreadable", Severity::Warning, message)];
    };
    let faults = match answer.member("ActivityValidationResults") {
        Some(Json::List(faults)) => faults.as_slice(),
        _ => &[],
    };
    let mut found: Vec<_> = faults.iter().filter_map(|fault| problem(document, fault)).collect();
    let overall = answer.member("Result").and_then(Json::as_text).and_then(severity);
    if let (Some(severity), true) = (overall, found.is_empty()) {
        found.push(Problem::new("service-fault", severity, "The service found a fault and does not say which."));
    }
    found
}

fn problem(document: &Document, fault: &Json) -> Option<Problem> {
    let text = |name| fault.member(name).and_then(Json::as_text).unwrap_or_default();
    let severity = severity(text("Result"))?;
    let arguments: Vec<_> = match fault.member("ErrorMessageArguments") {
        Some(Json::List(arguments)) => arguments
            .iter()
            .map(|argument| argument.as_text().map_or_else(|| argument.to_string(), str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    let mut message = humanised(text("Fault"));
    if !arguments.is_empty() {
        message = format!("{message}: {}", arguments.join(", "));
    }
    let problem =
        Problem { service: Some(text("Fault").to_owned()), ..Problem::new("service-fault", severity, message) };
    Some(match document.find(text("ActivityId")) {
        Some(tile) => problem.on(tile),
        None => problem,
    })
}

/// Our own problems and the service's in one list, the service's first and each cause once. Two have the same cause when they are about
/// the same tile and the fault code holds every word of our code, or is known to say the same; the entry then is ours, with the code.
pub fn merge_service(own: Vec<Problem>, service: Vec<Problem>) -> Vec<Problem> {
    let (mut shared, mut own) = (Vec::new(), own);
    for fault in service {
        let words = fault.service.as_deref().map(words).unwrap_or_default();
        let is_same = |problem: &Problem| {
            let is_known =
                KNOWN.iter().any(|(code, known)| *code == problem.code && Some(*known) == fault.service.as_deref());
            let says_so = || problem.code.split('-').all(|word| words.iter().any(|own| own == word));
            problem.tile == fault.tile && problem.service.is_none() && (is_known || says_so())
        };
        match own.iter().position(is_same) {
            Some(place) => {
                let problem = own.remove(place);
                let severity = problem.severity.min(fault.severity);
                shared.push(Problem { severity, service: fault.service, ..problem });
            }
            None => shared.push(fault),
        }
    }
    shared.extend(own);
    shared
}

/// Our code, and the published fault code that says the same (`reference/journeys.md 5.2`).
const KNOWN: &[(&str, &str)] =
    &[("recurrence-does-not-fit", "ErrorRecurringCampaignEndDateDoesNotFitRequestedIterations")];

/// The words of a fault code in lower case.
fn words(fault: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_lower = false;
    for letter in fault.chars() {
        if words.is_empty() || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = !letter.is_uppercase();
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

/// `Valid` is no problem. Words that no documentation names count as errors, so that nothing is hidden.
fn severity(result: &str) -> Option<Severity> {
    match result {
        result if result.eq_ignore_ascii_case("Valid") => None,
        result if result.eq_ignore_ascii_case("Warning") => Some(Severity::Warning),
        _ => Some(Severity::Error),
    }
}

/// `ErrorEndDateMissing` as `End date missing`, the code itself behind it.
fn humanised(fault: &str) -> String {
    let stem =
        ["Error", "Warning"].iter().find_map(|prefix| fault.strip_prefix(prefix)).filter(|stem| !stem.is_empty());
    let mut words = String::new();
    let mut before = None;
    for letter in stem.unwrap_or(fault).chars() {
        if letter.is_uppercase() && before.is_some_and(|before: char| before.is_lowercase() || before.is_numeric()) {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
        before = Some(letter);
    }
    if words.is_empty() { "Unnamed fault".to_owned() } else { format!("{words} ({fault})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Settings;

    fn answer(result: &str) -> Vec<String> {
        let document = Document::read(include_str!("../tests/data/workflow-validate-sample.json"), "", Settings::new());
        let problems = service_problems(&document, result);
        let line = |problem: &Problem| {
            let tile = problem.tile.and_then(|key| document.tile(key)).map_or("", |tile| tile.activity_id());
            format!("{:?} {tile} {}", problem.severity, problem.message)
        };
        problems.iter().map(line).collect()
    }

    #[test]
    fn the_documented_answer_is_told_in_words() {
        assert_eq!(
            answer(include_str!("../tests/data/validate-result-decoded.json")),
            ["Error  Recurring campaign end date does not fit requested iterations \
                 (ErrorRecurringCampaignEndDateDoesNotFitRequestedIterations)"]
        );
    }

    #[test]
    fn one_cause_is_listed_once() {
        let document = Document::read(include_str!("../tests/data/workflow-validate-sample.json"), "", Settings::new());
        let own = crate::problems(&document, None);
        let count = own.len();
        let faults = r#"{"Result":"Error","ActivityValidationResults":[
            {"ActivityId":"","Fault":"ErrorEndDateMissing","Result":"Error"},
            {"ActivityId":"","Fault":"ErrorContentSettingsNotChosen","Result":"Warning"},
            {"ActivityId":"","Fault":"Other","Result":"Error"},
            {"ActivityId":"01_0_3","Fault":"ErrorNameMissing","Result":"Error"}]}"#;
        let service = service_problems(&document, faults);
        let merged = merge_service(own, service);
        assert_eq!(merged.len(), count + 2);
        let told: Vec<_> = merged
            .iter()
            .filter_map(|problem| Some(format!("{} {}", problem.code, problem.service.as_ref()?)))
            .collect();
        assert_eq!(
            told,
            [
                "end-missing ErrorEndDateMissing",
                "content-settings-not-chosen ErrorContentSettingsNotChosen",
                "service-fault Other",
                "service-fault ErrorNameMissing",
            ]
        );
    }

    #[test]
    fn faults_go_to_their_tiles_and_answers_never_fail() {
        let fault = r#"{"Result":"Warning","ActivityValidationResults":[
            {"ActivityId":"01_0_3","Fault":"EmailNotLive","Result":"Warning","ErrorMessageArguments":["Spring",7]},
            {"ActivityId":"01_0","Result":"Valid"},7]}"#;
        assert_eq!(answer(fault), ["Warning 01_0_3 Email not live (EmailNotLive): Spring, 7", "Error  Unnamed fault"]);
        assert_eq!(answer(r#"{"Result":"Valid","ActivityValidationResults":[]}"#), [""; 0]);
        assert_eq!(answer(r#"{"Result":"Error"}"#), ["Error  The service found a fault and does not say which."]);
        assert_eq!(answer("<html>").len(), 1);
    }
}
