//! Tiles as text that can be kept and pasted anywhere: the product's own activities, with a mark around them.

use std::collections::{HashMap, HashSet};

use crate::conditions::conditions;
use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::json::edit::{self, Step};
use crate::json::{Json, quoted};
use crate::kind::Kind;
use crate::new_tile::NewTile;
use crate::selection::Selection;
use record::{Refusal, Settings};

/// The mark, and the version of the form around the activities.
const MARK: &str = "journeyman";
const TILES: &str = "tiles";
const VERSION: i64 = 1;

/// Text of these tiles, each once, with the placeholders of their unused branches. Tiles between selected ones that are not selected
/// themselves are left out, and what followed them follows the nearest selected tile. What their triggers watch and is not among them
/// is described, so that it can be found again where they are pasted.
pub fn copy(document: &Document, keys: &[TileKey]) -> String {
    let selection = Selection::of(document, keys);
    let mut texts = Vec::new();
    let mut copied: HashSet<i64> = HashSet::new();
    let mut watched: Vec<i64> = Vec::new();
    for key in &selection.keys {
        let Some(tile) = document.tile(*key) else { continue };
        let mut text = tile.text().to_owned();
        if let Some(above) = selection.above.get(key).filter(|above| document.parent(*key) != Some(**above))
            && let Some(above) = document.tile(*above)
        {
            let branch = if above.kind() == Kind::Trigger { "YesBranch" } else { "Default" };
            for (name, value) in [("ParentActivityId", above.activity_id()), ("ParentRelationshipType", branch)] {
                text = edit::set(&text, &[Step::Name(name.to_owned())], &quoted(value)).unwrap_or(text);
            }
        }
        texts.push(text);
        copied.extend(tile.items().iter().filter_map(Item::number));
        if let Some(header) = tile.header().filter(|_| tile.kind() == Kind::Trigger) {
            watched.extend(conditions(header).into_iter().filter_map(|rule| rule.source));
            let children = document.children(*key).iter().filter_map(|child| document.tile(*child));
            texts.extend(children.filter(|child| child.kind() == Kind::Empty).map(|child| child.text().to_owned()));
        }
    }
    watched.retain(|number| !copied.contains(number));
    watched.sort_unstable();
    watched.dedup();
    let sources = sources(document, &watched);
    let mut out = format!("{{\n  \"{MARK}\": \"{TILES}\",\n  \"version\": {VERSION},\n  \"activities\": [");
    for (index, text) in texts.iter().enumerate() {
        out.push_str(if index == 0 { "\n    " } else { ",\n    " });
        out.push_str(text);
    }
    out.push_str("\n  ]");
    if !sources.is_empty() {
        let sources: Vec<String> = sources.iter().map(|source| format!("    {}", source.to_json())).collect();
        out.push_str(",\n  \"sources\": [\n");
        out.push_str(&sources.join(",\n"));
        out.push_str("\n  ]");
    }
    out.push_str("\n}\n");
    out
}

/// An item that a copied trigger watches and that was not copied.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub number: i64,
    pub kind: Kind,
    pub record: Option<String>,
    pub name: String,
}

impl Source {
    fn to_json(&self) -> Json {
        Json::Object(vec![
            ("number".to_owned(), Json::number(self.number)),
            ("type".to_owned(), Json::text(self.kind.type_id())),
            ("record".to_owned(), self.record.clone().map_or(Json::Null, Json::Text)),
            ("name".to_owned(), Json::text(self.name.as_str())),
        ])
    }

    fn of_json(json: &Json) -> Option<Self> {
        let text = |name| json.member(name).and_then(Json::as_text);
        Some(Self {
            number: json.member("number")?.as_integer()?,
            kind: Kind::of(text("type").unwrap_or_default()),
            record: text("record").map(str::to_owned),
            name: text("name").unwrap_or_default().to_owned(),
        })
    }

    /// Whether an item is what was watched.
    pub fn is(&self, item: &Item) -> bool {
        self.kind == item.kind() && self.record.as_deref() == item.record()
    }
}

fn sources(document: &Document, numbers: &[i64]) -> Vec<Source> {
    let items = document.tiles().flat_map(|tile| tile.items().iter());
    let mut found: HashMap<i64, Source> = HashMap::new();
    for item in items {
        if let Some(number) = item.number().filter(|number| numbers.binary_search(number).is_ok()) {
            found.entry(number).or_insert_with(|| Source {
                number,
                kind: item.kind(),
                record: item.record().map(str::to_owned),
                name: item.display_name(),
            });
        }
    }
    numbers.iter().filter_map(|number| found.remove(number)).collect()
}

/// What a text holds to be pasted.
#[derive(Clone, Debug)]
pub(crate) struct Clip {
    pub tiles: Vec<NewTile>,
    pub sources: Vec<Source>,
}

/// The tiles that a text holds: one that [`copy`] made, a whole definition, or a single activity. Each tile comes with what follows it.
pub fn paste(text: &str) -> Result<Vec<NewTile>, Refusal> {
    Clip::read(text).map(|clip| clip.tiles)
}

impl Clip {
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        let path = |name: &str| [Step::Name(name.to_owned())];
        let marked = edit::source(text, &path("activities")).filter(|_| {
            edit::source(text, &path(MARK)).and_then(Json::parse).is_some_and(|mark| mark == Json::text(TILES))
        });
        let (list, sources) = if let Some(list) = marked {
            let version = edit::source(text, &path("version")).and_then(Json::parse);
            if version.as_ref().and_then(Json::as_integer).is_none_or(|version| version > VERSION) {
                return Err(newer());
            }
            let sources = match edit::source(text, &path("sources")).and_then(Json::parse) {
                Some(Json::List(sources)) => sources.iter().filter_map(Source::of_json).collect(),
                _ => Vec::new(),
            };
            (list.to_owned(), sources)
        } else if edit::source(text, &path("ActivityTypeId")).is_some() {
            (format!("[{text}]"), Vec::new())
        } else {
            (text.to_owned(), Vec::new())
        };
        let document = Document::read(&list, "", Settings::new());
        let is_tile = |key: &&TileKey| {
            document.tile(**key).is_some_and(|tile| tile.kind() != Kind::Root && !tile.type_id().is_empty())
        };
        let tops = document.lanes().iter().filter(is_tile);
        let tiles: Vec<NewTile> = tops.filter_map(|key| NewTile::copy_of(&document, *key, true)).collect();
        if tiles.is_empty() || !document.is_editable() {
            return Err(nothing());
        }
        Ok(Self { tiles, sources })
    }
}

fn nothing() -> Refusal {
    Refusal::new("nothing-to-paste", "The text on the clipboard holds no tiles. Copy tiles in a journey first.")
}

fn newer() -> Refusal {
    let reason = "These tiles were copied with a newer version of Journeyman, whose form is not known here.";
    Refusal::new("newer-version", reason)
}
