//! What the service says about the query (`reference/segments.md 5`): a code, and no place.

use leptos::prelude::*;
use record::Value;
use segment::diagnostics::Severity;
use segment::document::Table;
use serde_json::{Map, Value as Json};

use super::SegmentSession;
use crate::session::failure::{Failure, explain};
use crate::session::organisation::Services;
use crate::session::work::Checked;

impl SegmentSession {
    /// Codes that the service found at the last check, reactive; `None` before a check and after a change.
    pub fn service_findings(&self) -> Option<Vec<String>> {
        self.service_findings.get()
    }

    /// How many errors, and how many warnings and hints, reactive.
    pub(super) fn count_all_problems(&self) -> (usize, usize) {
        let own = self.diagnostics();
        let errors = own.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let service = self.service_findings().map_or(0, |codes| codes.len());
        (errors + service, own.len() - errors)
    }

    /// Checks the segment as it is on the screen, saved or not. There is no published check for real-time definitions.
    pub(super) async fn ask_service(&self) -> Checked {
        self.diagnose();
        if self.table == Table::RealTime || self.organisation.services_now() == Services::Gone {
            self.service_findings.set(None);
            return Checked::Here;
        }
        let request = self.validation_request();
        self.busy.set(true);
        let answer = self.organisation.client().action("msdyncrm_ValidateSegment", &request).await;
        self.busy.set(false);
        match answer {
            Ok(answer) => {
                let result = answer.get("ValidationResult").and_then(Json::as_str).unwrap_or_default();
                self.service_findings.set(Some(codes(result)));
                Checked::ByService
            }
            Err(error) => {
                self.service_findings.set(None);
                if error.is_service_missing() {
                    Checked::Here
                } else {
                    Checked::Failed(explain(Failure::Check, &error))
                }
            }
        }
    }

    fn validation_request(&self) -> Map<String, Json> {
        self.with(|editor| {
            let name = match editor.settings().get(self.table.name_column()) {
                Value::Text(name) => name.clone(),
                _ => String::new(),
            };
            Map::from_iter([
                ("msdyncrm_segmentname".to_owned(), Json::from(name)),
                ("msdyncrm_segmentquery".to_owned(), Json::from(editor.text())),
                ("msdyncrm_segmenttype".to_owned(), Json::from(untrack(|| self.segment_type()).code())),
                ("statuscode".to_owned(), Json::from(editor.status().code())),
            ])
        })
    }
}

/// The codes of a validation result: a JSON list in a text.
fn codes(result: &str) -> Vec<String> {
    let Ok(Json::Array(findings)) = serde_json::from_str(result) else { return Vec::new() };
    findings.iter().filter_map(|finding| finding.get("ErrorCode").and_then(Json::as_str).map(str::to_owned)).collect()
}
