//! One line or several lines of text.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Bound, Fault, Field, Mark, described_by, fresh_id};
use crate::host;
use crate::ui::words::{fill, t};

/// From this many characters on, a limited text shows how many are left.
const WORTH_COUNTING: usize = 200;

/// What a text is held in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Lines,
    /// A whole number, typed as text so that nothing typed is lost.
    Number,
    /// `2019-02-09T11:29`, by the platform's own picker.
    Moment,
    /// `2019-02-09`, by the platform's own picker.
    Date,
    /// `11:29`, by the platform's own picker.
    Time,
}

impl Shape {
    fn input_type(self) -> &'static str {
        match self {
            Self::Line | Self::Lines | Self::Number => "text",
            Self::Moment => "datetime-local",
            Self::Date => "date",
            Self::Time => "time",
        }
    }
}

/// The text control alone. It is locked while `bound.lock` says why.
#[component]
pub fn TextInput(
    /// The value.
    bound: Bound<String>,
    /// Id of the control.
    id: String,
    /// Where a fault is said.
    fault: RwSignal<Option<String>>,
    /// What it is known by.
    mark: Mark,
    /// What holds it.
    #[prop(optional)]
    shape: Shape,
    /// Longest text, in UTF-16 units, as the server and the browser count them.
    #[prop(default = None)]
    max: Option<usize>,
    /// Id of a `<datalist>` with suggestions.
    #[prop(default = None)]
    suggestions: Option<String>,
    /// It must have a value.
    #[prop(optional)]
    required: bool,
    /// Accessible name, where no label is tied to the control.
    #[prop(default = None)]
    name: Option<String>,
    /// Told of every key, for counters.
    #[prop(default = None)]
    typed: Option<Callback<String>>,
) -> impl IntoView {
    let Bound { value, commit, lock } = bound;
    // What was typed and not handed over yet.
    let pending = StoredValue::new(None::<String>);
    let hand_over = move |text: String| -> Outcome {
        pending.set_value(None);
        let before = value.get_untracked();
        if same_text(&before, &text) {
            fault.set(None);
            return Outcome::Restore;
        }
        match commit.run(with_line_ends_of(&before, &text)) {
            Ok(()) => {
                fault.set(None);
                Outcome::Restore
            }
            Err(Fault::Unreadable(message)) => {
                fault.set(Some(message));
                Outcome::Keep
            }
            Err(Fault::Refused(reason)) => {
                fault.set(Some(reason));
                Outcome::Restore
            }
        }
    };
    on_cleanup(move || {
        // The control goes before it was left: by undo, or because another tile was selected.
        if let Some(text) = pending.try_get_value().flatten() {
            hand_over(text);
        }
    });
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            pending.set_value(None);
            fault.set(None);
            if let Some(typed) = typed {
                typed.run(now.clone());
            }
        }
        now
    });
    let settle = move |event: &web_sys::Event| {
        // An element that is taken away while it has the focus may still be told that it lost it.
        if pending.is_disposed() || lock.with_untracked(Option::is_some) {
            return;
        }
        if is_half_typed(event) {
            pending.set_value(None);
            fault.set(Some(t("This is not complete. Nothing was changed.").to_owned()));
            return;
        }
        if hand_over(event_target_value(event)) == Outcome::Restore {
            restore(event, &value.get_untracked());
        }
    };
    let on_input = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        if let Some(typed) = typed {
            typed.run(text.clone());
        }
        pending.set_value((!is_half_typed(&event)).then_some(text));
        if fault.with_untracked(Option::is_some) {
            fault.set(None);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        // In several lines Enter is a character of the text.
        "Enter" if shape != Shape::Lines || event.ctrl_key() => settle(&event),
        "Escape" if pending.with_value(Option::is_some) => {
            event.stop_propagation();
            pending.set_value(None);
            fault.set(None);
            restore(&event, &value.get_untracked());
        }
        _ => {}
    };
    let on_change = move |event: web_sys::Event| {
        // A date is complete after each of its parts, long before the person is done with it.
        let is_under_way = matches!(shape, Shape::Moment | Shape::Date | Shape::Time) && has_focus(&event);
        if !is_under_way {
            settle(&event);
        }
    };
    let on_blur = move |event: web_sys::FocusEvent| settle(&event);
    let shown = move || value.get();
    let title = move || lock.get().unwrap_or_default();
    let is_locked = move || lock.with(Option::is_some);
    let invalid = move || fault.with(|fault| fault.is_some().then_some("true"));
    let described = described_by(&id);
    if shape == Shape::Lines {
        view! {
            <textarea
                {..mark.attribute()}
                class="input"
                id=id
                dir="auto"
                rows="3"
                aria-label=name
                aria-describedby=described
                aria-required=required.then_some("true")
                aria-invalid=invalid
                maxlength=max
                readonly=is_locked
                title=title
                prop:value=shown
                on:input=on_input
                on:change=on_change
                on:blur=on_blur
                on:keydown=on_key
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                {..mark.attribute()}
                class="input"
                type=shape.input_type()
                id=id
                dir=(shape == Shape::Line).then_some("auto")
                inputmode=(shape == Shape::Number).then_some("numeric")
                autocomplete="off"
                list=suggestions
                aria-label=name
                aria-describedby=described
                aria-required=required.then_some("true")
                aria-invalid=invalid
                maxlength=max
                readonly=is_locked
                title=title
                prop:value=shown
                on:input=on_input
                on:change=on_change
                on:blur=on_blur
                on:keydown=on_key
            />
        }
        .into_any()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The control shows the document's value again.
    Restore,
    /// The control keeps what was typed.
    Keep,
}

/// Whether a picker holds some parts of a date or time but not all: its value then reads as empty.
fn is_half_typed(event: &web_sys::Event) -> bool {
    let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.is_some_and(|input| input.validity().bad_input())
}

fn has_focus(event: &web_sys::Event) -> bool {
    let active = document().active_element().map(web_sys::EventTarget::from);
    active.is_some() && active == event.target()
}

/// Writes the value into the control that the event is about.
fn restore(event: &web_sys::Event, value: &str) {
    let Some(target) = event.target() else { return };
    if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        if input.value() != value {
            input.set_value(value);
        }
    } else if let Some(area) = target.dyn_ref::<web_sys::HtmlTextAreaElement>()
        && !same_text(value, &area.value())
    {
        area.set_value(value);
    }
}

/// Whether a control that writes every line end as LF would show the two alike.
fn same_text(stored: &str, typed: &str) -> bool {
    stored == typed || (stored.contains('\r') && unix_lines(stored) == unix_lines(typed))
}

fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Text as typed, with the line ends that the stored text has: an edit of one line leaves the others alone.
fn with_line_ends_of(stored: &str, typed: &str) -> String {
    if stored.contains("\r\n") { unix_lines(typed).replace('\n', "\r\n") } else { typed.to_owned() }
}

/// `120 of 1,000 characters`, shown when a text may be long.
#[component]
pub fn Counted(
    /// The text as it stands in the control.
    #[prop(into)]
    text: Signal<String>,
    /// Its limit in UTF-16 units.
    max: usize,
) -> impl IntoView {
    let count = move || {
        let length = text.with(|text| text.encode_utf16().count());
        fill("{0} of {1} characters", &[&host::number(length as u64), &host::number(max as u64)])
    };
    view! { <span class="hint counted">{count}</span> }
}

/// A labelled text.
#[component]
pub fn TextField(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// The value.
    bound: Bound<String>,
    /// What it is known by.
    mark: Mark,
    /// What it is for.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Why it is locked, where that is not said once for all.
    #[prop(into, optional)]
    lock: Signal<Option<String>>,
    /// What holds it.
    #[prop(optional)]
    shape: Shape,
    /// Longest text, in UTF-16 units.
    #[prop(optional, into)]
    max: Option<usize>,
    /// Id of a `<datalist>` with suggestions.
    #[prop(optional, into)]
    suggestions: Option<String>,
    /// It must have a value.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = fresh_id();
    let fault = RwSignal::new(None::<String>);
    let text = RwSignal::new(bound.value.get_untracked());
    let counted = max.filter(|max| *max >= WORTH_COUNTING);
    let typed = counted.map(|_| Callback::new(move |now| text.set(now)));
    view! {
        <Field label id=id.clone() hint fault lock required>
            <TextInput bound id fault mark shape max suggestions required typed />
            {counted.map(|max| view! { <Counted text max /> })}
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_stay_as_stored() {
        assert!(same_text("a\r\nb", "a\nb"));
        assert!(!same_text("a\nb", "a b"));
        assert_eq!(with_line_ends_of("a\r\nb", "a\nc\nd"), "a\r\nc\r\nd");
        assert_eq!(with_line_ends_of("a\nb", "a\nc"), "a\nc");
        assert_eq!(with_line_ends_of("", "a\nc"), "a\nc");
    }
}
