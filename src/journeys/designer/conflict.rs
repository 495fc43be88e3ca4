//! Somebody else saved first: nothing was overwritten, and a person decides.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};
use leptos::prelude::*;

use super::Designer;
use crate::host;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{Conflict, Mine, plain};
use crate::ui::dialog::Dialog;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Same(String),
    /// Only on the server.
    Theirs(String),
    /// Only here.
    Mine(String),
    /// That many equal lines left out.
    Skipped(usize),
}

/// Equal lines kept around a difference.
const CONTEXT: usize = 3;

/// A definition as lines: pretty printed where it can be read, else as it is.
fn lines(definition: &str) -> String {
    serde_json::from_str::<serde_json::Value>(definition)
        .and_then(|json| serde_json::to_string_pretty(&json))
        .unwrap_or_else(|_| definition.to_owned())
}

/// Compares two texts line by line.
pub fn compare(theirs: &str, mine: &str) -> Vec<Line> {
    let input = InternedInput::new(theirs, mine);
    let (before, after): (Vec<&str>, Vec<&str>) = (theirs.lines().collect(), mine.lines().collect());
    let mut out = Vec::new();
    let mut shown = 0;
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let mut hunks = diff.hunks().peekable();
    let same = |out: &mut Vec<Line>, range: Range<usize>| {
        out.extend(before[range].iter().map(|line| Line::Same((*line).to_owned())));
    };
    while let Some(hunk) = hunks.next() {
        let (old, new) =
            (hunk.before.start as usize..hunk.before.end as usize, hunk.after.start as usize..hunk.after.end as usize);
        let start = old.start.saturating_sub(CONTEXT).max(shown);
        if start > shown {
            out.push(Line::Skipped(start - shown));
        }
        same(&mut out, start..old.start);
        out.extend(before[old.clone()].iter().map(|line| Line::Theirs((*line).to_owned())));
        out.extend(after[new].iter().map(|line| Line::Mine((*line).to_owned())));
        let next = hunks.peek().map_or(before.len(), |next| next.before.start as usize);
        shown = (old.end + CONTEXT).min(next);
        same(&mut out, old.end..shown);
    }
    out
}

fn differences(conflict: &Conflict, mine: &Mine) -> Vec<Line> {
    let mut all = compare(&conflict.settings, &mine.settings);
    all.extend(compare(&lines(&conflict.definition), &lines(&mine.definition)));
    all
}

/// The dialog that opens when a save met a newer record.
#[component]
pub fn ConflictQuestion(
    /// The screen.
    designer: Designer,
    /// Where a copy is opened.
    navigator: Navigator,
) -> impl IntoView {
    let session = designer.session;
    let comparing = RwSignal::new(false);
    let close = Callback::new(move |()| {
        comparing.set(false);
        session.conflict.set(None);
    });
    let keep_copy = move |_| {
        designer.in_scope(async move {
            let name = session.with(|editor| copy_name(&plain(editor.document().settings().get("msdyncrm_name"))));
            match session.save_as_copy(&name).await {
                Ok(id) => {
                    close.run(());
                    designer.drop_changes();
                    navigator.go(Route::Journey(id));
                }
                Err(text) => designer.notices.show(Weight::Error, text),
            }
        });
    };
    let reload = move |_| {
        close.run(());
        designer.reload.run(());
    };
    move || {
        session.conflict.get().map(|conflict| {
            let who = if conflict.by.is_empty() {
                t("This journey was changed while you were editing it.").to_owned()
            } else {
                fill(
                    "{0} changed this journey {1}, while you were editing it.",
                    &[&conflict.by, &host::age(&conflict.on)],
                )
            };
            let conflict = StoredValue::new(conflict);
            let comparison = move || {
                comparing.get().then(|| {
                    let all = conflict.with_value(|conflict| differences(conflict, &session.mine()));
                    view! { <Comparison all /> }
                })
            };
            view! {
                <Dialog title=t("Not saved: somebody else was faster") close wide=true>
                    <p>{who} " " {t("Nothing was overwritten, and your changes are still here.")}</p>
                    {comparison}
                    <div class="actions">
                        <button type="button" class="button primary" data-action="copy" on:click=keep_copy>
                            {t("Save mine as a copy")}
                        </button>
                        <button
                            type="button"
                            class="button"
                            data-action="compare"
                            aria-expanded=move || if comparing.get() { "true" } else { "false" }
                            on:click=move |_| comparing.update(|open| *open = !*open)
                        >
                            {t("Compare")}
                        </button>
                        <button type="button" class="button danger" data-action="reload" on:click=reload>
                            {t("Drop mine and reload")}
                        </button>
                        <button type="button" class="button" on:click=move |_| close.run(())>
                            {t("Keep editing")}
                        </button>
                    </div>
                </Dialog>
            }
        })
    }
}

/// A name for a copy that fits the column of 100 characters.
fn copy_name(name: &str) -> String {
    let name: String = name.chars().take(90).collect();
    fill("{0} (mine)", &[&name])
}

#[component]
fn Comparison(all: Vec<Line>) -> impl IntoView {
    if all.is_empty() {
        return view! { <p class="muted">{t("Both say the same.")}</p> }.into_any();
    }
    view! {
        <div class="comparison" role="table" aria-label=t("Differences")>
            {all
                .into_iter()
                .map(|line| {
                    let (class, mark, text) = match line {
                        Line::Same(text) => ("same", " ", text),
                        Line::Theirs(text) => ("theirs", "−", text),
                        Line::Mine(text) => ("mine", "+", text),
                        Line::Skipped(lines) => ("skipped", "", fill("{0} equal lines", &[&lines.to_string()])),
                    };
                    let who = match class {
                        "theirs" => t("On the server"),
                        "mine" => t("Here"),
                        _ => "",
                    };
                    view! {
                        <div class=class role="row">
                            <span role="cell" aria-hidden="true">{mark}</span>
                            <span class="visually_hidden" role="cell">{who}</span>
                            <code role="cell" dir="ltr">{text}</code>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
