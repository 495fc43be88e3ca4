//! The builder's own state beside the document: what is folded, what is not written yet, where the keyboard is.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use segment::builder::{self, Query, Row};
use segment::diagnostics::Diagnostic;
use segment::schema::{Column, Known, Schema};
use segment::syntax::SyntaxKind;
use segment::{TextRange, TextSize, ast};

use super::draft::{Draft, insert_drafts};
use super::form::Form;
use super::line::{Key, Line, Lines, Names, Scope, lines};
use super::place::Place;
use crate::session::{SegmentSession, Work as _};

/// Members by the clause that they were counted for; `None` where it can't be counted.
pub type Counts = Vec<(Range<usize>, Option<u64>)>;
/// The same, to be found by the clause.
type CountsByRange = HashMap<(usize, usize), Option<u64>>;

/// The model of one text; another text's is another.
#[derive(Clone)]
struct Model(Arc<Query>);

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The lines at one moment; another moment's are other lines.
#[derive(Clone, Default)]
pub struct Shown(Arc<Lines>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Shown {
    type Target = Lines;
    fn deref(&self) -> &Lines {
        &self.0
    }
}

/// What is wrong, by the line where it is said; under no key what concerns no line.
pub type Problems = HashMap<Option<Key>, Vec<Diagnostic>>;

/// A builder. Cheap to copy; lives as long as its component.
#[derive(Clone, Copy)]
pub struct Board {
    /// The document.
    pub session: SegmentSession,
    /// Why nothing can be changed now.
    pub lock: Memo<Option<String>>,
    /// The lines of the text.
    pub written: Memo<Shown>,
    /// The lines on the screen: those of the text, and those not written yet.
    pub shown: Memo<Shown>,
    /// What is wrong.
    pub problems: Memo<Arc<Problems>>,
    /// The line that holds the selection of the text.
    pub lit: Memo<Option<Key>>,
    /// Members by clause.
    pub counts: Memo<Arc<CountsByRange>>,
    /// Heads whose lines are folded away.
    pub folded: RwSignal<HashSet<Key>>,
    /// Lines that are not written yet.
    pub drafts: RwSignal<Vec<Draft>>,
    /// Rows that lack a part since they were changed, with what the text says of them.
    pub unfinished: RwSignal<HashMap<Key, (Row, Form)>>,
    /// Lines that are chosen, to be grouped or removed together.
    pub chosen: RwSignal<BTreeSet<Key>>,
    /// Why the last change was turned down, and at which line.
    pub refused: RwSignal<Option<(Key, String)>>,
    /// What is said to those who listen.
    pub said: RwSignal<String>,
    /// Where the keyboard is.
    pub place: Place,
}

impl Board {
    /// The builder of a document.
    pub fn new(session: SegmentSession, counts: Signal<Counts>) -> Self {
        let folded = RwSignal::new(HashSet::new());
        let drafts = RwSignal::new(Vec::new());
        // What the organisation tells later changes the lines, not the model: a long text is read once.
        let model = Memo::new(move |_| Model(Arc::new(builder::read(&session.query().parse))));
        let written = Memo::new(move |_| {
            let model = model.get();
            let all = session
                .ask_always(|query, settings| folded.with(|folded| lines(&model.0, &query.parse, settings, folded)));
            Shown(Arc::new(Lines::new(all)))
        });
        let shown = Memo::new(move |_| {
            let written = written.get();
            drafts.with(
                |drafts: &Vec<Draft>| {
                    if drafts.is_empty() { written } else { Shown(Arc::new(insert_drafts(&written, drafts))) }
                },
            )
        });
        let problems = Memo::new(move |_| {
            let lines = written.get();
            let mut problems = Problems::new();
            for diagnostic in session.diagnostics().iter() {
                let key = lines.innermost(diagnostic.range).map(|line| line.key.clone());
                problems.entry(key).or_default().push(diagnostic.clone());
            }
            Arc::new(problems)
        });
        let lit = Memo::new(move |_| {
            let range = text_range(&session.selection.get())?;
            // Nobody has put a cursor at the very beginning of a text that has just been opened.
            (range.end() > TextSize::new(0)).then_some(())?;
            written.with(|lines| lines.innermost(range).map(|line| line.key.clone()))
        });
        let counts = Memo::new(move |_| {
            let all =
                counts.with(|counts| counts.iter().map(|(range, count)| ((range.start, range.end), *count)).collect());
            Arc::new(all)
        });
        let this = Self {
            session,
            lock: Memo::new(move |_| session.lock()),
            written,
            shown,
            problems,
            lit,
            counts,
            folded,
            drafts,
            unfinished: RwSignal::new(HashMap::new()),
            chosen: RwSignal::new(BTreeSet::new()),
            refused: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            place: Place::new(),
        };
        this.forget_what_is_gone();
        this
    }

    /// The line of that key, as it is now. Not reactive.
    pub fn line(&self, key: &str) -> Option<Line> {
        self.shown.with_untracked(|lines| lines.get(key).cloned())
    }

    /// Whether nothing can be changed now, reactive.
    pub fn is_locked(&self) -> bool {
        self.lock.with(Option::is_some)
    }

    /// Reads the organisation's schema, as far as it is known; the caller runs again when more is.
    pub fn schema<R>(&self, read: impl FnOnce(&dyn Schema) -> R) -> R {
        read(&*self.session.organisation().schemas().known())
    }

    /// What a table is called, reactive.
    pub fn table_label(&self, name: &str) -> String {
        self.schema(|schema| schema.table(name).yes().map_or_else(|| name.to_owned(), |table| table.label.clone()))
    }

    /// A column of what a condition can name, reactive.
    pub fn column(&self, scope: &Scope, alias: Option<&str>, name: &str) -> Option<Column> {
        let table = scope.table_of(alias).filter(|_| scope.names == Names::Columns)?;
        self.schema(|schema| match schema.column(table, name) {
            Known::Yes(column) => Some(column.clone()),
            Known::No | Known::Unloaded => None,
        })
    }

    /// Whether an alias stands anywhere in the text already. Not reactive.
    pub fn is_alias(&self, alias: &str) -> bool {
        let root = self.session.query_now().parse.syntax();
        let mut aliases = root.descendants().filter(|node| node.kind() == SyntaxKind::ALIAS);
        aliases.any(|node| ast::name_text(&node).eq_ignore_ascii_case(alias))
    }

    /// Folds the lines below a head away, or shows them again.
    pub fn fold(&self, key: &Key) {
        self.folded.update(|folded| {
            if !folded.remove(key) {
                folded.insert(key.clone());
            }
        });
    }

    /// Takes the selection of the text to a line.
    pub fn select(&self, key: &str) {
        let Some(line) = self.written.with_untracked(|lines| lines.get(key).cloned()) else { return };
        let range = usize::from(line.range.start())..usize::from(line.range.end());
        if self.session.selection.with_untracked(|selection| *selection != range) {
            self.session.selection.set(range);
        }
    }

    /// Gives the keyboard to where it is wanted, once the lines have been painted.
    pub fn settle_later(&self) {
        let this = *self;
        request_animation_frame(move || {
            if let Some(lines) = this.shown.try_get_untracked() {
                this.place.settle(&lines);
            }
        });
    }

    /// Text that changed elsewhere takes with it what was begun here about the old text.
    fn forget_what_is_gone(self) {
        Effect::new(move || {
            let lines = self.written.get();
            let row = |key: &Key| lines.get(key).map(|line| line.kind.clone());
            let is_gone = |key: &Key, old: &Row| row(key) != Some(super::line::Kind::Row(old.clone()));
            if self.unfinished.with_untracked(|all| all.iter().any(|(key, (old, _))| is_gone(key, old))) {
                self.unfinished.update(|all| all.retain(|key, (old, _)| !is_gone(key, old)));
            }
            if self.chosen.with_untracked(|chosen| chosen.iter().any(|key| lines.get(key).is_none())) {
                self.chosen.update(|chosen| chosen.retain(|key| lines.get(key).is_some()));
            }
        });
    }
}

/// A range of bytes as the language counts them.
pub fn text_range(range: &Range<usize>) -> Option<TextRange> {
    let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
    (start <= end).then(|| TextRange::new(start.into(), end.into()))
}
