//! One column, with the control that its type asks for.

use leptos::prelude::*;
use record::{Lookup as Reference, Navigation, SettingKind, SettingSpec, Value};

use super::Form;
use super::values::{moment_value, number_value, text, text_value};
use super::zone::ZoneField;
use crate::session::Found;
use crate::ui::field::{Bound, ChoiceField, Fault, FlagField, Mark, Shape, TextField};
use crate::ui::lookup::{Chosen, Lookup};
use crate::ui::words::t;

/// One column of the form. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Column {
    form: Form,
    pub spec: &'static SettingSpec,
    /// Why it can't be changed now.
    pub lock: Memo<Option<String>>,
}

impl Column {
    fn new(form: Form, spec: &'static SettingSpec) -> Self {
        let lock = Memo::new(move |_| form.column_lock.run(spec.column));
        Self { form, spec, lock }
    }

    /// The value, reactive.
    pub fn value(&self) -> Value {
        self.form.value.run(self.spec.column)
    }

    /// Sets the value, or says why not.
    pub fn set(&self, value: Value) -> Result<(), Fault> {
        self.form.set.run((self.spec.column, value)).map_err(Fault::Refused)
    }

    /// A control's text over the value.
    pub fn bound(self, read: fn(&'static SettingSpec, String) -> Result<Value, Fault>) -> Bound<String> {
        let commit = move |typed| self.set(read(self.spec, typed)?);
        Bound::new(move || text(&self.value()), commit, self.lock)
    }

    pub fn label(self) -> Signal<String> {
        Signal::derive(move || self.form.labels.column(self.spec))
    }

    /// The lock's reason, unless it is the whole document's and stands at the top already.
    pub fn own_lock(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.lock.get().filter(|reason| self.form.lock.with(|whole| whole.as_ref() != Some(reason)))
        })
    }

    pub fn hint(self) -> Signal<String> {
        let own = self.form.layout.hints.iter().find(|(column, _)| *column == self.spec.column);
        Signal::derive(move || {
            own.map_or_else(|| self.form.labels.description(self.spec.column), |(_, hint)| t(hint).to_owned())
        })
    }

    pub fn mark(self) -> Mark {
        Mark::Column(self.spec.column)
    }
}

/// The control of an editable column.
#[component]
pub(super) fn ColumnField(
    /// The form.
    form: Form,
    /// Which column.
    spec: &'static SettingSpec,
) -> impl IntoView {
    let column = Column::new(form, spec);
    let (label, hint, lock, mark) = (column.label(), column.hint(), column.own_lock(), column.mark());
    let required = spec.is_required;
    match spec.kind {
        SettingKind::Number { .. } if form.layout.zone == Some(spec.column) => {
            view! { <ZoneField column organisation=form.organisation /> }.into_any()
        }
        SettingKind::Text { max } | SettingKind::Memo { max } => {
            let is_long = matches!(spec.kind, SettingKind::Memo { .. }) || max >= 500;
            let shape = if is_long { Shape::Lines } else { Shape::Line };
            let bound = column.bound(|_, typed| Ok(text_value(typed)));
            view! { <TextField label bound mark hint lock shape max required /> }.into_any()
        }
        SettingKind::Moment => {
            let bound = column.bound(|_, typed| Ok(moment_value(&typed)));
            view! { <TextField label bound mark hint lock shape=Shape::Moment required /> }.into_any()
        }
        SettingKind::Number { .. } => {
            let bound = column.bound(|spec, typed| number_value(spec, &typed));
            view! { <TextField label bound mark hint lock shape=Shape::Number required /> }.into_any()
        }
        SettingKind::Flag => {
            let read = move || column.value() == Value::Flag(true);
            let bound = Bound::new(read, move |flag| column.set(Value::Flag(flag)), column.lock);
            view! { <FlagField label bound mark hint lock /> }.into_any()
        }
        SettingKind::Choice(_) => {
            let bound = column.bound(|spec, code| number_value(spec, &code));
            let choices = Signal::derive(move || {
                let mut choices = form.labels.options(spec);
                if !required {
                    choices.insert(0, (String::new(), t("None").to_owned()));
                }
                choices
            });
            view! { <ChoiceField label bound choices mark hint lock required /> }.into_any()
        }
        SettingKind::Lookup(tables) => view! { <LookupColumn column tables /> }.into_any(),
    }
}

/// A lookup among the records of the column's first table. A record of another of its tables is shown, and chosen in the host.
#[component]
fn LookupColumn(column: Column, tables: &'static [Navigation]) -> impl IntoView {
    let organisation = column.form.organisation;
    let searched = tables.first().map_or("", |to| to.table);
    let reference = Memo::new(move |_| match column.value() {
        Value::Lookup(reference) => Some(reference),
        _ => None,
    });
    let value = Signal::derive(move || {
        reference.get().map(|reference| Chosen { id: reference.id, name: reference.name.unwrap_or_default() })
    });
    let table = Signal::derive(move || {
        reference.with(|reference| reference.as_ref().map_or_else(|| searched.to_owned(), |held| held.table.clone()))
    });
    let foreign = Memo::new(move |_| {
        let is_foreign = table.with(|table| table != searched);
        is_foreign.then(|| {
            t("This record is of another table than can be searched here. Choose another in its form.").to_owned()
        })
    });
    let disabled = Signal::derive(move || column.lock.get().or_else(|| foreign.get()));
    let own_lock = column.own_lock();
    let lock = Signal::derive(move || own_lock.get().or_else(|| foreign.get()));
    let choose = Callback::new(move |found: Option<Found>| match found {
        Some(found) => {
            organisation.records().learn(searched, &found);
            column.set(Value::Lookup(Reference { table: searched.to_owned(), id: found.id, name: Some(found.name) }))
        }
        None => column.set(Value::Nothing),
    });
    let live = ["msdyncrm_contentsettings", "msdyncrm_segment"].contains(&searched);
    view! {
        <Lookup
            organisation
            table
            value
            choose
            disabled
            label=column.label()
            mark=column.mark()
            hint=column.hint()
            lock
            required=column.spec.is_required
            live
        />
    }
}
