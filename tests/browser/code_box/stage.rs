//! A text box in the page over a document of the simplest kind.

use std::ops::Range;
use std::rc::Rc;

use journeyman::ui::code::{CodeBox, Fix, Ink, Mark, Offer, Severity, Typed};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    CompositionEvent, Element, Event, EventInit, HtmlDocument, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit,
};

/// The box and its document; they go away with the test.
pub struct Stage {
    place: HtmlElement,
    document: RwSignal<Rc<str>, LocalStorage>,
    edits: StoredValue<Vec<(Range<usize>, String)>>,
    /// What is selected.
    pub selection: RwSignal<Range<usize>>,
    /// The document refuses every edit.
    pub refuse: RwSignal<bool>,
    /// Problems stay those of the text as it is now.
    pub late: RwSignal<bool>,
    /// Why it is locked.
    pub lock: RwSignal<Option<String>>,
    /// Longest text.
    pub max: RwSignal<Option<usize>>,
    _mounted: Box<dyn std::any::Any>,
}

/// Words in capitals are keywords, others columns; what is quoted is text.
fn inks(text: &str) -> Vec<Ink> {
    let mut inks = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (length, class) = if let Some(quoted) = rest.strip_prefix('\'') {
            (quoted.find('\'').map_or(rest.len(), |end| end + 2), "text")
        } else if word > 0 {
            let keyword = rest[..word].chars().all(|c| c.is_ascii_uppercase());
            (word, if keyword { "keyword" } else { "column" })
        } else {
            (rest.chars().next().map_or(1, char::len_utf8), "")
        };
        if !class.is_empty() {
            inks.push(Ink { range: at..at + length, class });
        }
        at += length;
    }
    inks
}

fn marks(text: &str) -> Vec<Mark> {
    let of = |word: &'static str, code, severity, message: &str| {
        let found = text.match_indices(word).map(|(at, _)| at..at + word.len());
        found.map(|range| Mark { range, code, severity, message: message.to_owned() }).collect::<Vec<_>>()
    };
    let mut marks = of("BAD", "bad", Severity::Error, "BAD is wrong");
    marks.extend(of("ODD", "odd", Severity::Warning, "ODD is odd"));
    marks
}

/// The bracket at the offset and its partner.
fn brackets(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut open = Vec::new();
    for (place, sign) in text.char_indices() {
        match sign {
            '(' => open.push(place),
            ')' => {
                let partner = open.pop()?;
                if partner == at || place == at {
                    return Some((partner..partner + 1, place..place + 1));
                }
            }
            _ => {}
        }
    }
    None
}

fn offers(text: &str, at: usize) -> Vec<Offer> {
    let start = text[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
    let names = ["city", "country", "created"].into_iter().filter(|name| name.starts_with(&text[start..at]));
    let offer = |name: &str| Offer {
        label: name.to_owned(),
        detail: format!("The {name}"),
        kind: "column",
        edit: (start..at, name.to_owned()),
    };
    names.map(offer).collect()
}

impl Stage {
    /// A box with that text.
    pub async fn set(text: &str) -> Self {
        let place: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        place.set_attribute("style", "height: 300px; width: 600px").expect("a style");
        let sheet = document().create_element("style").expect("an element");
        let rules =
            [include_str!("../../../src/style/10_base.css"), include_str!("../../../src/style/segments/16_code.css")];
        sheet.set_text_content(Some(&rules.concat()));
        place.append_child(&sheet).expect("a style sheet");
        document().body().expect("a body").append_child(&place).expect("a place in the page");
        let made = StoredValue::new_local(None);
        let text: Rc<str> = text.into();
        let mounted = mount_to(place.clone(), move || {
            let document = RwSignal::new_local(text);
            let history = StoredValue::new_local((Vec::<Rc<str>>::new(), Vec::<Rc<str>>::new()));
            let edits = StoredValue::new(Vec::new());
            let selection = RwSignal::new(0..0);
            let (refuse, late) = (RwSignal::new(false), RwSignal::new(false));
            let (lock, max) = (RwSignal::new(None), RwSignal::new(None));
            let change = move |range: Range<usize>, insert: &str| {
                let mut text = document.get_untracked().to_string();
                history.update_value(|(past, future)| {
                    past.push(document.get_untracked());
                    future.clear();
                });
                text.replace_range(range, insert);
                document.set(text.into());
            };
            let step = move |back: bool| {
                history.update_value(|(past, future)| {
                    let (from, to) = if back { (past, future) } else { (future, past) };
                    if let Some(text) = from.pop() {
                        to.push(document.get_untracked());
                        document.set(text);
                    }
                });
            };
            let typed = Callback::new(move |typed: Typed| {
                let taken = !refuse.get_untracked();
                if taken {
                    edits.update_value(|all| all.push((typed.range.clone(), typed.insert.clone())));
                    change(typed.range, &typed.insert);
                }
                taken
            });
            let known = RwSignal::new_local(Rc::new(marks(&document.get_untracked())));
            Effect::new(move || {
                let text = document.get();
                if !late.get() {
                    known.set(Rc::new(marks(&text)));
                }
            });
            let fix = move |index: usize| {
                let Some(range) = known.with_untracked(|marks| marks.get(index).map(|mark| mark.range.clone())) else {
                    return Vec::new();
                };
                let fix = |label: &str, insert: &'static str| {
                    let range = range.clone();
                    Fix { label: label.to_owned(), run: Callback::new(move |()| change(range.clone(), insert)) }
                };
                vec![fix("Write GOOD", "GOOD"), fix("Take it out", "")]
            };
            let grow = move |range: Range<usize>| {
                let text = document.get_untracked();
                let pairs = (0..text.len()).filter_map(|at| brackets(&text, at));
                let larger = pairs.map(|(open, close)| open.start..close.end);
                let larger = larger.filter(|pair| pair.start <= range.start && pair.end >= range.end && *pair != range);
                larger.min_by_key(ExactSizeIterator::len).unwrap_or(0..text.len())
            };
            let format = move |()| {
                let text = document.get_untracked();
                let spaced = text.replace('(', "( ").replace(')', " )");
                change(0..text.len(), &spaced);
            };
            made.set_value(Some((document, edits, selection, refuse, late, lock, max)));
            view! {
                <CodeBox
                    text=document.into()
                    typed
                    ink=Callback::new(|text: Rc<str>| inks(&text))
                    marks=Signal::derive_local(move || known.get())
                    fixes=Callback::new(fix)
                    offers=Callback::new(move |at| offers(&document.get_untracked(), at))
                    hover=Callback::new(|_| None)
                    brackets=Callback::new(move |at| brackets(&document.get_untracked(), at))
                    grow=Callback::new(grow)
                    undo=Callback::new(move |()| step(true))
                    redo=Callback::new(move |()| step(false))
                    format=Callback::new(format)
                    selection
                    lock
                    label="Query"
                    max
                />
            }
        });
        let made = made.try_update_value(Option::take).flatten().expect("made while mounting");
        let (document, edits, selection, refuse, late, lock, max) = made;
        let stage = Self { place, document, edits, selection, refuse, late, lock, max, _mounted: Box::new(mounted) };
        stage.painted(&stage.text().replace("\r\n", "\n")).await;
        stage
    }

    /// The document's text.
    pub fn text(&self) -> String {
        self.document.get_untracked().to_string()
    }

    /// What the document was asked to change, in order.
    pub fn edits(&self) -> Vec<(Range<usize>, String)> {
        self.edits.get_value()
    }

    /// What is selected, in bytes.
    pub fn selection(&self) -> Range<usize> {
        self.selection.get_untracked()
    }

    /// The textarea.
    pub fn area(&self) -> HtmlTextAreaElement {
        self.element("[data-role=query-text]").unchecked_into()
    }

    /// What the textarea has selected, in UTF-16 units.
    pub fn caret(&self) -> (u32, u32) {
        let place = |at: Result<Option<u32>, _>| at.ok().flatten().expect("a place");
        (place(self.area().selection_start()), place(self.area().selection_end()))
    }

    /// Puts the keyboard into the box and the caret at that byte.
    pub fn caret_at(&self, at: usize) {
        self.area().focus().expect("the focus");
        let text = self.text();
        let units = text[..at].replace("\r\n", "\n").encode_utf16().count() as u32;
        self.area().set_selection_range(units, units).expect("a caret");
        Self::fire(&self.area(), &Event::new_with_event_init_dict("keyup", &bubbling()).expect("an event"));
    }

    /// Types as the browser does.
    pub fn type_text(text: &str) {
        let page: HtmlDocument = document().unchecked_into();
        page.exec_command_with_show_ui_and_value("insertText", false, text).expect("typing");
    }

    /// Lets the browser edit.
    pub fn exec(command: &str) {
        let page: HtmlDocument = document().unchecked_into();
        page.exec_command(command).expect("an edit");
    }

    /// Presses a key in the box; `with` names the keys that are held. Says whether the box meant it.
    pub fn press(&self, key: &str, with: &str) -> bool {
        Self::press_on(&self.area(), key, with)
    }

    /// Presses a key on an element.
    pub fn press_on(element: &Element, key: &str, with: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        if key.eq_ignore_ascii_case("f") {
            init.set_code("KeyF");
        }
        init.set_ctrl_key(with.contains("ctrl"));
        init.set_alt_key(with.contains("alt"));
        init.set_shift_key(with.contains("shift"));
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
        !element.dispatch_event(&event).expect("an event that can be dispatched")
    }

    /// Announces an input of that type. Says whether it was stopped.
    pub fn before_input(&self, kind: &str) -> bool {
        let init = InputEventInit::new();
        init.set_input_type(kind);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = InputEvent::new_with_event_init_dict("beforeinput", &init).expect("an event");
        !self.area().dispatch_event(&event).expect("an event that can be dispatched")
    }

    /// An input method begins or ends.
    pub fn composition(&self, kind: &str) {
        Self::fire(&self.area(), &CompositionEvent::new(kind).expect("an event"));
    }

    /// The textarea's value was changed.
    pub fn input_event(&self) {
        Self::fire(&self.area(), &Event::new_with_event_init_dict("input", &bubbling()).expect("an event"));
    }

    /// Enters a text into a field.
    pub fn enter(field: &HtmlElement, text: &str) {
        field.unchecked_ref::<HtmlInputElement>().set_value(text);
        Self::fire(field, &Event::new_with_event_init_dict("input", &bubbling()).expect("an event"));
    }

    fn fire(element: &Element, event: &Event) {
        element.dispatch_event(event).expect("an event that can be dispatched");
    }

    /// The first such element.
    pub fn element(&self, selector: &str) -> HtmlElement {
        let found = self.place.query_selector(selector).expect("a selector");
        found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    /// The first such element, as soon as it is there.
    pub async fn awaited(&self, selector: &str) -> HtmlElement {
        self.until(|| self.count(selector) > 0).await;
        self.element(selector)
    }

    /// How many such elements there are.
    pub fn count(&self, selector: &str) -> u32 {
        self.place.query_selector_all(selector).expect("a selector").length()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let found = self.place.query_selector_all(selector).expect("a selector");
        (0..found.length()).filter_map(|at| found.item(at)?.text_content()).collect()
    }

    /// Names in the open list of suggestions.
    pub fn options(&self) -> Vec<String> {
        self.texts("[role=option] .name")
    }

    /// The suggestion that the textarea points to.
    pub fn active_option(&self) -> Option<String> {
        let id = self.area().get_attribute("aria-activedescendant")?;
        let option = document().get_element_by_id(&id).expect("the option that is pointed to");
        assert_eq!(option.get_attribute("aria-selected").as_deref(), Some("true"));
        option.query_selector(".name").expect("a selector")?.text_content()
    }

    /// Classes of the first painted piece with that text.
    pub fn look_of(&self, text: &str) -> String {
        let found = self.place.query_selector_all(".code_layer span span").expect("a selector");
        let pieces = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
        let mut wanted = pieces.filter(|piece| piece.text_content().as_deref() == Some(text));
        let class = wanted.next().expect("such a piece").class_name();
        class.split(' ').filter(|class| *class != "ink_keyword" || text == "FILTER").collect::<Vec<_>>().join(" ")
    }

    /// What a screen reader was told last.
    pub fn heard_now(&self) -> String {
        self.texts(".code_box > [role=status]").concat()
    }

    /// What a screen reader is told, once it is told something.
    pub async fn heard(&self) -> String {
        self.until(|| !self.heard_now().is_empty()).await;
        self.heard_now()
    }

    /// Whether the keyboard is in the textarea.
    pub fn has_focus(&self) -> bool {
        Self::is_active(&self.area())
    }

    /// Whether the keyboard is there.
    pub fn is_active(element: &HtmlElement) -> bool {
        document().active_element().as_ref() == Some(element)
    }

    /// The text of what has the keyboard.
    pub fn focused() -> String {
        document().active_element().and_then(|element| element.text_content()).unwrap_or_default()
    }

    /// Waits until the part of the box says that.
    pub async fn says(&self, role: &str, wanted: &str) {
        let seen = || self.texts(&format!("[data-role={role}]")).concat();
        for _ in 0..120 {
            if seen() == wanted {
                return;
            }
            next_frame().await;
        }
        panic!("{role} says {:?}, not {wanted:?}", seen());
    }

    /// Waits until the painted text is that one.
    pub async fn painted(&self, wanted: &str) {
        let seen = || self.texts(".code_layer").concat().replace('\u{200b}', "");
        for _ in 0..120 {
            // What stands behind the text is there as soon as the layer is.
            if seen() == wanted && self.count(".code_layer > span") > 0 {
                return;
            }
            next_frame().await;
        }
        assert_eq!(seen(), wanted);
    }

    /// Frame after frame until it is so.
    pub async fn until(&self, is_so: impl Fn() -> bool) {
        for _ in 0..120 {
            if is_so() {
                return;
            }
            next_frame().await;
        }
        panic!("it never came to be; {:?}, heard {:?}", Self::focused(), self.heard_now());
    }

    /// Sets the width of the box, in CSS pixels.
    pub fn width(&self, width: u32) {
        HtmlElement::style(&self.place).set_property("width", &format!("{width}px")).expect("a style");
    }

    /// How high the textarea's text is, in CSS pixels.
    pub fn needed_height(&self) -> i32 {
        let area = self.area();
        let style = HtmlElement::style(&area);
        // Alone it would be as high as its text.
        style.set_property("height", "0").expect("a style");
        let needed = area.scroll_height();
        style.remove_property("height").expect("a style");
        needed
    }

    /// How many nodes of the layer come and go while something is done.
    pub async fn changes_while(&self, act: impl FnOnce()) -> u32 {
        let count = Rc::new(std::cell::Cell::new(0));
        let seen = count.clone();
        let on_change = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
            for record in records.iter() {
                let record: web_sys::MutationRecord = record.unchecked_into();
                seen.set(seen.get() + record.added_nodes().length() + record.removed_nodes().length());
            }
        });
        let observer = web_sys::MutationObserver::new(on_change.as_ref().unchecked_ref()).expect("an observer");
        let options = web_sys::MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(&self.element(".code_layer"), &options).expect("observing");
        act();
        next_frame().await;
        next_frame().await;
        observer.disconnect();
        count.get()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

fn bubbling() -> EventInit {
    let init = EventInit::new();
    init.set_bubbles(true);
    init
}

/// Waits for a frame.
pub async fn next_frame() {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).expect("a frame");
    });
    wasm_bindgen_futures::JsFuture::from(frame).await.expect("a frame never fails");
}
