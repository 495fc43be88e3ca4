//! Reading the definition's text. It cannot fail: what is not understood is kept, shown as far as possible, and told.

use std::sync::Arc;

use super::{Document, Entry, TileKey, Tree};
use crate::activity::Activity;
use crate::json::scan::{ScanError, Scanner};
use crate::phrase::{Arg, Phrase};
use crate::problem::Problem;
use record::Settings;

impl Document {
    /// Reads a journey. Text that is not a JSON list gives a document that can be shown but whose definition is not editable; an empty
    /// text is a journey without tiles.
    pub fn read(definition: &str, designer_state: &str, settings: Settings) -> Self {
        let mut document = Self {
            head: Box::default(),
            tail: Box::default(),
            order: Vec::new(),
            activities: Vec::new(),
            broken: None,
            units: definition.encode_utf16().count(),
            state: designer_state.into(),
            settings,
            tree: Tree::default(),
            read_problems: Vec::new(),
        };
        if definition.trim().is_empty() {
            document.head = definition.into();
        } else if let Err(error) = document.read_list(definition) {
            document.read_problems.push(unreadable(definition, error));
            document.broken = Some(definition.into());
            document.recover(definition);
        }
        document.plant();
        document
    }

    /// Derives the tree anew. Linear in the number of activities.
    pub(crate) fn plant(&mut self) {
        self.tree = Tree::of(&self.order, &self.activities);
    }

    fn read_list(&mut self, text: &str) -> Result<(), ScanError> {
        let mut scanner = Scanner::new(text);
        let mut end = None;
        scanner.list(|scanner| {
            let value = scanner.value()?;
            let from = end.unwrap_or_else(|| opening(text));
            self.push(value.text, &text[from..value.span.start]);
            end = Some(value.span.end);
            Ok(())
        })?;
        scanner.end()?;
        let opening = opening(text);
        self.head = text[..opening].into();
        self.tail = text[end.unwrap_or(opening)..].into();
        Ok(())
    }

    /// Finds whole activities in text that is not a list of them. What was scanned in vain is bounded, so that hostile text costs no
    /// more than a few readings.
    fn recover(&mut self, text: &str) {
        self.order.clear();
        self.activities.clear();
        let mut budget = text.len().saturating_mul(8);
        let mut at = 0;
        while let Some(found) = text[at..].find('{') {
            let start = at + found;
            let mut scanner = Scanner::starting(text, start);
            let value = scanner.value();
            let end = match &value {
                Ok(value) => value.span.end,
                Err(error) => error.at,
            };
            at = start + 1;
            if let Ok(value) = value
                && Activity::read(value.text).is_named()
            {
                self.push(value.text, "");
                at = value.span.end;
            }
            budget = budget.saturating_sub(end - start);
            if budget == 0 {
                break;
            }
        }
    }

    fn push(&mut self, text: &str, before: &str) {
        let key = TileKey::of_slot(self.activities.len());
        self.activities.push(Some(Arc::new(Activity::read(text))));
        self.order.push(Entry { key, before: before.into() });
    }
}

/// Just after the bracket that opens the list.
fn opening(text: &str) -> usize {
    text.find('[').map_or(0, |at| at + 1)
}

fn unreadable(text: &str, error: ScanError) -> Problem {
    let message = if Scanner::new(text).peek() == Some(b'[') {
        let text = "The design is not readable: there should be {0} here. It is shown as far as possible and cannot be edited.";
        Phrase::of(text, [Arg::Word(error.expected)])
    } else {
        Phrase::plain("The design is not a list of tiles. It is shown as far as possible and cannot be edited.")
    };
    Problem::error("definition-unreadable", message).at(text, error.at).field("msdyncrm_workflowdefinition")
}
