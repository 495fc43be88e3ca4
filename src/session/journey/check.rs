//! Problems: our own rules always, the service's where it answers.

use std::rc::Rc;

use journey::{Editor, Problem, Severity, Value};
use leptos::prelude::*;
use serde_json::{Map, Value as Json};

use super::JourneySession;
use crate::host;
use crate::session::failure::{Failure, explain};
use crate::session::organisation::Services;
use crate::session::work::{Checked, Work};

impl JourneySession {
    pub(super) fn find_problems(&self) {
        let now = host::now_iso();
        let Some(found) = self.editor.try_with_value(|editor| journey::problems(editor.document(), Some(&now))) else {
            return;
        };
        self.problems.set(Rc::new(found));
    }

    /// Problems found here by our own rules, reactive.
    pub fn problems(&self) -> Rc<Vec<Problem>> {
        self.problems.get()
    }

    /// Problems that the service found at the last check, reactive; `None` before a check and after a change.
    pub fn service_problems(&self) -> Option<Vec<Problem>> {
        self.service_problems.get()
    }

    /// How many errors, and how many warnings and notes, reactive.
    pub(super) fn count_all_problems(&self) -> (usize, usize) {
        let is_error = |problem: &&Problem| problem.severity == Severity::Error;
        let (own, service) = (self.problems(), self.service_problems().unwrap_or_default());
        let all = own.len() + service.len();
        let errors = own.iter().chain(&service).filter(is_error).count();
        (errors, all - errors)
    }

    /// Checks the journey as it is on the screen, saved or not.
    pub(super) async fn ask_service(&self) -> Checked {
        self.find_problems();
        if self.organisation().services_now() == Services::Gone {
            self.service_problems.set(None);
            return Checked::Here;
        }
        let request = self.with(|editor| validation_request(&self.id(), editor));
        self.busy.set(true);
        let answer = self.organisation().client().action("msdyncrm_CustomerJourneyValidate", &request).await;
        self.organisation().learn(&answer);
        self.busy.set(false);
        match answer {
            Ok(answer) => {
                let result = answer.get("ValidationResult").and_then(Json::as_str).unwrap_or_default();
                let found = self.with(|editor| journey::service_problems(editor.document(), result));
                self.service_problems.set(Some(found));
                Checked::ByService
            }
            Err(error) => {
                self.service_problems.set(None);
                if error.is_service_missing() {
                    Checked::Here
                } else {
                    Checked::Failed(explain(Failure::Check, &error))
                }
            }
        }
    }
}

/// Parameters of the validate action (`reference/journeys.md 5.1`): the values on the screen, not those stored.
fn validation_request(id: &str, editor: &Editor) -> Map<String, Json> {
    let settings = editor.document().settings();
    let braced = |id: &str| Json::from(format!("{{{}}}", id.to_ascii_uppercase()));
    let mut request = Map::new();
    let mut put = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            request.insert(name.to_owned(), value);
        }
    };
    let plain = |column: &str| match settings.get(column) {
        Value::Text(text) => Some(Json::from(text.as_str())),
        Value::Number(number) => Some(Json::from(*number)),
        Value::Flag(flag) => Some(Json::from(*flag)),
        Value::Moment(moment) => Some(Json::from(moment.as_str())),
        Value::Lookup(lookup) => Some(braced(&lookup.id)),
        Value::Nothing => None,
    };
    put("FieldValueCustomerJourneyId", Some(braced(id)));
    put("FieldValueStatusCode", Some(Json::from(editor.status().code())));
    put("FieldValueName", plain("msdyncrm_name"));
    put("FieldValueStartDateTime", plain("msdyncrm_startdatetime"));
    put("FieldValueEndDateTime", plain("msdyncrm_enddatetime"));
    put("FieldValueWorkflowDefinition", Some(Json::from(editor.document().definition())));
    put("FieldValueIsRecurring", plain("msdyncrm_isrecurring"));
    put("FieldValueRecurrenceIntervalDays", plain("msdyncrm_recurrenceintervaldays"));
    put("FieldValueRecurrenceCount", plain("msdyncrm_recurrencecount"));
    put("FieldValueRequiredConsent", plain("msgdpr_requiredconsent"));
    put("FieldValueContentSettingsId", plain("msdyncrm_contentsettingsid"));
    put("FieldValueEntityTarget", plain("msdyncrm_entitytarget"));
    put("FieldValueSuppressionSegmentId", plain("msdyncrm_suppressionsegmentid"));
    put("FieldValueCustomerJourneyTimeZone", plain("msdyncrm_customerjourneytimezone"));
    request
}
