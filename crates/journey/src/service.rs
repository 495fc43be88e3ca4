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
    let problem = Problem::new("service-fault", severity, message);
    Some(match document.find(text("ActivityId")) {
        Some(tile) => problem.on(tile),
        None => problem,
    })
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
