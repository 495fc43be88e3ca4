//! Saving, checking, going live, stopping: what the commands do, and what is asked first.

use leptos::prelude::*;

use super::Desk;
use crate::session::{Checked, SaveState, Services, Step, Work};
use crate::ui::dialog::Dialog;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// A question that is open on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Take the step? What there is to know beside the usual.
    Step(Step, Vec<String>),
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

impl<W: Work> Desk<W> {
    /// Saves what changed.
    pub fn save(&self) {
        let this = *self;
        self.in_scope(async move {
            this.save_now().await;
        });
    }

    /// Saves what changed and says how it went.
    pub(super) async fn save_now(&self) -> bool {
        let saved = self.work.save().await;
        if saved {
            // The title line says that it is saved; what failed before is over.
            self.notices.clear();
        } else if let SaveState::Failed(text) = self.work.save_state().get_untracked() {
            let this = *self;
            self.notices.offer(Weight::Error, text, t("Try again"), move || this.save());
        }
        saved
    }

    /// Checks the document as it is on the screen.
    pub fn check(&self) {
        let this = *self;
        self.in_scope(async move {
            this.check_now().await;
        });
    }

    async fn check_now(&self) -> bool {
        let checked = self.work.check().await;
        let (errors, others) = untrack(|| self.work.count_problems());
        let found = match (count_errors(errors), count_others(others)) {
            (None, None) => t("No problems found.").to_owned(),
            (None, Some(others)) => fill("No errors; {0}.", &[&others]),
            (Some(errors), _) => fill("{0}. {1}", &[&errors, t(self.words.where_errors)]),
        };
        let weight = if errors > 0 { Weight::Error } else { Weight::Success };
        match checked {
            Checked::ByService => self.notices.show(weight, found),
            Checked::Here => self.notices.show(weight, fill("{0} {1}", &[&found, t(self.words.checked_here)])),
            Checked::Failed(text) => self.notices.show(Weight::Warning, fill("{0} {1}", &[&text, &found])),
        }
        self.problems_open.set(errors + others > 0);
        errors == 0
    }

    /// Asks before a step in the document's life; `notes` is what there is to know beside the usual.
    pub fn ask_step(&self, step: Step, notes: Vec<String>) {
        self.question.set(Some(Question::Step(step, notes)));
    }

    /// Reads the record again; asks first when changes would be dropped.
    pub fn ask_reload(&self) {
        if self.work.is_changed_now() {
            self.question.set(Some(Question::Reload));
        } else {
            self.reload.run(false);
        }
    }

    /// Reads the record again and drops what is unsaved, here and where it was kept.
    pub fn reload(&self) {
        let this = *self;
        self.in_scope(async move {
            this.work.drop_draft().await;
            this.reload.run(false);
        });
    }

    /// Takes the record from the window that edits it.
    pub fn take_over(&self) {
        self.reload.run(true);
    }

    fn take(&self, step: Step) {
        let this = *self;
        self.question.set(None);
        self.in_scope(async move {
            if this.work.is_changed_now() && !this.save_now().await {
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
            match this.work.take(step).await {
                Ok(()) => {
                    let text = match step {
                        Step::GoLive => "Going live. The service takes it from here; the status follows by itself.",
                        Step::Stop => "Stopping. The service takes it from here; the status follows by itself.",
                        Step::Edit => this.words.editing,
                    };
                    this.notices.show(Weight::Success, t(text));
                }
                Err(text) => this.notices.show(Weight::Error, text),
            }
        });
    }

    fn question_text(&self, step: Step, notes: Vec<String>) -> Vec<String> {
        let (work, words) = (self.work, self.words);
        let consequence = match step {
            Step::GoLive => words.go_live.1,
            Step::Stop => words.stop.1,
            Step::Edit => words.edit.1,
        };
        let mut text = vec![t(consequence).to_owned()];
        text.extend(notes);
        let errors = count_errors(untrack(|| work.count_problems().0));
        if let Some(errors) = errors.filter(|_| step == Step::GoLive) {
            text.push(fill(words.go_live.2, &[&errors]));
        }
        if work.is_changed_now() {
            text.push(t("Your unsaved changes are saved first.").to_owned());
        }
        if step.needs_service() && work.organisation().services() == Services::Unknown {
            text.push(t(words.perhaps_no_service).to_owned());
        }
        text
    }
}

/// The open question, if any.
#[component]
pub fn Questions<W: Work>(
    /// The page.
    desk: Desk<W>,
) -> impl IntoView {
    let close = Callback::new(move |()| desk.question.set(None));
    move || {
        desk.question.get().map(|question| {
            let words = desk.words;
            let (title, text, class, action, stay, confirm) = match question {
                Question::Step(step, notes) => {
                    let (title, action) = match step {
                        Step::GoLive => (words.go_live.0, "Go live"),
                        Step::Stop => (words.stop.0, "Stop"),
                        Step::Edit => (words.edit.0, "Edit"),
                    };
                    let text = desk.question_text(step, notes);
                    (title, text, "button primary", action, "Cancel", Some(step))
                }
                Question::Reload => {
                    let text = vec![t(words.reload).to_owned()];
                    let title = "Drop your unsaved changes?";
                    (title, text, "button danger", "Drop changes and reload", "Keep editing", None)
                }
            };
            let confirm = move |_| {
                if let Some(step) = confirm {
                    desk.take(step);
                } else {
                    close.run(());
                    desk.reload();
                }
            };
            view! {
                <Dialog title=t(title) close>
                    {text.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                    <div class="actions">
                        <button type="button" class=class data-action="confirm" on:click=confirm>{t(action)}</button>
                        <button type="button" class="button" on:click=move |_| close.run(())>{t(stay)}</button>
                    </div>
                </Dialog>
            }
        })
    }
}
