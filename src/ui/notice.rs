//! What happened, what is safe, what to do: one strip of messages per page, also read out.

use leptos::prelude::*;

use super::icon::{
    CHECKMARK_CIRCLE_20_REGULAR, DISMISS_20_REGULAR, ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon, WARNING_20_FILLED,
};
use super::words::t;

/// How much a message weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Something was done.
    Success,
    /// Worth knowing.
    Information,
    /// Worth acting on.
    Warning,
    /// Something failed.
    Error,
}

/// A message with, perhaps, a way on.
#[derive(Clone)]
pub struct Notice {
    /// Its weight.
    pub weight: Weight,
    /// What happened, what is safe and what to do, in sentences.
    pub text: String,
    /// Label and effect of its button.
    pub action: Option<(&'static str, Callback<()>)>,
}

/// The page's messages, newest last.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Vec<(u32, Notice)>>, StoredValue<u32>);

impl Notices {
    /// An empty strip.
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()), StoredValue::new(0))
    }

    /// Shows a message in place of older ones that say the same.
    pub fn show(&self, weight: Weight, text: impl Into<String>) {
        self.push(Notice { weight, text: text.into(), action: None });
    }

    /// Shows a message with a button.
    pub fn offer(
        &self,
        weight: Weight,
        text: impl Into<String>,
        label: &'static str,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(Notice { weight, text: text.into(), action: Some((label, Callback::new(move |()| run()))) });
    }

    fn push(&self, notice: Notice) {
        self.1.update_value(|next| *next += 1);
        let id = self.1.get_value();
        self.0.update(|all| {
            // News replaces news; a warning or an error stays until it is closed.
            all.retain(|(_, old)| old.text != notice.text && matches!(old.weight, Weight::Warning | Weight::Error));
            all.push((id, notice));
        });
    }

    /// Takes every message away, as when the screen changes.
    pub fn clear(&self) {
        self.0.update(Vec::clear);
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}

/// The strip itself.
#[component]
pub fn NoticeStrip(
    /// The page's messages.
    notices: Notices,
) -> impl IntoView {
    let close = move |id| notices.0.update(|all| all.retain(|(other, _)| *other != id));
    view! {
        <div class="notices" role="status" aria-live="polite">
            <For each=move || notices.0.get() key=|(id, _)| *id let((id, notice))>
                <div class="notice" data-weight=format!("{:?}", notice.weight)>
                    <Icon data=match notice.weight {
                        Weight::Success => CHECKMARK_CIRCLE_20_REGULAR,
                        Weight::Information => INFO_20_REGULAR,
                        Weight::Warning => WARNING_20_FILLED,
                        Weight::Error => ERROR_CIRCLE_20_FILLED,
                    } />
                    <span class="text">{notice.text.clone()}</span>
                    {notice
                        .action
                        .map(|(label, run)| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| {
                                        close(id);
                                        run.run(());
                                    }
                                >
                                    {label}
                                </button>
                            }
                        })}
                    <button type="button" class="button subtle compact" aria-label=t("Close message") on:click=move |_| close(id)>
                        <Icon data=DISMISS_20_REGULAR />
                    </button>
                </div>
            </For>
        </div>
    }
}
