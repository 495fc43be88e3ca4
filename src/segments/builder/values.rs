//! The value control of a condition, by the type of its column.

use leptos::prelude::*;
use segment::builder::Value;
use segment::schema::{ColumnKind, RelationshipKind};
use segment::syntax::Word;

use super::chips::chips;
use super::combo::{Combo, Offer};
use super::controls::{Options, choice};
use super::dates::{date, parts};
use super::list;
use super::records::{record, searchable};
use super::row::Condition;
use super::words;
use crate::ui::field::{Bound, Fault, Mark, Shape, TextInput, fresh_id};
use crate::ui::icon::{ADD_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

/// What a value is entered with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Control {
    /// Nothing: only emptiness is asked for.
    Nothing,
    /// A number of date parts.
    Span,
    /// Yes or no.
    Flag,
    /// A date, or a time from now.
    Date,
    /// One of the column's choices.
    Choice,
    /// A record of one of these tables.
    Record(Vec<String>),
    /// A text, or a number.
    Entry,
}

/// The value control, with a way to several values where they can stand for one another.
pub fn values(this: Condition) -> AnyView {
    let adding = RwSignal::new(false);
    let control = Memo::new(move |_| control(this));
    let several = Memo::new(move |_| {
        let several = this.form.with(|form| form.values.len() > 1 || adding.get() && form.takes_several());
        several && !matches!(control.get(), Control::Nothing | Control::Span | Control::Flag)
    });
    let may_add = move || {
        let offers = matches!(control.get(), Control::Choice | Control::Record(_) | Control::Entry);
        offers && !several.get() && this.form.with(|form| form.takes_several() && form.values.len() == 1)
    };
    let on_paste = move |event: web_sys::ClipboardEvent| paste(this, &event, &control.get_untracked());
    let fault = this.fault;
    view! {
        <div class="condition_values" on:paste=on_paste>
            {move || several.get().then(|| chips(this))}
            {move || one(this, control.get(), several.get())}
            {move || {
                may_add().then(|| {
                    view! {
                        <button
                            type="button"
                            class="button subtle small compact"
                            data-role="add-value"
                            aria-label=t("Add another value")
                            title=t("Add another value, or paste a list")
                            disabled=move || this.board.is_locked()
                            on:click=move |_| {
                                this.board.place.want(this.key(), "row-value");
                                adding.set(true);
                                this.board.settle_later();
                            }
                        >
                            <Icon data=ADD_20_REGULAR />
                        </button>
                    }
                })
            }}
            <span class="error" role="alert">{move || fault.get()}</span>
        </div>
    }
    .into_any()
}

fn control(this: Condition) -> Control {
    let kind = this.kind.get();
    this.form.with(|form| {
        if form.column.is_none() || form.is_test() {
            return Control::Nothing;
        }
        if form.part().is_some() {
            return Control::Span;
        }
        let several = form.values.len() > 1;
        match kind {
            ColumnKind::YesNo
                if !several && !matches!(form.values.first(), Some(Value::Text(_) | Value::Number(_))) =>
            {
                Control::Flag
            }
            ColumnKind::Date | ColumnKind::DateTime if !several => Control::Date,
            ColumnKind::Choice => Control::Choice,
            ColumnKind::Lookup => match targets(this) {
                tables if tables.is_empty() => Control::Entry,
                tables => Control::Record(tables),
            },
            _ if matches!(form.values.first(), Some(Value::Flag(..))) => Control::Flag,
            _ if matches!(form.values.first(), Some(Value::Now | Value::FromNow(..))) => Control::Date,
            _ => Control::Entry,
        }
    })
}

/// The tables whose records a lookup can hold and that can be searched by name.
pub fn targets(this: Condition) -> Vec<String> {
    let path = this.form.with(|form| form.column.clone());
    let Some(path) = path else { return Vec::new() };
    this.scope.with(|scope| {
        let Some(table) = scope.table_of(path.alias.as_deref()) else { return Vec::new() };
        this.board.schema(|schema| {
            let known = schema.table(table).yes().and_then(|table| table.relationships.as_ref());
            let mut tables: Vec<String> = known
                .into_iter()
                .flatten()
                .filter(|known| {
                    let column = matches!(&known.kind, RelationshipKind::ManyToOne { column } if *column == path.name);
                    column && known.referencing.eq_ignore_ascii_case(table)
                })
                // Owners are users and teams; the relationship names a table of both that has no names.
                .map(|known| if known.referenced == "owner" { "systemuser" } else { &known.referenced })
                .filter(|table| searchable(table))
                .map(str::to_owned)
                .collect();
            tables.sort();
            tables.dedup();
            tables
        })
    })
}

/// The control of one value: the only one, or the next of several.
fn one(this: Condition, control: Control, several: bool) -> AnyView {
    match control {
        Control::Nothing => ().into_any(),
        Control::Span => span(this),
        Control::Flag => flag(this),
        Control::Date if !several => date(this),
        Control::Choice => choices(this, several),
        Control::Record(tables) => record(this, tables, several),
        Control::Date | Control::Entry => entry(this, several),
    }
}

fn flag(this: Condition) -> AnyView {
    let options = Signal::derive(move || {
        let label = |flag| this.column.with(|column| words::flag_label(flag, column.as_ref()));
        let mut options: Options = vec![("true".to_owned(), label(true)), ("false".to_owned(), label(false))];
        if this.form.with(|form| form.values.is_empty()) {
            options.insert(0, (String::new(), t("Choose a value").to_owned()));
        }
        options
    });
    let value = Signal::derive(move || {
        this.form.with(|form| match form.values.first() {
            Some(Value::Flag(flag, _)) => flag.to_string(),
            _ => String::new(),
        })
    });
    let choose = Callback::new(move |text: String| {
        // How the text spells it is kept; a new one is spelled as the only real texts that were seen.
        let capital = this.form.with_untracked(|form| matches!(form.values.first(), Some(Value::Flag(_, true))));
        if !text.is_empty() {
            this.set_values(vec![Value::Flag(text == "true", capital)]);
        }
    });
    choice(this.board, t("Value"), "row-value", options, value, choose)
}

fn span(this: Condition) -> AnyView {
    let number = Bound::new(
        move || this.form.with(|form| form.values.first().map_or_else(String::new, |value| words::value(value, None))),
        move |text: String| {
            if text.trim().is_empty() {
                return this.put(|form| form.values.clear());
            }
            let number = read_number(&text)?;
            this.put(|form| form.values = vec![Value::Number(number)])
        },
        lock(this),
    );
    let part = Signal::derive(move || {
        this.form.with(super::form::Form::part).map_or_else(String::new, |part| part.spelling().to_owned())
    });
    let options = Signal::derive(move || parts(this.form.with(super::form::Form::part)));
    let choose = Callback::new(move |name: String| {
        if let Some(part) = Word::read(&name) {
            this.set(|form| form.set_part(part));
        }
    });
    view! {
        <TextInput bound=number id=fresh_id() fault=this.fault mark=Mark::Role("row-value") shape=Shape::Number name=Some(t("Number").to_owned()) />
        {choice(this.board, t("Unit"), "row-unit", options, part, choose)}
    }
    .into_any()
}

fn choices(this: Condition, several: bool) -> AnyView {
    let offers = Callback::new(move |()| {
        let taken = this.form.with(|form| form.values.clone());
        let all = this.column.get().map(|column| column.choices).unwrap_or_default();
        let open = |value: &i64| !several || !taken.contains(&Value::Number(value.to_string()));
        all.into_iter()
            .filter(|choice| open(&choice.value))
            .map(|choice| Offer {
                value: choice.value.to_string(),
                label: choice.label,
                detail: choice.value.to_string(),
                live: false,
            })
            .collect()
    });
    let choose = Callback::new(move |text: String| match read(this, &text) {
        Ok(value) => add(this, vec![value], several),
        Err(fault) => this.fault.set(Some(fault.text())),
    });
    let shown = Signal::derive(move || if several { String::new() } else { first(this) });
    let is_missing = Signal::derive(move || this.form.with(|form| form.values.is_empty()));
    let placeholder = if several { "Add a value" } else { "Choose a value" };
    view! {
        <Combo board=this.board name=t("Value") shown offers choose role="row-value" placeholder own=true invalid=is_missing />
    }
    .into_any()
}

fn entry(this: Condition, several: bool) -> AnyView {
    let commit = move |text: String| {
        if text.trim().is_empty() {
            return if several { Ok(()) } else { this.put(|form| form.values.clear()) };
        }
        let value = untrack(|| read(this, &text))?;
        this.put(|form| {
            if !several {
                form.values = vec![value];
            } else if !form.values.contains(&value) {
                form.values.push(value);
            }
        })
    };
    let bound = Bound::new(move || if several { String::new() } else { first(this) }, commit, lock(this));
    let name = if several { t("Another value") } else { t("Value") };
    view! {
        <TextInput
            bound
            id=fresh_id()
            fault=this.fault
            mark=Mark::Role("row-value")
            name=Some(name.to_owned())
            required=this.form.with_untracked(|form| form.values.is_empty())
        />
    }
    .into_any()
}

/// The first value as it stands in its control, reactive.
pub fn first(this: Condition) -> String {
    this.column.with(|column| {
        this.form
            .with(|form| form.values.first().map_or_else(String::new, |value| words::value(value, column.as_ref())))
    })
}

/// Why the value can't be changed now.
pub fn lock(this: Condition) -> Signal<Option<String>> {
    this.board.lock.into()
}

/// Takes values over in place of the one there is, or beside those there are.
pub fn add(this: Condition, new: Vec<Value>, several: bool) {
    this.set(|form| {
        if !several {
            form.values.clear();
        }
        for value in new {
            if !form.values.contains(&value) {
                form.values.push(value);
            }
        }
    });
}

/// The value that a text stands for in the condition's column.
fn read(this: Condition, text: &str) -> Result<Value, Fault> {
    let kind = this.kind.get();
    match kind {
        ColumnKind::WholeNumber | ColumnKind::Decimal | ColumnKind::Money => read_number(text).map(Value::Number),
        ColumnKind::Choice => this.column.with(|column| {
            let named = column
                .iter()
                .flat_map(|column| &column.choices)
                .find(|choice| choice.label.eq_ignore_ascii_case(text.trim()));
            match named {
                Some(choice) => Ok(Value::Number(choice.value.to_string())),
                None => read_number(text).map(Value::Number).map_err(|_| {
                    Fault::Unreadable(fill("“{0}” is none of the choices of this column.", &[text.trim()]))
                }),
            }
        }),
        ColumnKind::YesNo => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "1" => Ok(Value::Flag(true, false)),
            "false" | "no" | "0" => Ok(Value::Flag(false, false)),
            _ => Err(Fault::Unreadable(t("This is neither yes nor no.").to_owned())),
        },
        ColumnKind::Lookup | ColumnKind::Id => read_id(text).map(Value::Text).ok_or_else(|| {
            Fault::Unreadable(
                t("This is no record id. Copy it from the record's address: 32 digits and letters.").to_owned(),
            )
        }),
        ColumnKind::Other => {
            // What kind it is shows in the values that it has.
            let is_number = this.form.with(|form| matches!(form.values.first(), Some(Value::Number(_))));
            if is_number { read_number(text).map(Value::Number) } else { Ok(Value::Text(text.to_owned())) }
        }
        _ => Ok(Value::Text(text.to_owned())),
    }
}

/// A number as queries spell it. Spaces between digits are left out.
pub fn read_number(text: &str) -> Result<String, Fault> {
    let number: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if all(whole) && all(fraction) {
        Ok(number)
    } else {
        Err(Fault::Unreadable(t("This is not a number. Write digits, such as 12 or -0.5.").to_owned()))
    }
}

/// An id as queries spell it, without the braces that addresses have.
fn read_id(text: &str) -> Option<String> {
    let id = text.trim().trim_matches(['{', '}']).to_lowercase();
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    let is_hex = id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    (is_hex && groups == [8, 4, 4, 4, 12]).then_some(id)
}

/// A list that is pasted becomes as many values, in one step.
fn paste(this: Condition, event: &web_sys::ClipboardEvent, control: &Control) {
    let several = this.form.with_untracked(super::form::Form::takes_several);
    let takes = matches!(control, Control::Choice | Control::Record(_) | Control::Entry) && several;
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    let parts = list::split(&text);
    // A lookup finds records by name; an id that is pasted is a value.
    let is_id = matches!(control, Control::Record(_)) && parts.len() == 1 && read_id(&parts[0]).is_some();
    if !takes || parts.len() < 2 && !is_id || !replaces_all(event) && !text.trim().contains('\n') {
        return;
    }
    event.prevent_default();
    let mut new = Vec::with_capacity(parts.len());
    let mut bad = Vec::new();
    for part in &parts {
        match untrack(|| read(this, part)) {
            Ok(value) => new.push(value),
            Err(_) => bad.push(part.as_str()),
        }
    }
    if let Some(first) = bad.first() {
        let count = bad.len().to_string();
        let message =
            fill("Nothing was pasted: {0} of the values don't fit this column, such as “{1}”.", &[&count, first]);
        return this.fault.set(Some(message));
    }
    let beside = this.form.with_untracked(|form| form.values.len() > 1);
    add(this, new, beside);
    let count = this.form.with_untracked(|form| form.values.len()).to_string();
    this.board.said.set(fill("{0} values", &[&count]));
}

/// Whether the paste would replace all that stands in the field.
fn replaces_all(event: &web_sys::ClipboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.is_none_or(|field| {
        let length = field.value().encode_utf16().count() as u32;
        let start = field.selection_start().ok().flatten().unwrap_or_default();
        let end = field.selection_end().ok().flatten().unwrap_or_default();
        length == 0 || (start == 0 && end >= length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_with_a_point() {
        for (text, number) in
            [(" 1 200.50 ", Some("1200.50")), ("-3", Some("-3")), ("1,5", None), ("", None), ("1.", None)]
        {
            assert_eq!(read_number(text).ok().as_deref(), number, "{text}");
        }
    }

    #[test]
    fn ids_lose_their_braces() {
        let id = "{A58F8E2C-1F2B-E811-A966-000D3A1BEE1B}";
        assert_eq!(read_id(id).as_deref(), Some("a58f8e2c-1f2b-e811-a966-000d3a1bee1b"));
        assert_eq!(read_id("Contoso"), None);
    }
}
