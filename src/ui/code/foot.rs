//! Below the text: the problem at the caret and what to do about it, how long the text is, why it is locked, the keys.

use leptos::prelude::*;

use super::problems::name;
use super::{Code, Severity, keys_in_words};
use crate::host;
use crate::ui::icon::{
    ARROW_DOWN_20_REGULAR, ARROW_UP_20_REGULAR, CHECKMARK_CIRCLE_20_REGULAR, ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR,
    Icon, Icon as IconData, LOCK_CLOSED_20_REGULAR, WARNING_20_FILLED, WRENCH_20_REGULAR,
};
use crate::ui::words::{fill, t};

/// The lines below the text.
#[component]
pub fn Foot(code: Code, id: String, lock: Signal<Option<String>>, max: Signal<Option<usize>>) -> impl IntoView {
    let problems = code.problems;
    let message = move || {
        let current = problems.current.get().and_then(|index| problems.get(index));
        let (severity, icon, text) = match current {
            Some((severity, message)) => {
                let icon = match severity {
                    Severity::Error => ERROR_CIRCLE_20_FILLED,
                    Severity::Warning => WARNING_20_FILLED,
                    Severity::Hint => INFO_20_REGULAR,
                };
                (severity.class(), icon, format!("{}: {message}", name(severity)))
            }
            None => match problems.count() {
                0 => ("none", CHECKMARK_CIRCLE_20_REGULAR, t("No problems").to_owned()),
                1 => ("some", INFO_20_REGULAR, t("1 problem").to_owned()),
                count => ("some", INFO_20_REGULAR, fill("{0} problems", &[&count.to_string()])),
            },
        };
        view! {
            <p class="code_problem" data-severity=severity data-role="code-problem">
                <Icon data=icon />
                <span class="text" dir="auto">{text}</span>
            </p>
        }
    };
    let has_any = Memo::new(move |_| problems.count() > 0);
    let is_at_one = Memo::new(move |_| problems.current.get().is_some());
    let (fault_id, hint_id, lock_id) = (format!("{id}-fault"), format!("{id}-hint"), format!("{id}-lock"));
    view! {
        <div class="code_foot">
            <div class="code_message" id=fault_id>{message}</div>
            <div class="code_ways" hidden=move || !has_any.get()>
                <Way icon=WRENCH_20_REGULAR label=t("Ways to mend") keys="Control+." is_off=Signal::derive(move || !is_at_one.get()) run=Callback::new(move |()| code.open_fixes()) />
                <Way icon=ARROW_UP_20_REGULAR label=t("Previous problem") keys="Shift+F8" is_off=Signal::stored(false) run=Callback::new(move |()| problems.go(code, false)) />
                <Way icon=ARROW_DOWN_20_REGULAR label=t("Next problem") keys="F8" is_off=Signal::stored(false) run=Callback::new(move |()| problems.go(code, true)) />
            </div>
            <Length code max />
        </div>
        <p class="code_lock" id=lock_id>
            {move || lock.get().map(|reason| view! { <Icon data=LOCK_CLOSED_20_REGULAR /> <span>{reason}</span> })}
        </p>
        <p class="visually_hidden" id=hint_id>{t("Control Space lists suggestions. Tab leaves the box.")}</p>
        <details class="code_keys">
            <summary>{t("Keys of the text box")}</summary>
            <dl>{keys_in_words().map(|(keys, what)| view! { <dt>{keys}</dt> <dd>{what}</dd> }).collect_view()}</dl>
        </details>
    }
}

/// A small button with an icon.
#[component]
fn Way(
    icon: IconData,
    label: &'static str,
    keys: &'static str,
    is_off: Signal<bool>,
    run: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button subtle compact small"
            aria-label=label
            title=format!("{label} ({})", keys.replace("Control", "Ctrl"))
            aria-keyshortcuts=keys
            aria-disabled=move || is_off.get().then_some("true")
            on:click=move |_| {
                if !is_off.get_untracked() {
                    run.run(());
                }
            }
        >
            <Icon data=icon />
        </button>
    }
}

/// `212 of 4,000 characters`, and how many are too many.
#[component]
fn Length(code: Code, max: Signal<Option<usize>>) -> impl IntoView {
    let length = Memo::new(move |_| code.area.text().encode_utf16().count());
    let excess = Memo::new(move |_| max.get().map_or(0, |max| length.get().saturating_sub(max)));
    Effect::new(move |before: Option<usize>| {
        let excess = excess.get();
        if excess > 0 && before.is_some_and(|before| before == 0) {
            code.say(too_many(excess));
        }
        excess
    });
    let state = move || match (excess.get(), max.get()) {
        (1.., _) => "over",
        // A tenth left is time to know.
        (_, Some(max)) if length.get() * 10 >= max * 9 => "near",
        _ => "fits",
    };
    let words = move || {
        let length = host::number(length.get() as u64);
        let mut words = match max.get() {
            Some(max) => fill("{0} of {1} characters", &[&length, &host::number(max as u64)]),
            None => fill("{0} characters", &[&length]),
        };
        if excess.get() > 0 {
            words = format!("{words}, {}", too_many(excess.get()));
        }
        words
    };
    view! {
        <p class="code_length" data-state=state data-role="code-length">
            {move || (state() != "fits").then(|| view! { <Icon data=WARNING_20_FILLED /> })}
            <span dir="auto">{words}</span>
        </p>
    }
}

fn too_many(excess: usize) -> String {
    fill("{0} too many", &[&host::number(excess as u64)])
}
