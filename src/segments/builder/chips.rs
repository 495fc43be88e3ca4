//! Several values of one condition, each with a way to remove it.

use leptos::prelude::*;
use segment::builder::Value;

use super::records::name_of;
use super::row::Condition;
use super::words;
use crate::ui::words::{fill, t};

/// So many values are shown until a person wants to see all: a pasted list may have thousands.
const AT_FIRST: usize = 20;

/// The values.
pub fn chips(this: Condition) -> AnyView {
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| this.form.with(|form| form.values.len()));
    let some = Memo::new(move |_| {
        let shown = if all.get() { usize::MAX } else { AT_FIRST };
        this.form.with(|form| form.values.iter().take(shown).cloned().collect::<Vec<_>>())
    });
    let more = move || count.get().saturating_sub(AT_FIRST);
    view! {
        <ul class="chips" aria-label=t("Values")>
            {move || some.get().into_iter().map(|value| chip(this, value)).collect_view()}
            <li hidden=move || more() == 0>
                <button
                    type="button"
                    class="button subtle small"
                    data-role="more-values"
                    aria-expanded=move || if all.get() { "true" } else { "false" }
                    on:click=move |_| all.update(|all| *all = !*all)
                >
                    {move || {
                        if all.get() { t("Show fewer").to_owned() } else { fill("and {0} more", &[&more().to_string()]) }
                    }}
                </button>
            </li>
        </ul>
    }
    .into_any()
}

fn chip(this: Condition, value: Value) -> AnyView {
    let shown = value.clone();
    let label = Signal::derive(move || match &shown {
        Value::Text(id) => name_of(this, id).unwrap_or_else(|| id.clone()),
        other => this.column.with(|column| words::value(other, column.as_ref())),
    });
    let remove = move |_| this.set(|form| form.values.retain(|own| *own != value));
    view! {
        <li class="chip">
            <span class="ellipsis" dir="auto" title=label>{label}</span>
            <button
                type="button"
                data-role="remove-value"
                aria-label=move || fill("Remove {0}", &[&label.get()])
                disabled=move || this.board.is_locked()
                on:click=remove
            >
                "×"
            </button>
        </li>
    }
    .into_any()
}
