//! Two texts line by line.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};
use leptos::prelude::*;

use crate::session::Content;
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

/// Compares what two sides hold: columns first, then the document.
pub fn differences(theirs: &Content, mine: &Content) -> Vec<Line> {
    let mut all = compare(&theirs.settings, &mine.settings);
    all.extend(compare(&theirs.document, &mine.document));
    all
}

/// The differences of two texts, for people.
#[component]
pub fn Comparison(
    /// The lines.
    all: Vec<Line>,
) -> impl IntoView {
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
