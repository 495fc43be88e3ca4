//! One of several values, and yes or no.

use leptos::prelude::*;

use super::{Bound, Fault, Field, Mark, described_by, fresh_id};
use crate::ui::words::{fill, t};

/// Values with what they are called, in the order in which they are offered.
pub type Choices = Vec<(String, String)>;

/// What is offered beside a stored value: a value that is not among the choices, or none at all, is shown as it is.
fn offered(mut choices: Choices, stored: &str) -> Choices {
    if choices.iter().all(|(value, _)| value != stored) {
        let label = if stored.is_empty() { t("Not set").to_owned() } else { fill("{0} (as stored)", &[stored]) };
        choices.insert(0, (stored.to_owned(), label));
    }
    choices
}

/// A labelled choice. The empty value stands for none.
#[component]
pub fn ChoiceField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// The value.
    bound: Bound<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Choices>,
    /// What it is known by.
    mark: Mark,
    /// What it is for.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Why it is locked, where that is not said once for all.
    #[prop(into, optional)]
    lock: Signal<Option<String>>,
    /// It must have a value.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = fresh_id();
    let fault = RwSignal::new(None::<String>);
    let Bound { value, commit, lock: locked } = bound;
    let all = Memo::new(move |_| value.with(|stored| offered(choices.get(), stored)));
    let on_change = move |event: web_sys::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let outcome = commit.run(select.value());
        fault.set(outcome.err().map(Fault::text));
        select.set_value(&value.get_untracked());
    };
    view! {
        <Field label id=id.clone() hint fault lock required>
            <select
                {..mark.attribute()}
                class="input"
                id=id.clone()
                aria-describedby=described_by(&id)
                aria-invalid=move || fault.with(|fault| fault.is_some().then_some("true"))
                disabled=move || locked.with(Option::is_some)
                title=move || locked.get().unwrap_or_default()
                on:change=on_change
            >
                {move || {
                    all.get()
                        .into_iter()
                        .map(|(own, label)| {
                            let this = own.clone();
                            view! {
                                <option value=own prop:selected=move || value.with(|value| *value == this)>
                                    {label}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Field>
    }
}

/// A labelled yes or no.
#[component]
pub fn FlagField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// The value.
    bound: Bound<bool>,
    /// What it is known by.
    mark: Mark,
    /// What it is for.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Why it is locked, where that is not said once for all.
    #[prop(into, optional)]
    lock: Signal<Option<String>>,
) -> impl IntoView {
    let id = fresh_id();
    let fault = RwSignal::new(None::<String>);
    let Bound { value, commit, lock: locked } = bound;
    let on_change = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let outcome = commit.run(input.checked());
        fault.set(outcome.err().map(Fault::text));
        input.set_checked(value.get_untracked());
    };
    view! {
        <Field label id=id.clone() hint fault lock>
            <span class="check">
                <input
                    {..mark.attribute()}
                    type="checkbox"
                    id=id.clone()
                    aria-describedby=described_by(&id)
                    disabled=move || locked.with(Option::is_some)
                    title=move || locked.get().unwrap_or_default()
                    prop:checked=value
                    on:change=on_change
                />
                <span class="muted" aria-hidden="true">{move || if value.get() { t("Yes") } else { t("No") }}</span>
            </span>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_value_is_always_offered() {
        let choices = || vec![("A".to_owned(), "First".to_owned())];
        let values = |stored| offered(choices(), stored).into_iter().map(|(value, _)| value).collect::<Vec<_>>();
        assert_eq!(values("A"), ["A"]);
        assert_eq!(values("other"), ["other", "A"]);
        assert_eq!(values(""), ["", "A"]);
    }
}
