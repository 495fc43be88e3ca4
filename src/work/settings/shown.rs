//! Columns that are shown and never edited.

use leptos::prelude::*;
use record::{SettingKind, SettingSpec, Value};

use super::Form;
use super::values::text;
use crate::host;
use crate::ui::words::t;

/// Names and values of columns that the system keeps.
#[component]
pub(super) fn Facts(
    /// The form.
    form: Form,
    /// The columns.
    specs: Vec<&'static SettingSpec>,
) -> impl IntoView {
    view! {
        <dl class="facts">
            {specs
                .into_iter()
                .map(|spec| {
                    view! {
                        <dt>{move || form.labels.column(spec)}</dt>
                        // Focusable, so that a problem can lead here.
                        <dd data-column=spec.column tabindex="-1" dir="auto">{move || shown(form, spec)}</dd>
                    }
                })
                .collect_view()}
        </dl>
    }
}

fn shown(form: Form, spec: &'static SettingSpec) -> String {
    let value = form.value.run(spec.column);
    match (&value, spec.kind) {
        (Value::Nothing, _) => form.fact.run(spec.column).unwrap_or_else(|| t("None").to_owned()),
        (Value::Number(code), SettingKind::Choice(_)) => {
            let code = code.to_string();
            let options = form.labels.options(spec);
            options.into_iter().find(|(own, _)| *own == code).map_or(code, |(_, label)| label)
        }
        // What the system writes is a moment of the server, unlike the journey's own dates.
        (Value::Moment(moment), _) => host::date_time(moment),
        _ => text(&value),
    }
}

/// The columns that are no settings at all, as far as the record tells them.
#[component]
pub(super) fn PlatformFacts(
    /// The form.
    form: Form,
) -> impl IntoView {
    view! {
        <dl class="facts">
            {form.layout.platform
                .iter()
                .map(|(column, label)| {
                    view! {
                        <dt>{t(label)}</dt>
                        <dd data-column=*column tabindex="-1">{move || form.fact.run(column).unwrap_or_else(|| t("None").to_owned())}</dd>
                    }
                })
                .collect_view()}
        </dl>
    }
}
