//! Edits within one activity.

use super::transaction::Transaction;
use crate::command::{Command, ItemRef};
use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::json::edit::{self, NoSuchPlace, Step};
use crate::json::scan::Scanner;
use crate::json::{Json, quoted};
use crate::kind::Kind;
use crate::new_tile::{NewItem, Record};
use crate::rules;
use record::Refusal;

/// The tile that a content command is about, and its new text.
pub(super) fn edited(document: &Document, command: &Command) -> Result<(TileKey, String), Refusal> {
    let (tile, text) = edit(document, command)?;
    // Read as it will be read again: as an element of a list.
    if Scanner::new(&format!("[{text}]")).value().is_ok() { Ok((tile, text)) } else { Err(rules::too_deep()) }
}

fn edit(document: &Document, command: &Command) -> Result<(TileKey, String), Refusal> {
    match command {
        Command::Rename { at, name } => {
            let item = rules::item(document, *at)?;
            let mut edit = Edit::of(document, *at)?;
            edit.set("Name", &quoted(name))?;
            // In data from before 2019 the flag is absent, and stays so.
            if item.is_name_system_defined().is_some() {
                edit.set("IsNameSystemDefined", "false")?;
            }
            Ok(edit.done())
        }
        Command::Describe { at, text } => {
            let mut edit = Edit::of(document, *at)?;
            edit.set("Description", &quoted(text))?;
            Ok(edit.done())
        }
        Command::ChooseRecord { at, record } => choose(document, *at, record.as_ref()),
        Command::SetMember { at, path, value } => {
            let mut edit = Edit::of(document, *at)?;
            edit.change(path, value.as_ref())?;
            Ok(edit.done())
        }
        Command::SetTileMember { tile, name, value } => {
            let mut edit = Edit { tile: *tile, prefix: Vec::new(), text: text_of(document, *tile)? };
            edit.change(&[Step::Name(name.clone())], value.as_ref())?;
            Ok(edit.done())
        }
        Command::RemoveItem { at } => {
            rules::item(document, *at)?;
            let mut edit = Edit::of(document, *at)?;
            edit.change(&[], None)?;
            Ok(edit.done())
        }
        Command::MoveItem { tile, from, to } => {
            rules::item(document, ItemRef { tile: *tile, item: *from })?;
            rules::item(document, ItemRef { tile: *tile, item: *to })?;
            let text = text_of(document, *tile)?;
            let path = item_path(*from);
            let source = edit::source(&text, &path).ok_or_else(nowhere)?.to_owned();
            let text = edit::remove(&text, &path).map_err(|NoSuchPlace| nowhere())?;
            let text = edit::insert(&text, &items_path(), *to, &source).map_err(|NoSuchPlace| nowhere())?;
            Ok((*tile, text))
        }
        _ => Err(nowhere()),
    }
}

/// Adds a nested item, numbered by the designer state.
pub(super) fn add_item(transaction: &mut Transaction<'_>, tile: TileKey, index: usize, item: &NewItem) {
    let source = transaction.new_item_text(item);
    let Some(activity) = transaction.document().activity(tile) else { return };
    if let Ok(text) = edit::insert(&activity.text, &items_path(), index, &source) {
        transaction.rewrite(tile, text);
    }
}

/// Whether a nested item may come to stand at `index`.
pub(super) fn check_index(document: &Document, tile: TileKey, index: usize) -> Result<(), Refusal> {
    rules::exists(document, tile)?;
    let count = document.tile(tile).map_or(0, |tile| tile.items().len());
    if (1..=count).contains(&index) { Ok(()) } else { Err(nowhere()) }
}

fn choose(document: &Document, at: ItemRef, record: Option<&Record>) -> Result<(TileKey, String), Refusal> {
    let item = rules::item(document, at)?;
    let mut edit = Edit::of(document, at)?;
    let id = record.map_or_else(|| "null".to_owned(), |record| quoted(&record.stored_id()));
    edit.set("ItemId", &id)?;
    if item.is_name_system_defined() == Some(true) {
        let name = record.map_or_else(|| NewItem::of(item.kind()).name, |record| record.name.clone());
        edit.set("Name", &quoted(&name))?;
    }
    let extra = record.map_or(&[][..], |record| &record.extra);
    for (name, value) in extra {
        edit.set(name, &value.to_string())?;
    }
    if item.kind() == Kind::SegmentItem {
        // They would go on naming the segment that was chosen before.
        for stale in ["DciSegmentName", "SegmentDisplayName"] {
            if item.member(stale).is_some() && !extra.iter().any(|(name, _)| name == stale) {
                edit.change(&[Step::Name(stale.to_owned())], None)?;
            }
        }
    }
    Ok(edit.done())
}

/// The text of one activity under edit; paths begin at `prefix`.
struct Edit {
    tile: TileKey,
    prefix: Vec<Step>,
    text: String,
}

impl Edit {
    fn of(document: &Document, at: ItemRef) -> Result<Self, Refusal> {
        let _: &Item = rules::item(document, at)?;
        Ok(Self { tile: at.tile, prefix: item_path(at.item), text: text_of(document, at.tile)? })
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        let mut path = self.prefix.clone();
        path.push(Step::Name(name.to_owned()));
        self.text = edit::set(&self.text, &path, value).map_err(|NoSuchPlace| nowhere())?;
        Ok(())
    }

    fn change(&mut self, steps: &[Step], value: Option<&Json>) -> Result<(), Refusal> {
        let path: Vec<_> = self.prefix.iter().chain(steps).cloned().collect();
        let text = match value {
            Some(value) => edit::set(&self.text, &path, &value.to_string()),
            None => edit::remove(&self.text, &path),
        };
        self.text = text.map_err(|NoSuchPlace| nowhere())?;
        Ok(())
    }

    fn done(self) -> (TileKey, String) {
        (self.tile, self.text)
    }
}

fn text_of(document: &Document, tile: TileKey) -> Result<String, Refusal> {
    rules::exists(document, tile)?;
    Ok(document.tile(tile).map(|tile| tile.text().to_owned()).unwrap_or_default())
}

fn items_path() -> Vec<Step> {
    vec![Step::Name("Properties".to_owned()), Step::Name("Items".to_owned())]
}

fn item_path(item: usize) -> Vec<Step> {
    let mut path = items_path();
    path.push(Step::Index(item));
    path
}

fn nowhere() -> Refusal {
    Refusal::new("no-such-member", "There is no such setting at this tile.")
}
