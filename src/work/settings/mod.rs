//! The columns beside a document, every one that a person may see, with the organisation's labels.

mod column;
mod labels;
mod shown;
mod values;
mod zone;

use leptos::prelude::*;
use record::{Lock, SettingSpec, Value};

use self::column::ColumnField;
use self::labels::Labels;
use self::shown::{Facts, PlatformFacts};
use crate::session::{Organisation, Work};
use crate::ui::icon::{Icon, LOCK_CLOSED_20_REGULAR};
use crate::ui::words::t;

/// Titles of groups, each with the columns that belong together.
pub type Groups = &'static [(&'static str, &'static [&'static str])];

/// How the columns of a table are laid out.
pub struct Layout {
    /// Logical name of the table.
    pub table: &'static str,
    /// Its columns.
    pub specs: &'static [SettingSpec],
    /// What stands in no group is shown with the technical columns.
    pub groups: Groups,
    /// Columns beside the settings that the platform keeps for itself, with their English names.
    pub platform: &'static [(&'static str, &'static str)],
    /// The column that holds a time zone's code, if it is known to.
    pub zone: Option<&'static str>,
    /// What to know of some columns that their description does not say.
    pub hints: &'static [(&'static str, &'static str)],
}

impl Layout {
    fn spec(&self, column: &str) -> Option<&'static SettingSpec> {
        self.specs.iter().find(|spec| spec.column == column)
    }
}

/// The columns of a document under edit with the labels of its table. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    organisation: Organisation,
    layout: &'static Layout,
    labels: Labels,
    /// Why the whole document is locked, said once at the top.
    lock: Memo<Option<String>>,
    value: Callback<&'static str, Value>,
    set: Callback<(&'static str, Value), Result<(), String>>,
    column_lock: Callback<&'static str, Option<String>>,
    fact: Callback<&'static str, Option<String>>,
}

impl Form {
    fn over<W: Work>(work: W, layout: &'static Layout) -> Self {
        let fact =
            move |column: &str| work.facts().shown.into_iter().find(|(own, _)| *own == column).map(|(_, value)| value);
        Self {
            organisation: work.organisation(),
            layout,
            labels: Labels::read(work.organisation(), layout.table),
            lock: Memo::new(move |_| work.lock()),
            value: Callback::new(move |column| work.setting(column)),
            set: Callback::new(move |(column, value)| work.set(column, value)),
            column_lock: Callback::new(move |column| work.setting_lock(column)),
            fact: Callback::new(fact),
        }
    }
}

/// The settings.
#[component]
pub fn SettingsPane<W: Work>(
    /// The document under edit.
    work: W,
    /// How its columns are laid out.
    layout: &'static Layout,
) -> impl IntoView {
    let form = Form::over(work, layout);
    let lock = form.lock;
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
            {layout.groups.iter().map(|(title, columns)| view! { <Group form title columns /> }).collect_view()}
            <Technical form />
        </div>
    }
}

#[component]
fn Group(form: Form, title: &'static str, columns: &'static [&'static str]) -> impl IntoView {
    let specs = columns.iter().filter_map(|column| form.layout.spec(column));
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
    let is_grouped = |column: &str| form.layout.groups.iter().any(|(_, columns)| columns.contains(&column));
    let (facts, fields): (Vec<_>, Vec<_>) =
        form.layout.specs.iter().filter(|spec| !is_grouped(spec.column)).partition(|spec| spec.lock == Lock::Always);
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
