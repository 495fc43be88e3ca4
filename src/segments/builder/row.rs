//! One condition: column, operator and values.

use std::sync::Arc;

use leptos::prelude::*;
use segment::builder::{ColumnRef, Value};
use segment::schema::{Column, ColumnKind, Known, Schema};

use super::asks::{self, Ask};
use super::board::Board;
use super::combo::{Combo, Offer};
use super::controls::choice;
use super::deeds::Slot;
use super::form::Form;
use super::line::{Key, Names, Scope};
use super::values::values;
use super::words;
use crate::ui::field::Fault;
use crate::ui::words::t;

/// A condition on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Condition {
    /// The builder.
    pub board: Board,
    slot: StoredValue<Slot>,
    /// What it says, as far as it is put together.
    pub form: Memo<Form>,
    /// The columns that it can name.
    pub scope: Memo<Arc<Scope>>,
    /// Its column, once the organisation has told.
    pub column: Memo<Option<Column>>,
    /// The kind of its column.
    pub kind: Memo<ColumnKind>,
    /// Why what was entered was not taken over.
    pub fault: RwSignal<Option<String>>,
}

impl Condition {
    /// The condition in a slot.
    pub fn new(board: Board, slot: Slot) -> Self {
        let key = slot.key();
        let read = slot.clone();
        let form = Memo::new(move |_| board.form(&read).unwrap_or_default());
        let scope = Memo::new(move |_| {
            board.shown.with(|lines| lines.get(&key).and_then(|line| line.scope.clone())).unwrap_or_default()
        });
        let column = Memo::new(move |_| {
            let scope = scope.get();
            form.with(|form| board.column(&scope, form.column.as_ref()?.alias.as_deref(), &form.column.as_ref()?.name))
        });
        let kind = Memo::new(move |_| {
            let names = scope.with(|scope| scope.names);
            match names {
                Names::Properties => ColumnKind::Text,
                _ => column.with(|column| column.as_ref().map_or(ColumnKind::Other, |column| column.kind)),
            }
        });
        let slot = StoredValue::new(slot);
        Self { board, slot, form, scope, column, kind, fault: RwSignal::new(None) }
    }

    /// The key of its line.
    pub fn key(&self) -> Key {
        self.slot.with_value(Slot::key)
    }

    /// The ways to ask about its column, reactive.
    pub fn asks(&self) -> &'static [Ask] {
        let dialect = self.board.session.table().dialect();
        asks::offered(self.kind.get(), self.scope.with(|scope| scope.names), dialect)
    }

    /// Changes it; what is complete is written.
    pub fn put(&self, change: impl FnOnce(&mut Form)) -> Result<(), Fault> {
        let mut form = self.form.get_untracked();
        change(&mut form);
        let outcome = self.board.put(&self.slot.get_value(), form);
        if !self.fault.is_disposed() {
            self.fault.set(None);
        }
        outcome
    }

    /// As [`Self::put`]; the builder says at the line why a change was turned down.
    pub fn set(&self, change: impl FnOnce(&mut Form)) {
        let _ = self.put(change);
    }

    /// Sets the values.
    pub fn set_values(&self, values: Vec<Value>) {
        self.set(|form| form.values = values);
    }

    /// What the column is called, reactive.
    pub fn column_label(&self) -> String {
        self.form.with(|form| {
            let Some(column) = &form.column else { return String::new() };
            let label = self.column.with(|known| known.as_ref().map(|known| known.label.clone()));
            self.scope.with(|scope| {
                let label = label.unwrap_or_else(|| column.name.clone());
                let foreign =
                    column.alias.as_ref().filter(|alias| scope.table_of(Some(alias)) != scope.table.as_deref());
                match foreign {
                    Some(alias) => {
                        let table = scope.table_of(Some(alias)).unwrap_or(alias);
                        format!("{}: {label}", self.board.table_label(table))
                    }
                    None => label,
                }
            })
        })
    }

    /// The condition as a sentence, reactive.
    pub fn sentence(&self) -> String {
        let column = self.column_label();
        self.form.with(|form| {
            let ask = asks::of(form, self.asks()).map_or("", |ask| t(ask.label));
            let values = self.column.with(|known| words::values(form, known.as_ref()));
            format!("{column} {ask} {values}").trim().to_owned()
        })
    }

    /// The columns to choose from.
    fn offers(&self) -> Vec<Offer> {
        let scope = self.scope.get();
        self.board.schema(|schema| match scope.names {
            Names::Edge => Vec::new(),
            Names::Properties => {
                let kind = scope.table.as_deref().unwrap_or_default();
                let types = schema.interactions();
                let known = types.into_iter().find(|known| known.name.eq_ignore_ascii_case(kind));
                let properties = known.map(|known| known.properties.as_slice()).unwrap_or_default();
                let offer =
                    |name: &String| Offer { value: name.clone(), label: words::spaced(name), ..Offer::default() };
                properties.iter().map(offer).collect()
            }
            Names::Columns => {
                let mut offers = table_offers(schema, scope.table.as_deref(), scope.alias.as_deref(), "");
                for (alias, table) in &scope.others {
                    let label = table.as_deref().map_or_else(|| alias.clone(), |table| self.board.table_label(table));
                    offers.extend(table_offers(schema, table.as_deref(), Some(alias), &format!("{label}: ")));
                }
                offers
            }
        })
    }

    /// Takes a column over, `alias.name` or a name that belongs to what the condition is about.
    fn choose_column(&self, path: &str) {
        let scope = self.scope.get_untracked();
        let column = match path.rsplit_once('.') {
            Some((alias, name)) => ColumnRef { alias: Some(alias.to_owned()), name: name.to_owned() },
            None => ColumnRef { alias: scope.alias.clone(), name: path.to_owned() },
        };
        let known = untrack(|| self.board.column(&scope, column.alias.as_deref(), &column.name));
        let kind = match scope.names {
            Names::Properties => ColumnKind::Text,
            _ => known.map_or(ColumnKind::Other, |column| column.kind),
        };
        let asks = asks::offered(kind, scope.names, self.board.session.table().dialect());
        self.set(|form| form.set_column(column, kind, asks));
    }
}

/// The columns of a table that segments can use.
fn table_offers(schema: &dyn Schema, table: Option<&str>, alias: Option<&str>, prefix: &str) -> Vec<Offer> {
    let Some(Known::Yes(table)) = table.map(|table| schema.table(table)) else { return Vec::new() };
    let mut offers: Vec<Offer> = table
        .columns
        .iter()
        .flatten()
        // Calculated and rollup columns never reach the marketing services.
        .filter(|column| !column.computed)
        .map(|column| Offer {
            value: alias.map_or_else(|| column.name.clone(), |alias| format!("{alias}.{}", column.name)),
            label: format!("{prefix}{}", column.label),
            detail: format!("{} · {}", column.name, words::kind(column.kind)),
            live: false,
        })
        .collect();
    offers.sort_by_cached_key(|offer| offer.label.to_lowercase());
    offers
}

/// The controls of a condition.
pub fn condition(this: Condition) -> AnyView {
    let board = this.board;
    let lacks_column = Signal::derive(move || this.form.with(|form| form.column.is_none()));
    let title = Signal::derive(move || {
        this.form.with(|form| form.column.as_ref().map(|column| column.name.clone())).unwrap_or_default()
    });
    let offered = Signal::derive(move || {
        let asks = this.asks();
        let own = this.form.with(|form| asks::of(form, asks));
        let foreign = own.filter(|own| !asks.contains(own));
        asks.iter().copied().chain(foreign).map(|ask| (ask.name.to_owned(), t(ask.label).to_owned())).collect()
    });
    let asked = Signal::derive(move || {
        this.form.with(|form| asks::of(form, this.asks())).map_or_else(String::new, |ask| ask.name.to_owned())
    });
    let ask = Callback::new(move |name: String| {
        if let Some(ask) = asks::named(&name) {
            this.set(|form| form.ask(ask));
        }
    });
    view! {
        <div class="condition_parts" title=title>
            <Combo
                board
                name=t("Column")
                shown=Signal::derive(move || this.column_label())
                offers=Callback::new(move |()| this.offers())
                choose=Callback::new(move |path: String| this.choose_column(&path))
                role="row-column"
                placeholder="Choose a column"
                own=true
                invalid=lacks_column
            />
            {choice(board, t("Operator"), "row-operator", offered, asked, ask)}
            {values(this)}
        </div>
    }
    .into_any()
}
