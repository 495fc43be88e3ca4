//! What columns and options are called: by the organisation's metadata, in the user's language; else in plain English.

use std::rc::Rc;

use dataverse::{Attribute, Label, Table};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use record::{SettingKind, SettingSpec};

use crate::session::Organisation;
use crate::ui::field::Choices;
use crate::ui::words::t;

/// The labels of the table, as soon as they are there. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Labels(RwSignal<Option<Rc<Table>>, LocalStorage>);

impl Labels {
    /// Asks the organisation. Whatever it does not answer keeps its English name.
    pub fn read(organisation: Organisation, table: &'static str) -> Self {
        let this = Self(RwSignal::new_local(None));
        spawn_local_scoped_with_cancellation(async move {
            if let Ok(table) = organisation.table(table).await {
                this.0.set(Some(table));
            }
        });
        this
    }

    fn attribute<R>(&self, column: &str, read: impl FnOnce(&Attribute) -> Option<R>) -> Option<R> {
        self.0.with(|table| read(table.as_ref()?.attribute(column)?))
    }

    /// What a column is called, reactive.
    pub fn column(&self, spec: &SettingSpec) -> String {
        let label = self.attribute(spec.column, |attribute| attribute.label.text().map(str::to_owned));
        label.unwrap_or_else(|| t(spec.label).to_owned())
    }

    /// What a column is for, reactive; empty where nobody said.
    pub fn description(&self, column: &str) -> String {
        self.attribute(column, |attribute| attribute.description.text().map(str::to_owned)).unwrap_or_default()
    }

    /// The options of a choice column, reactive; values are codes.
    pub fn options(&self, spec: &SettingSpec) -> Choices {
        let named = |code: i64, label: &Label| Some((code.to_string(), label.text()?.to_owned()));
        let known = self.attribute(spec.column, |attribute| {
            Some(attribute.options.iter().filter_map(|option| named(option.value, &option.label)).collect::<Choices>())
        });
        match (known.filter(|options| !options.is_empty()), spec.kind) {
            (Some(options), _) => options,
            (None, SettingKind::Choice(options)) => {
                options.iter().map(|(code, label)| (code.to_string(), t(label).to_owned())).collect()
            }
            (None, _) => Vec::new(),
        }
    }
}
