//! What the parts of the list's screen share.

use leptos::html;
use leptos::prelude::*;

use super::memory::Memory;
use super::selection::Selection;
use crate::route::Route;
use crate::session::{Criteria, JourneyList, JourneyRow, Organisation};
use crate::ui::notice::Notices;
use crate::ui::virtual_list::VirtualList;

/// Below this width, in CSS pixels, rows are cards of two lines.
const CARDS_BELOW: f64 = 620.0;
/// Heights of a row, of a card and of the head, in `rem`.
const ROW: f64 = 2.6;
const CARD: f64 = 4.2;
const HEAD: f64 = 2.6;

/// A question or a form above the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Name and target of a new journey.
    New,
    /// The name of a copy.
    Copy(JourneyRow),
    /// Whether these are to be deleted.
    Delete(Vec<JourneyRow>),
}

/// The screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Where the journeys come from.
    pub organisation: Organisation,
    /// The rows.
    pub list: JourneyList,
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
}

impl Screen {
    /// Opens the list where it was left, with a question above it.
    pub fn open(organisation: Organisation, navigate: Callback<Route>, asked: Option<Asked>) -> Self {
        let Memory { criteria, top, until } = Memory::recall();
        let typed = RwSignal::new(criteria.search.clone());
        let list = JourneyList::open(organisation, criteria, until);
        let rem = root_font_size();
        let row_height = move |width: f64| (rem * if width < CARDS_BELOW { CARD } else { ROW }).round();
        let rows = VirtualList::new(Signal::derive(move || list.extent()), row_height, (rem * HEAD).round(), top);
        let this = Self {
            organisation,
            list,
            rows,
            selection: Selection::new(list),
            asked: RwSignal::new(asked),
            notices: Notices::new(),
            typed,
            search_box: NodeRef::new(),
            navigate,
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
        Effect::new(move || self.selection.follow());
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
                Memory { criteria: self.list.criteria(), top: self.rows.top(), until: self.rows.range().end }.keep();
            }
        });
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

    /// Shows every journey again.
    pub fn clear_filters(&self) {
        self.typed.set(String::new());
        self.ask(|criteria| {
            criteria.status = None;
            criteria.search.clear();
        });
    }

    /// Opens a journey.
    pub fn go_to(&self, id: String) {
        self.navigate.run(Route::Journey(id));
    }

    /// Goes to the list itself, when the address says more than that.
    pub fn go_to_list(&self) {
        self.navigate.run(Route::Journeys);
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
