//! A box for text that a machine reads too: colours, problems, suggestions and the keys of an editor over the platform's own
//! textarea, which keeps input methods, the clipboard, dragging and screen readers.
//!
//! The textarea's letters are transparent; what is read is a [layer](layer) behind it. Both lie in one sheet that scrolls as a
//! whole, so that they can't drift apart. What was typed goes to the document as a change; the text comes back from there, and
//! undo and redo are the document's own.
//!
//! It knows nothing of what the text means: colours, problems, suggestions, brackets come from whoever mounts it.
//! Offsets are bytes of the text.

mod area;
mod chunks;
mod find;
mod fixes;
mod foot;
mod hover;
mod kept;
mod keys;
mod layer;
mod look;
mod offers;
mod problems;
mod text;

use std::ops::Range;
use std::rc::Rc;

use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use self::area::Area;
use self::find::{Find, FindBar};
use self::fixes::{Fixes, FixesMenu};
use self::foot::Foot;
use self::hover::{Hover, Tip};
use self::kept::Kept;
use self::layer::Layer;
use self::look::{Light, Picture};
use self::offers::{Offers, OffersList};
use self::problems::Problems;
use super::field::{described_by, fresh_id};
use super::words::t;

/// A coloured stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ink {
    /// Its bytes. Inks are in the order of the text and do not overlap.
    pub range: Range<usize>,
    /// What it is, such as `keyword`: the class `ink_keyword` colours it.
    pub class: &'static str,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// May not do what is meant.
    Warning,
    /// Can't work.
    Error,
}

impl Severity {
    fn class(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A problem of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes; empty where something is missing.
    pub range: Range<usize>,
    /// The rule: `data-problem` of what is underlined.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What a person must know, in a sentence or two.
    pub message: String,
}

/// A way to mend a problem.
#[derive(Clone)]
pub struct Fix {
    /// What the menu says.
    pub label: String,
    /// Does it.
    pub run: Callback<()>,
}

/// Something that can be written at the caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is written, as the list shows it.
    pub label: String,
    /// What it means.
    pub detail: String,
    /// What it is a name of, one word such as `column`.
    pub kind: &'static str,
    /// The bytes that it replaces, and by what.
    pub edit: (Range<usize>, String),
}

/// What a person replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Bytes of the text as it was.
    pub range: Range<usize>,
    /// What stands there now.
    pub insert: String,
}

/// A bracket and its partner.
pub type Pair = (Range<usize>, Range<usize>);

/// What the box asks of its owner. Cheap to copy.
#[derive(Clone, Copy)]
struct Owner {
    ink: Callback<Rc<str>, Vec<Ink>>,
    fixes: Callback<usize, Vec<Fix>>,
    offers: Callback<usize, Vec<Offer>>,
    hover: Callback<usize, Option<String>>,
    brackets: Callback<usize, Option<Pair>>,
    grow: Callback<Range<usize>, Range<usize>>,
    undo: Callback<()>,
    redo: Callback<()>,
    format: Callback<()>,
    lock: Signal<Option<String>>,
}

/// The box and its parts. Cheap to copy.
#[derive(Clone, Copy)]
struct Code {
    owner: Owner,
    area: Area,
    layer: StoredValue<Option<Layer>, LocalStorage>,
    scroller: NodeRef<html::Div>,
    problems: Problems,
    offers: Offers,
    fixes: Fixes,
    find: Find,
    hover: Hover,
    /// Selections before and after each time that they were made larger.
    grown: StoredValue<Vec<(Range<usize>, Range<usize>)>>,
    /// What a screen reader is told next.
    said: RwSignal<String>,
}

impl Code {
    fn say(&self, text: impl Into<String>) {
        self.said.set(text.into());
    }

    /// Says why the text can't be changed now, if it can't.
    fn is_locked(&self) -> bool {
        let reason = self.owner.lock.get_untracked();
        if let Some(reason) = &reason {
            self.say(reason);
        }
        reason.is_some()
    }

    /// Paints what there is to be seen, and scrolls to the caret if it was put somewhere. Runs again when any of it changes.
    fn show(&self, inks: Kept<Rc<str>, Rc<Vec<Ink>>>) {
        self.area.follow();
        let text = self.area.text();
        let picture = Picture {
            inks: inks.get(text.clone(), || Rc::new(self.owner.ink.run(text.clone()))),
            spots: self.problems.spots(&text),
            lights: self.lights(&text),
            text,
        };
        self.layer.with_value(|layer| {
            if let Some(layer) = layer {
                layer.paint(picture);
            }
        });
        self.reveal();
    }

    fn lights(&self, text: &Rc<str>) -> Vec<(Range<usize>, Light)> {
        let selection = self.area.selection();
        let mut lights: Vec<_> = self.find.hits(text).iter().map(|hit| (hit.clone(), Light::Hit)).collect();
        if !self.area.has_focus() {
            lights.push((selection, Light::Selected));
        } else if selection.is_empty()
            && !self.area.is_composing()
            && let Some((one, other)) = self.owner.brackets.run(selection.start)
        {
            lights.extend([(one, Light::Bracket), (other, Light::Bracket)]);
        }
        lights
    }

    /// Where the character at the byte offset is in the window: left, top and bottom in CSS pixels.
    fn place(&self, at: usize) -> Option<(f64, f64, f64)> {
        self.layer.with_value(|layer| {
            let rect = layer.as_ref()?.place(at);
            Some((rect.left(), rect.top(), rect.bottom()))
        })
    }

    /// Scrolls just as far as is needed for a caret that was put somewhere to show.
    fn reveal(&self) {
        // A box that is not shown now has no places; its layer is told when it is.
        let scroller = self.scroller.try_get_untracked().flatten().filter(|scroller| scroller.client_height() > 0);
        let Some(scroller) = scroller.filter(|_| self.area.is_to_reveal()) else { return };
        let Some((_, top, bottom)) = self.place(self.area.selection_now().end) else { return };
        self.area.revealed();
        let view = scroller.get_bounding_client_rect();
        let line = bottom - top;
        let by =
            if top < view.top() + line { top - view.top() - line } else { (bottom - view.bottom() + line).max(0.0) };
        if by != 0.0 {
            scroller.set_scroll_top(scroller.scroll_top() + by.round() as i32);
        }
    }
}

/// Style of something that lies above the page at a place of the text.
fn beside((left, top, bottom): (f64, f64, f64)) -> String {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let vertical = if bottom > height * 0.6 {
        format!("bottom:{}px", height - top + 2.0)
    } else {
        format!("top:{}px", bottom + 2.0)
    };
    format!("{vertical};--left:{left}px")
}

/// The text box, with its problems, its counter and its find bar.
#[component]
pub fn CodeBox(
    /// The text. What the document makes of an edit comes back here, at once.
    text: Signal<Rc<str>, LocalStorage>,
    /// Takes an edit over. `false` refuses it: the box goes back to `text`.
    typed: Callback<Typed, bool>,
    /// The colours of a text, which may be one that is half composed.
    ink: Callback<Rc<str>, Vec<Ink>>,
    /// The problems. They may come later than the text: until then the old ones move along with it.
    #[prop(into)]
    marks: Signal<Rc<Vec<Mark>>, LocalStorage>,
    /// Ways to mend the problem of that index. Asked when a person asks.
    fixes: Callback<usize, Vec<Fix>>,
    /// What can be written at the offset, best first.
    offers: Callback<usize, Vec<Offer>>,
    /// What there is to say about the offset.
    hover: Callback<usize, Option<String>>,
    /// The bracket at the offset and its partner.
    brackets: Callback<usize, Option<Pair>>,
    /// The next larger meaningful range.
    grow: Callback<Range<usize>, Range<usize>>,
    /// Takes the document's last step back.
    undo: Callback<()>,
    /// Does it again.
    redo: Callback<()>,
    /// Lays the text out.
    format: Callback<()>,
    /// What is selected. Written as the caret moves; when it is set from outside, the box selects that and scrolls there.
    selection: RwSignal<Range<usize>>,
    /// Set to put the keyboard into the box; the box takes it down again.
    #[prop(optional)]
    focus: Option<RwSignal<bool>>,
    /// Why the text can't be changed now.
    #[prop(into)]
    lock: Signal<Option<String>>,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// Longest text in UTF-16 units, for the counter: more can be typed.
    #[prop(into)]
    max: Signal<Option<usize>>,
) -> impl IntoView {
    let owner = Owner { ink, fixes, offers, hover, brackets, grow, undo, redo, format, lock };
    let area = Area::new(text, typed, selection);
    let code = Code {
        owner,
        area,
        layer: StoredValue::new_local(None),
        scroller: NodeRef::new(),
        problems: Problems::new(area, marks),
        offers: Offers::new(),
        fixes: Fixes::new(),
        find: Find::new(),
        hover: Hover::new(),
        grown: StoredValue::new(Vec::new()),
        said: RwSignal::new(String::new()),
    };
    let layer = NodeRef::<html::Div>::new();
    let inks = Kept::new();
    Effect::new(move || {
        let (Some(host), Some(scroller), Some(_)) = (layer.get(), code.scroller.get(), area.node.get()) else { return };
        if code.layer.with_value(Option::is_none) {
            // A browser that can't paint it has the textarea still.
            code.layer.set_value(Layer::new(host.unchecked_into(), &scroller, move || code.reveal()).ok());
        }
        code.show(inks);
    });
    code.problems.speak(code);
    if let Some(focus) = focus {
        Effect::new(move || {
            if let (true, Some(node)) = (focus.get(), area.node.get()) {
                let _ = node.focus();
                focus.set(false);
            }
        });
    }
    let id = fresh_id();
    let list_id = format!("{id}-list");
    let described = described_by(&id);
    let active = {
        let list_id = list_id.clone();
        move || code.offers.active().map(|at| format!("{list_id}-{at}"))
    };
    let controls = {
        let list_id = list_id.clone();
        move || code.offers.is_open().then(|| list_id.clone())
    };
    view! {
        <div class="code_box">
            <label class="visually_hidden" for=id.clone()>{label}</label>
            <FindBar code />
            <div class="code_scroll" node_ref=code.scroller on:scroll=move |_| code.on_scroll()>
                <div class="code_sheet" dir="ltr" data-locked=move || lock.with(|lock| lock.is_some().then_some("true"))>
                    <div class="code_layer" aria-hidden="true" node_ref=layer></div>
                    // A text of several lines can't have the role of a combobox; it has all else of one.
                    <textarea
                        data-role="query-text"
                        class="code_area"
                        node_ref=area.node
                        id=id.clone()
                        rows="1"
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                        {..custom_attribute("autocorrect", "off")}
                        aria-autocomplete="list"
                        aria-haspopup="listbox"
                        aria-controls=controls
                        aria-activedescendant=active
                        aria-describedby=described
                        aria-invalid=move || code.problems.has_errors().then_some("true")
                        readonly=move || lock.with(Option::is_some)
                        on:beforeinput=move |event| code.before_input(&event)
                        on:input=move |_| code.on_input()
                        on:compositionstart=move |_| code.compose(true)
                        on:compositionend=move |_| code.compose(false)
                        on:selectionchange=move |_| code.on_caret()
                        on:keyup=move |_| code.on_caret()
                        on:pointerup=move |_| code.on_caret()
                        on:keydown=move |event| code.on_key(&event)
                        on:focus=move |_| area.focused.set(true)
                        on:blur=move |_| code.on_blur()
                        on:pointermove=move |event| code.on_pointer(&event)
                        on:pointerleave=move |_| code.leave()
                    ></textarea>
                </div>
            </div>
            <Foot code id lock max />
            <OffersList code id=list_id />
            <FixesMenu code />
            <Tip code />
            <p class="visually_hidden" role="status" aria-live="polite">{code.said}</p>
        </div>
    }
}

impl Code {
    fn on_scroll(&self) {
        self.hover.hide();
        self.offers.put(*self);
    }

    fn leave(&self) {
        self.hover.hide();
    }

    fn on_blur(&self) {
        // An element that is taken away while it has the focus may still be told that it lost it.
        if !self.said.is_disposed() {
            self.area.focused.set(false);
            self.offers.close();
            self.hover.hide();
        }
    }
}

/// Ctrl+Space and the rest, for the hint of keys.
fn keys_in_words() -> [(&'static str, &'static str); 8] {
    [
        ("Ctrl+Space", t("Suggestions")),
        ("F8, Shift+F8", t("Next and previous problem")),
        ("Ctrl+.", t("Ways to mend the problem")),
        ("Ctrl+F", t("Find")),
        ("F1", t("What stands at the cursor")),
        ("Shift+Alt+→, Shift+Alt+←", t("Select more, less")),
        ("Shift+Alt+F", t("Format")),
        ("Tab", t("Leaves the box")),
    ]
}
