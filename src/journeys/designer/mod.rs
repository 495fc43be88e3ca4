//! The journey designer: canvas, palette, inspector and problems around one document.

mod canvas;
mod links;
mod marks;
mod page;
mod palette;
mod problems;
mod tile;
mod toolbar;
mod view;
mod walk;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use journey::{Branch, Command, Document, ItemRef, Kind, Place, Removal, Severity, TileKey};
use leptos::prelude::*;

use self::palette::Offer;
use self::view::View;
use crate::journeys::words::JOURNEY;
use crate::session::{JourneySession, Work};
use crate::ui::commands::Commands;
use crate::ui::focus::{focus_later, in_text_field, query};
use crate::ui::measure::is_narrow;
use crate::work::Desk;
pub use page::JourneyPage;

/// Panes beside the canvas; in a narrow window they are tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The canvas itself.
    Canvas,
    /// What the selected tile is made of.
    Inspector,
    /// What is wrong.
    Problems,
    /// The journey's own columns.
    Settings,
}

/// The designer's own state, beside the document's. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Designer {
    /// The journey under edit.
    pub session: JourneySession,
    /// Where the canvas looks.
    pub view: RwSignal<View>,
    /// Its size in CSS pixels.
    pub size: RwSignal<(f64, f64)>,
    pane: RwSignal<Pane>,
    inspector_open: RwSignal<bool>,
    palette: RwSignal<Option<Offer>>,
    viewed: StoredValue<bool>,
    worst: Memo<Worst>,
    lock: Memo<Option<String>>,
    commands: StoredValue<Option<Commands>>,
    /// Saving, checking, going live.
    pub desk: Desk<JourneySession>,
    /// Whether the settings were ever looked at.
    settings_seen: RwSignal<bool>,
}

/// The worst problem of each tile that has one.
type Worst = Arc<HashMap<TileKey, (Severity, &'static str)>>;

impl Designer {
    fn new(session: JourneySession, reload: Callback<bool>) -> Self {
        let worst = Memo::new(move |_| {
            let mut worst: HashMap<TileKey, (Severity, &'static str)> = HashMap::new();
            let by_service = session.service_problems().unwrap_or_default();
            for problem in session.problems().iter().chain(&by_service) {
                let Some(tile) = problem.tile else { continue };
                let entry = worst.entry(tile).or_insert((problem.severity, problem.code));
                if problem.severity < entry.0 {
                    *entry = (problem.severity, problem.code);
                }
            }
            Arc::new(worst)
        });
        let lock = Memo::new(move |_| session.pipeline_lock());
        let this = Self {
            session,
            view: RwSignal::new(View::default()),
            size: RwSignal::new((0.0, 0.0)),
            pane: RwSignal::new(Pane::Canvas),
            inspector_open: RwSignal::new(true),
            palette: RwSignal::new(None),
            viewed: StoredValue::new(false),
            worst,
            lock,
            commands: StoredValue::new(None),
            desk: Desk::new(session, &JOURNEY, reload),
            settings_seen: RwSignal::new(false),
        };
        this.commands.set_value(Some(toolbar::commands(this)));
        Effect::new(move || {
            if this.pane.get() == Pane::Settings {
                this.settings_seen.set(true);
            }
        });
        this
    }

    /// The screen's commands.
    pub fn commands(&self) -> Commands {
        self.commands.get_value().unwrap_or_else(|| Commands::new(Vec::new()))
    }

    /// The worst problem of a tile, reactive.
    pub fn worst_problem(&self, key: TileKey) -> Option<(Severity, &'static str)> {
        self.worst.with(|worst| worst.get(&key).copied())
    }

    /// Tiles with errors, reactive.
    pub fn faulty_tiles(&self) -> HashSet<TileKey> {
        self.worst.with(|worst| {
            worst.iter().filter(|(_, (severity, _))| *severity == Severity::Error).map(|(key, _)| *key).collect()
        })
    }

    /// Why tiles can't be added, moved or removed now; `None` when they can.
    pub fn pipeline_lock(&self) -> Memo<Option<String>> {
        self.lock
    }

    /// A new swimlane, after the others.
    pub fn new_lane(&self) -> Place {
        Place::Lane(self.session.with(|editor| editor.document().lanes().len()))
    }

    /// Looks at the journey's start the first time that the canvas has a size.
    fn open_view(&self) {
        if self.viewed.get_value() {
            return;
        }
        self.viewed.set_value(true);
        let layout = self.session.layout_now();
        let start = self.session.with(|editor| editor.document().lanes().first().and_then(|key| layout.rect(*key)));
        self.view.set(View::opening(&layout.bounds(), self.size.get_untracked(), start));
    }

    /// Shows the whole journey.
    pub fn zoom_to_fit(&self) {
        self.view.set(View::fitting(&self.session.layout_now().bounds(), self.size.get_untracked()));
    }

    /// Zooms around the middle of the canvas.
    pub fn zoom_by(&self, factor: f64) {
        let (width, height) = self.size.get_untracked();
        self.view.update(|view| *view = view.zoomed(factor, (width / 2.0, height / 2.0)));
    }

    /// Selects an item and brings its tile into view.
    pub fn select(&self, at: ItemRef) {
        self.session.selection.set(Some(at));
        self.reveal_selected();
    }

    /// Moves the view just enough that the selected tile shows.
    pub fn reveal_selected(&self) {
        let Some(at) = self.session.selection.get_untracked() else { return };
        if let Some(rect) = self.session.layout_now().rect(at.tile) {
            let size = self.size.get_untracked();
            self.view.update(|view| *view = view.revealing(&rect, size));
        }
    }

    /// Goes to an item from a list: the canvas shows it, the inspector holds it.
    pub fn go_to(&self, at: ItemRef) {
        self.pane.set(Pane::Canvas);
        self.select(at);
        self.edit_selected();
    }

    /// Goes to a column of the settings.
    pub fn go_to_setting(&self, column: &str) {
        self.pane.set(Pane::Settings);
        focus_later(format!("[data-column=\"{column}\"]"));
    }

    /// Opens the inspector with the cursor in the name.
    pub fn edit_selected(&self) {
        self.inspector_open.set(true);
        if is_narrow() {
            self.pane.set(Pane::Inspector);
        }
        focus_later("[data-role=\"tile-name\"]".to_owned());
    }

    /// Puts the keyboard back on the canvas.
    pub fn focus_canvas(&self) {
        focus_later(".canvas".to_owned());
    }

    /// Opens the palette for a place, beside what was pressed.
    pub fn offer_tiles(&self, place: Place, event: &web_sys::MouseEvent) {
        let canvas = query(".canvas").map(|canvas| canvas.get_bounding_client_rect());
        let (left, top) = canvas.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
        self.offer_at(place, (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top));
    }

    /// Opens the palette for a place, at a point of the canvas.
    pub fn offer_at(&self, place: Place, (x, y): (f64, f64)) {
        const ROOM: (f64, f64) = (300.0, 360.0);
        let (width, height) = self.size.get_untracked();
        let at = (x.min(width - ROOM.0).max(8.0), y.min(height - ROOM.1).max(8.0));
        self.palette.set(Some(Offer { place, at }));
    }

    /// Closes the palette.
    pub fn close_palette(&self) {
        self.palette.set(None);
    }

    /// Opens the palette after the selected tile, or for a new swimlane when none is selected.
    fn insert_at_selection(&self) {
        let selected = self.session.selection.get_untracked().map(|at| at.tile);
        let place = selected
            .map_or_else(|| self.new_lane(), |tile| self.session.with(|editor| place_after(editor.document(), tile)));
        self.offer_beside(selected, place);
    }

    /// Opens the palette for the place before the selected tile.
    fn insert_before_selection(&self) {
        let selected = self.session.selection.get_untracked().map(|at| at.tile);
        self.offer_beside(selected, selected.map_or_else(|| self.new_lane(), Place::Before));
    }

    /// Opens the palette at the right edge of a tile.
    fn offer_beside(&self, tile: Option<TileKey>, place: Place) {
        let (layout, view) = (self.session.layout_now(), self.view.get_untracked());
        let at = tile
            .and_then(|tile| layout.rect(tile))
            .map_or((24.0, 24.0), |rect| (rect.right() * view.zoom + view.x + 8.0, rect.y * view.zoom + view.y));
        self.offer_at(place, at);
    }

    /// Removes the selected tile, or the selected nested item; what follows a tile moves up.
    fn remove_selected(&self) {
        if let Some(command) = self.removal() {
            self.session.run(command);
        }
    }

    fn removal(&self) -> Option<Command> {
        let at = self.session.selection.get()?;
        Some(match at.item {
            0 => Command::Remove { tile: at.tile, with: Removal::Tile },
            _ => Command::RemoveItem { at },
        })
    }

    /// Answers a key that works anywhere on the page.
    fn on_shortcut(&self, event: &web_sys::KeyboardEvent) {
        let keys = crate::ui::commands::keys_of(event);
        let in_text = in_text_field(event);
        // While a text is being typed, undo and redo are the field's own.
        if in_text && matches!(keys.as_str(), "Control+Z" | "Control+Y" | "Control+Shift+Z") {
            return;
        }
        if in_text && keys == "Control+S" {
            // A text that is being typed becomes part of the document first.
            // Leaving the field would do that too, but typing goes on where it was.
            if let (Some(field), Ok(change)) = (event.target(), web_sys::Event::new("change")) {
                let _ = field.dispatch_event(&change);
            }
        }
        self.commands().on_key(event);
    }

    /// Runs a command, or says beside the canvas why it can't be done.
    pub fn invoke(&self, id: &str) -> bool {
        let Some(command) = self.commands().get(id) else { return false };
        if !command.invoke() {
            self.session.refuse(command.refusal.get_untracked());
        }
        true
    }

    /// What a screen reader hears when the selection moves.
    fn spoken_selection(&self) -> String {
        let session = self.session;
        let Some(at) = session.selection.get() else { return String::new() };
        session.with_any_change(|editor| tile::spoken(editor.document(), at.tile, false))
    }

    /// A colour of the theme, for drawings.
    pub fn colour(&self, element: &web_sys::Element, name: &str) -> String {
        let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
        style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default()
    }
}

/// Where a tile goes that is inserted after another: of a trigger with branches, first on its Yes branch.
fn place_after(document: &Document, tile: TileKey) -> Place {
    if document.tile(tile).is_none_or(|tile| tile.kind() != Kind::Trigger) {
        return Place::After(tile);
    }
    let yes = document
        .children(tile)
        .iter()
        .find(|key| document.tile(**key).is_some_and(|child| *child.branch() == Branch::Yes));
    yes.map_or(Place::Branch { of: tile, branch: Branch::Yes, index: 0 }, |first| Place::Before(*first))
}
