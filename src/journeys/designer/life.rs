//! Saving, checking, going live, stopping: what the commands do, and what is asked first.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::Designer;
use crate::host;
use crate::session::{Checked, SaveState, Services, Step};
use crate::ui::dialog::Dialog;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// A question that is open on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Take the step?
    Step(Step),
    /// Drop unsaved changes and read the record again?
    Reload,
}

/// `1 error`, `3 errors`; nothing for none.
pub fn count_errors(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(t("1 error").to_owned()),
        more => Some(fill("{0} errors", &[&more.to_string()])),
    }
}

/// `1 warning or note`; nothing for none.
pub fn count_others(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(t("1 warning or note").to_owned()),
        more => Some(fill("{0} warnings or notes", &[&more.to_string()])),
    }
}

impl Designer {
    /// Saves what changed.
    pub fn save(&self) {
        let this = *self;
        self.in_scope(async move {
            this.save_now().await;
        });
    }

    /// Runs a task that ends with the screen.
    pub(super) fn in_scope(&self, task: impl Future<Output = ()> + 'static) {
        self.owner.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }

    /// Saves what changed and says how it went.
    pub(super) async fn save_now(&self) -> bool {
        let saved = self.session.save().await;
        if saved {
            // The title line says that it is saved; what failed before is over.
            self.notices.clear();
        } else if let SaveState::Failed(text) = self.session.save_state.get_untracked() {
            let this = *self;
            self.notices.offer(Weight::Error, text, t("Try again"), move || this.save());
        }
        saved
    }

    /// Checks the journey as it is on the screen.
    pub fn check(&self) {
        let this = *self;
        self.in_scope(async move {
            this.check_now().await;
        });
    }

    async fn check_now(&self) -> bool {
        let checked = self.session.check().await;
        let (errors, others) = untrack(|| self.session.count_problems());
        let found = match (count_errors(errors), count_others(others)) {
            (None, None) => t("No problems found.").to_owned(),
            (None, Some(others)) => fill("No errors; {0}.", &[&others]),
            (Some(errors), _) => fill("{0}. Listed below, and marked on the tiles.", &[&errors]),
        };
        let weight = if errors > 0 { Weight::Error } else { Weight::Success };
        match checked {
            Checked::ByService => self.notices.show(weight, found),
            Checked::Here => self.notices.show(
                weight,
                fill(
                    "{0} {1}",
                    &[&found, t("Checked here only: this organisation has no service that checks journeys.")],
                ),
            ),
            Checked::Failed(text) => self.notices.show(Weight::Warning, fill("{0} {1}", &[&text, &found])),
        }
        self.problems_open.set(errors + others > 0);
        errors == 0
    }

    /// Asks before a step in the journey's life.
    pub fn ask_step(&self, step: Step) {
        self.question.set(Some(Question::Step(step)));
    }

    /// Reads the record again; asks first when changes would be dropped.
    pub fn ask_reload(&self) {
        if self.session.is_changed_now() {
            self.question.set(Some(Question::Reload));
        } else {
            self.reload.run(());
        }
    }

    fn take(&self, step: Step) {
        let this = *self;
        self.question.set(None);
        self.in_scope(async move {
            if this.session.is_changed_now() && !this.save_now().await {
                return;
            }
            // The product checked once more before it went live (reference/journeys.md 2.2).
            if step == Step::GoLive && !this.check_now().await {
                this.notices.show(
                    Weight::Error,
                    t("Not taken live: there are errors. Everything is saved; correct them, then go live again."),
                );
                return;
            }
            match this.session.take(step).await {
                Ok(()) => {
                    let text = match step {
                        Step::GoLive => t("Going live. The service takes it from here; the status follows by itself."),
                        Step::Stop => t("Stopping. The service takes it from here; the status follows by itself."),
                        Step::Edit => t(
                            "The journey stays live as it was while you edit. Saving and Go live bring the changes in.",
                        ),
                    };
                    this.notices.show(Weight::Success, text);
                }
                Err(text) => this.notices.show(Weight::Error, text),
            }
        });
    }
}

fn question_text(designer: Designer, step: Step) -> Vec<String> {
    let session = designer.session;
    let mut text = Vec::new();
    match step {
        Step::GoLive => {
            text.push(
                t("Contacts will start to flow through this journey, and its tiles can no longer be moved.").to_owned(),
            );
            text.extend(session.past_start().map(|start| {
                fill(
                    "The start, {0}, is already past: contacts enter as soon as the journey is live.",
                    &[&host::moment_text(&start)],
                )
            }));
        }
        Step::Stop => text.push(t("Contacts stop where they are. The journey can go live again later.").to_owned()),
        Step::Edit => {
            text.push(t("The journey stays live. Its settings and the content of its tiles can be edited; tiles can't be added, moved or removed.").to_owned());
        }
    }
    let errors = count_errors(untrack(|| session.count_problems().0));
    if let Some(errors) = errors.filter(|_| step == Step::GoLive) {
        text.push(fill(
            "There is more to do: {0}. The journey is checked again and goes live only without errors.",
            &[&errors],
        ));
    }
    if session.is_changed_now() {
        text.push(t("Your unsaved changes are saved first.").to_owned());
    }
    if step.needs_service() && session.organisation().services() == Services::Unknown {
        text.push(t("It is not known whether the marketing services of this organisation still answer. If they don't, the journey stays in between for good.").to_owned());
    }
    text
}

/// The open question, if any.
#[component]
pub fn Questions(
    /// The screen.
    designer: Designer,
) -> impl IntoView {
    let close = Callback::new(move |()| designer.question.set(None));
    move || {
        designer.question.get().map(|question| match question {
            Question::Step(step) => {
                let (title, action) = match step {
                    Step::GoLive => (t("Take this journey live?"), t("Go live")),
                    Step::Stop => (t("Stop this journey?"), t("Stop")),
                    Step::Edit => (t("Edit this live journey?"), t("Edit")),
                };
                view! {
                    <Dialog title close>
                        {question_text(designer, step).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                        <div class="actions">
                            <button type="button" class="button primary" data-action="confirm" on:click=move |_| designer.take(step)>
                                {action}
                            </button>
                            <button type="button" class="button" on:click=move |_| close.run(())>
                                {t("Cancel")}
                            </button>
                        </div>
                    </Dialog>
                }
                    .into_any()
            }
            Question::Reload => {
                view! {
                    <Dialog title=t("Drop your unsaved changes?") close>
                        <p>{t("The journey is read again from the organisation. What you changed since the last save is lost.")}</p>
                        <div class="actions">
                            <button
                                type="button"
                                class="button danger"
                                data-action="confirm"
                                on:click=move |_| {
                                    close.run(());
                                    designer.reload.run(());
                                }
                            >
                                {t("Drop changes and reload")}
                            </button>
                            <button type="button" class="button" on:click=move |_| close.run(())>
                                {t("Keep editing")}
                            </button>
                        </div>
                    </Dialog>
                }
                    .into_any()
            }
        })
    }
}
