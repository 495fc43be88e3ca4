//! What the parts of the list's screen share.

use leptos::html;
use leptos::prelude::*;

use super::memory::Memory;
use super::selection::Selection;
use super::spec::Spec;
use crate::route::Route;
use crate::session::{Criteria, Entry, List, Organisation};
use crate::ui::notice::Notices;
use crate::ui::virtual_list::VirtualList;

/// Below this width, in CSS pixels, rows are cards of two lines.
const CARDS_BELOW: f64 = 620.0;
/// Heights of a row, of a card and of the head, in `rem`.
const ROW: f64 = 2.6;
const CARD: f64 = 4.2;
const HEAD: f64 = 2.6;

/// A question or a form above the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Name and choice of a new record.
    New,
    /// The name of a copy.
    Copy(Entry),
    /// Whether these are to be deleted.
    Delete(Vec<Entry>),
}

/// A record to be shown as soon as the list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sought {
    id: String,
    /// Choose it; else the cursor alone goes there.
    choose: bool,
}

/// The screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Screen {
    /// What is listed.
    pub spec: &'static Spec,
    /// Where the records come from.
    pub organisation: Organisation,
    /// The rows.
    pub list: List,
    /// Their geometry.
    pub rows: VirtualList,
    /// Cursor and choice.
    pub selection: Selection,
    /// What is asked just now.
    pub asked: RwSignal<Option<Asked>>,
    /// Messages.
    pub notices: Notices,
    /// What is typed into the search box; asked of the server a little later.
    pub typed: RwSignal<String>,
    /// The search box.
    pub search_box: NodeRef<html::Input>,
    navigate: Callback<Route>,
    opened: StoredValue<Option<String>>,
    sought: StoredValue<Option<Sought>>,
}

impl Screen {
    /// Opens the list where it was left, with a question above it.
    pub fn open(
        spec: &'static Spec,
        organisation: Organisation,
        navigate: Callback<Route>,
        asked: Option<Asked>,
    ) -> Self {
        let Memory { criteria, top, until, opened } = Memory::recall(spec);
        let typed = RwSignal::new(criteria.search.clone());
        let list = List::open(organisation, spec.source, criteria, until);
        let rem = root_font_size();
        let row_height = move |width: f64| (rem * if width < CARDS_BELOW { CARD } else { ROW }).round();
        let rows = VirtualList::new(Signal::derive(move || list.extent()), row_height, (rem * HEAD).round(), top);
        let this = Self {
            spec,
            organisation,
            list,
            rows,
            selection: Selection::new(list),
            asked: RwSignal::new(asked),
            notices: Notices::new(),
            typed,
            search_box: NodeRef::new(),
            navigate,
            opened: StoredValue::new(None),
            sought: StoredValue::new(opened.map(|id| Sought { id, choose: false })),
        };
        this.follow();
        this
    }

    fn follow(self) {
        Effect::new(move || {
            let shown = self.rows.range();
            // Before the first answer no row shows, but it is known how many are wanted.
            if self.list.has_answer() {
                self.list.show(shown);
            }
        });
        Effect::new(move || {
            self.selection.follow();
            self.show_sought();
        });
        // The place is kept whenever other rows show, and once more when the screen goes away.
        Effect::new(move || {
            self.rows.range();
            self.list.criteria();
            self.keep_place();
        });
        on_cleanup(move || self.keep_place());
    }

    fn keep_place(&self) {
        untrack(|| {
            if self.list.has_answer() {
                let (top, until) = (self.rows.top(), self.rows.range().end);
                Memory { criteria: self.list.criteria(), top, until, opened: self.opened.get_value() }.keep(self.spec);
            }
        });
    }

    /// Looks in the rows that have just come for the one that is sought. When it isn't among them the search is over: nothing
    /// should jump there once the person has gone on.
    fn show_sought(self) {
        if !self.list.has_answer() {
            return;
        }
        let Some(Sought { id, choose }) = self.sought.try_update_value(Option::take).flatten() else { return };
        let index = self.list.with_rows_untracked(|rows| rows.iter().position(|row| row.id == id));
        if let Some(index) = index {
            if choose {
                self.selection.choose(index);
            } else {
                self.selection.go(index);
            }
        }
        // The rows are laid out, and scrolled to where they were, by then.
        request_animation_frame(move || {
            if self.is_here() && self.asked.with_untracked(Option::is_none) {
                if let Some(index) = index {
                    self.rows.reveal(index);
                }
                self.focus_rows();
            }
        });
    }

    /// Reads the list again and chooses a record that was made meanwhile, if it is among the first rows.
    pub fn seek(&self, id: String) {
        self.sought.set_value(Some(Sought { id, choose: true }));
        self.list.refresh();
    }

    /// Whether rows are cards of two lines, reactive.
    pub fn has_cards(&self) -> bool {
        self.rows.width() < CARDS_BELOW
    }

    /// Asks the server something else and begins at the top.
    pub fn ask(&self, change: impl FnOnce(&mut Criteria)) {
        let before = untrack(|| self.list.criteria());
        self.list.ask(change);
        if untrack(|| self.list.criteria()) != before {
            self.selection.clear();
            self.rows.scroll_to(0.0);
        }
    }

    /// Shows every record again.
    pub fn clear_filters(&self) {
        self.typed.set(String::new());
        self.ask(Criteria::widen);
    }

    /// Opens a record.
    pub fn go_to(&self, id: String) {
        self.remember(&id);
        self.navigate.run((self.spec.route)(id));
    }

    /// Remembers which record is being opened: the keyboard goes back there when the list is shown again.
    pub fn remember(&self, id: &str) {
        self.opened.set_value(Some(id.to_owned()));
    }

    /// Goes to the list itself, when the address says more than that.
    pub fn go_to_list(&self) {
        self.navigate.run(self.spec.area.list());
    }

    /// Whether the screen is still there after a request.
    pub fn is_here(&self) -> bool {
        !self.asked.is_disposed()
    }

    /// Puts the keyboard on the rows.
    pub fn focus_rows(&self) {
        if let Some(node) = self.rows.node.get_untracked() {
            // An element that cannot take the focus leaves it where it is.
            let _ = node.focus();
        }
    }

    /// Puts the keyboard into the search box.
    pub fn focus_search(&self) {
        if let Some(input) = self.search_box.get_untracked() {
            // As above.
            let _ = input.focus();
            input.select();
        }
    }
}

/// Pixels of one `rem`, which follows the text size that the person has set in the browser.
fn root_font_size() -> f64 {
    let read = || {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        style.get_property_value("font-size").ok()?.trim_end_matches("px").parse().ok()
    };
    read().unwrap_or(14.0)
}
