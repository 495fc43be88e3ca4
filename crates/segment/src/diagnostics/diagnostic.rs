use super::diagnose;
use crate::Settings;
use crate::edit::{TextEdit, apply};
use rowan::TextRange;
use std::collections::BTreeMap;

/// How often each code was found.
type Counts = BTreeMap<&'static str, usize>;

fn counts(text: &str, settings: &Settings) -> Counts {
    let mut counts = Counts::new();
    for diagnostic in diagnose(text, &crate::parse(text), settings) {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    counts
}

/// What a person should know about a place of their query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Names the rule; one module of this crate each.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where; empty where something is missing.
    pub range: TextRange,
    /// One plain sentence or two.
    pub message: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Ways that mend a text which is otherwise sound.
    candidates: Vec<Fix>,
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the query works.
    Hint,
    /// May not do what is meant, or is read but never written.
    Warning,
    /// No service would take it, or it can never select anybody.
    Error,
}

/// A way to mend a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What a button says.
    pub label: String,
    /// The change.
    pub edits: Vec<TextEdit>,
}

/// Another place that a diagnostic speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub range: TextRange,
    /// What it has to do with it.
    pub message: String,
}

impl Diagnostic {
    /// Ways to mend it, the best first. `text` and `settings` are those that were diagnosed.
    ///
    /// Each fix is tried here: it takes this diagnostic away and brings no other, however broken the text is. That is
    /// a parse and a check for each, so ask for the diagnostics that are in view.
    pub fn fixes(&self, text: &str, settings: &Settings) -> Vec<&Fix> {
        if self.candidates.is_empty() {
            return Vec::new();
        }
        let before = counts(text, settings);
        let mends = |fix: &&Fix| {
            let after = counts(&apply(text, &fix.edits), settings);
            let count = |counts: &Counts, code| counts.get(code).copied().unwrap_or_default();
            count(&after, self.code) < count(&before, self.code)
                && after.iter().all(|(code, after)| *after <= count(&before, code))
        };
        self.candidates.iter().filter(mends).collect()
    }

    /// Whether there is something to try: cheap, for a mark beside the diagnostic.
    pub fn may_have_fixes(&self) -> bool {
        !self.candidates.is_empty()
    }

    fn new(code: &'static str, severity: Severity, range: TextRange, message: impl Into<String>) -> Self {
        Self { code, severity, range, message: message.into(), related: Vec::new(), candidates: Vec::new() }
    }

    pub(super) fn error(code: &'static str, range: TextRange, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, range, message)
    }

    pub(super) fn warning(code: &'static str, range: TextRange, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, range, message)
    }

    pub(super) fn hint(code: &'static str, range: TextRange, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Hint, range, message)
    }

    pub(super) fn fix(mut self, label: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        self.candidates.push(Fix { label: label.into(), edits });
        self
    }

    pub(super) fn related(mut self, range: TextRange, message: impl Into<String>) -> Self {
        self.related.push(Related { range, message: message.into() });
        self
    }
}
