//! The journey's own columns: every one of the documented table (`reference/journeys.md 1.2`), with the organisation's labels.

mod column;
mod labels;
mod shown;
mod values;
mod zone;

use journey::{Lock, SETTINGS};
use leptos::prelude::*;

use self::column::ColumnField;
use self::labels::Labels;
use self::shown::{Facts, PlatformFacts};
use crate::session::JourneySession;
use crate::ui::icon::{Icon, LOCK_CLOSED_20_REGULAR};
use crate::ui::words::t;

/// Columns that belong together, by the title of their group. What stands in no group is shown with the technical columns.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "General",
        &[
            "msdyncrm_name",
            "msdyncrm_description",
            "msdyncrm_purpose",
            "msdyncrm_entitytarget",
            "msdyncrm_type",
            "msdyncrm_scope",
            "ownerid",
        ],
    ),
    (
        "Schedule",
        &[
            "msdyncrm_startdatetime",
            "msdyncrm_enddatetime",
            "msdyncrm_customerjourneytimezone",
            "msdyncrm_isrecurring",
            "msdyncrm_recurrenceintervaldays",
            "msdyncrm_recurrencecount",
        ],
    ),
    (
        "Compliance and content",
        &["msgdpr_requiredconsent", "msdyncrm_contentsettingsid", "msdyncrm_suppressionsegmentid"],
    ),
    ("Origin", &["msdyncrm_customerjourneytemplate", "msdyncr2_linkedincampaign", "msdyncrm_publishedby"]),
];

/// The journey under edit with the labels of its table. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    session: JourneySession,
    labels: Labels,
    /// Why the whole journey is locked, said once at the top.
    lock: Memo<Option<String>>,
}

/// The general settings.
#[component]
pub fn SettingsPane(
    /// The journey under edit.
    session: JourneySession,
) -> impl IntoView {
    let lock = Memo::new(move |_| {
        session.status();
        session.with_any_change(|editor| editor.tile_lock().map(|refusal| refusal.reason))
    });
    let form = Form { session, labels: Labels::read(session.organisation()), lock };
    view! {
        <div class="settings">
            {move || {
                lock.get()
                    .map(|reason| {
                        view! {
                            <p class="settings_lock" role="note">
                                <Icon data=LOCK_CLOSED_20_REGULAR />
                                <span>{reason}</span>
                            </p>
                        }
                    })
            }}
            {GROUPS.iter().map(|(title, columns)| view! { <Group form title columns /> }).collect_view()}
            <Technical form />
        </div>
    }
}

#[component]
fn Group(form: Form, title: &'static str, columns: &'static [&'static str]) -> impl IntoView {
    let specs = columns.iter().filter_map(|column| journey::setting_spec(column));
    view! {
        <section class="settings_group">
            <h2>{t(title)}</h2>
            <div class="settings_fields">
                {specs
                    .map(|spec| {
                        if spec.lock == Lock::Always {
                            view! { <Facts form specs=vec![spec] /> }.into_any()
                        } else {
                            view! { <ColumnField form spec /> }.into_any()
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

/// What the system keeps for itself, folded away.
#[component]
fn Technical(form: Form) -> impl IntoView {
    let is_grouped = |column: &str| GROUPS.iter().any(|(_, columns)| columns.contains(&column));
    let (facts, fields): (Vec<_>, Vec<_>) =
        SETTINGS.iter().filter(|spec| !is_grouped(spec.column)).partition(|spec| spec.lock == Lock::Always);
    view! {
        <details class="settings_group settings_technical" data-role="technical">
            <summary>
                <h2>{t("Technical")}</h2>
            </summary>
            <div class="settings_fields">
                {fields.into_iter().map(|spec| view! { <ColumnField form spec /> }).collect_view()}
            </div>
            <Facts form specs=facts />
            <PlatformFacts form />
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_name_columns_that_there_are() {
        for column in GROUPS.iter().flat_map(|(_, columns)| *columns) {
            assert!(journey::setting_spec(column).is_some(), "{column}");
        }
    }
}
