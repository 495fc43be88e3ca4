//! The query as text: the text box asks, the language answers.

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use segment::diagnostics::Severity as Weight;
use segment::document::Command;
use segment::services::{self, CompletionKind, Highlight};
use segment::{TextEdit, TextRange, TextSize};

use super::Page;
use super::toolbar::lay_out;
use crate::session::{SegmentSession, Work};
use crate::ui::code::{CodeBox, Fix, Ink, Mark, Offer, Pair, Severity, Typed};
use crate::ui::words::t;

/// Suggestions that are worth a list.
const OFFERED: usize = 50;

fn bytes(range: TextRange) -> Range<usize> {
    range.into()
}

fn range(bytes: &Range<usize>) -> TextRange {
    TextRange::new(TextSize::new(bytes.start as u32), TextSize::new(bytes.end.max(bytes.start) as u32))
}

fn ink(text: &Rc<str>, session: SegmentSession) -> Vec<Ink> {
    let query = session.query_now();
    // A text that is half composed is no document yet.
    let parse = if query.text == *text { query.parse } else { segment::parse(text) };
    let class = |highlight| match highlight {
        Highlight::Keyword => "keyword",
        Highlight::Operator => "operator",
        Highlight::Table => "table",
        Highlight::Alias => "alias",
        Highlight::Column => "column",
        Highlight::Name => "name",
        Highlight::Text => "text",
        Highlight::Number => "number",
        Highlight::Comment => "comment",
        Highlight::Error => "error",
    };
    let inks = services::highlights(&parse).into_iter();
    inks.map(|(range, highlight)| Ink { range: bytes(range), class: class(highlight) }).collect()
}

fn marks(session: SegmentSession) -> Rc<Vec<Mark>> {
    let severity = |weight| match weight {
        Weight::Hint => Severity::Hint,
        Weight::Warning => Severity::Warning,
        Weight::Error => Severity::Error,
    };
    let all = session.diagnostics();
    let marks = all.iter().map(|diagnostic| Mark {
        range: bytes(diagnostic.range),
        code: diagnostic.code,
        severity: severity(diagnostic.severity),
        message: diagnostic.message.clone(),
    });
    Rc::new(marks.collect())
}

fn fixes(session: SegmentSession, index: usize) -> Vec<Fix> {
    let all = untrack(|| session.diagnostics());
    let Some(diagnostic) = all.get(index) else { return Vec::new() };
    let fixes: Vec<_> = session.ask(|query, settings| {
        diagnostic.fixes(&query.text, settings).into_iter().map(|fix| (fix.label.clone(), fix.edits.clone())).collect()
    });
    let fix = |(label, edits): (String, Vec<TextEdit>)| {
        let name = label.clone();
        let run = Callback::new(move |()| {
            session.edit(&name, edits.clone());
        });
        Fix { label, run }
    };
    fixes.into_iter().map(fix).collect()
}

fn offers(session: SegmentSession, at: usize) -> Vec<Offer> {
    let word = |kind| match kind {
        CompletionKind::Word => "word",
        CompletionKind::Table => "table",
        CompletionKind::Alias => "alias",
        CompletionKind::Column => "column",
        CompletionKind::Relationship => "relationship",
        CompletionKind::Segment => "segment",
        CompletionKind::Interaction => "interaction",
        CompletionKind::Value => "value",
    };
    let found = session
        .ask(|query, settings| services::complete(&query.parse, TextSize::new(at as u32), settings))
        .into_iter()
        .take(OFFERED);
    found
        .map(|found| Offer {
            label: found.label,
            detail: found.detail,
            kind: word(found.kind),
            edit: (bytes(found.edit.range), found.edit.insert),
        })
        .collect()
}

fn pair(session: SegmentSession, at: usize) -> Option<Pair> {
    let (one, other) = services::matching_bracket(&session.query_now().parse, TextSize::new(at as u32))?;
    Some((bytes(one), bytes(other)))
}

/// The text box of the query.
#[component]
pub(super) fn QueryText(page: Page) -> impl IntoView {
    let session = page.session;
    let typed = Callback::new(move |typed: Typed| {
        session.run(Command::Type(TextEdit::replace(range(&typed.range), typed.insert)))
    });
    let hover = move |at: usize| {
        let found = session.ask(|query, settings| services::hover(&query.parse, TextSize::new(at as u32), settings))?;
        Some(found.text)
    };
    let grow =
        move |selected: Range<usize>| session.ask(|query, _| bytes(services::grow(&query.parse, range(&selected))));
    view! {
        <CodeBox
            text=Signal::derive_local(move || session.query().text)
            typed
            ink=Callback::new(move |text: Rc<str>| ink(&text, session))
            marks=Signal::derive_local(move || marks(session))
            fixes=Callback::new(move |index| fixes(session, index))
            offers=Callback::new(move |at| offers(session, at))
            hover=Callback::new(hover)
            brackets=Callback::new(move |at| pair(session, at))
            grow=Callback::new(grow)
            undo=Callback::new(move |()| session.undo())
            redo=Callback::new(move |()| session.redo())
            format=Callback::new(move |()| lay_out(session))
            selection=session.selection
            lock=Signal::derive(move || session.lock())
            max=Signal::derive(move || session.max_length())
            label=t("Query")
        />
    }
}
