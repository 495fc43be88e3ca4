//! The journeys of the organisation: how they are listed, made and copied.

use dataverse::{Body, Row};
use journey::{Document, EntityTarget, Kind, Settings, Severity, Status, Value};

use super::JOURNEYS;
use super::failure::{Failure, explain};
use super::journey::{copy, editor, query};
use super::list::{Documents, STATUS, Source, Summary, made};
use super::organisation::Organisation;
use crate::host;

/// `msdyncrm_type`: Automated.
const AUTOMATED: i64 = 192_350_000;

const NAME: &str = "msdyncrm_name";
const TARGET: &str = "msdyncrm_entitytarget";

/// The list of journeys.
pub static JOURNEY_LIST: Source = Source {
    set: JOURNEYS,
    id: "msdyncrm_customerjourneyid",
    name: NAME,
    columns: &["msdyncrm_startdatetime", "msdyncrm_enddatetime", TARGET],
    status: Status::from_code,
    documents: Documents { column: "msdyncrm_workflowdefinition", limited_by: None, query, sum_up },
};

fn sum_up(row: &Row, _limit: Option<usize>) -> Summary {
    let editor = editor(row);
    let document = editor.document();
    let problems = journey::problems(document, Some(&host::now_iso()));
    let weighing = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    Summary {
        size: document.tiles().filter(|tile| !matches!(tile.kind(), Kind::Root | Kind::Empty)).count(),
        errors: weighing(Severity::Error),
        warnings: weighing(Severity::Warning),
    }
}

impl Organisation {
    /// Makes an empty draft and gives its id, or says why not.
    pub async fn create_journey(&self, name: &str, target: EntityTarget) -> Result<String, String> {
        let target_code = i64::from(target == EntityTarget::Account);
        let mut settings = Settings::new();
        settings.set(TARGET, Value::Number(target_code));
        let document = Document::blank(settings, target);
        // The order of the documented request.
        let body = Body::new()
            .text("msdyncrm_customerjourneydesignerstate", &document.designer_state())
            .text("msdyncrm_workflowdefinition", &document.definition())
            .text(NAME, name)
            .number("msdyncrm_type", AUTOMATED)
            .number(TARGET, target_code)
            .number(STATUS, Status::Draft.code());
        made(self.client().create(JOURNEYS, &body, None).await)
    }

    /// Copies a journey as it is stored, as a draft: definition, designer state and settings. Gives the copy's id, or
    /// says why not.
    pub async fn copy_journey(&self, id: &str, name: &str) -> Result<String, String> {
        let original =
            self.client().get(JOURNEYS, id, &query()).await.map_err(|error| explain(Failure::Load, &error))?;
        let body = copy(&editor(&original), name);
        made(self.client().create(JOURNEYS, &body, None).await)
    }
}
