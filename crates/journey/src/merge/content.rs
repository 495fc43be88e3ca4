//! One tile of three states, member by member.

use std::collections::{HashMap, HashSet};

use super::Side;
use super::ledger::{About, Ledger, Where};
use crate::compare::content::PLACING;
use crate::compare::own_members;
use crate::compare::pairs::items_by_number;
use crate::item::Item;
use crate::json::Json;
use crate::json::edit::{self, Step};
use crate::tile::Tile;

type Members = Vec<(String, Json)>;

/// What both sides made of a tile. Where only one changed it, its text to the letter.
pub(super) fn merged(
    base: Option<&Tile<'_>>,
    mine: &Tile<'_>,
    theirs: &Tile<'_>,
    at: &Where,
    ledger: &mut Ledger,
) -> String {
    let was = base.map_or("{}", |tile| tile.text());
    if mine.text() == theirs.text() || theirs.text() == was {
        return mine.text().to_owned();
    }
    if mine.text() == was {
        return theirs.text().to_owned();
    }
    let mut text = mine.text().to_owned();
    let (own, others) = (own_members(mine.text()), own_members(theirs.text()));
    for (name, value) in clashing(&own_members(was), &own, &others, None, at, ledger) {
        let path: Vec<Step> = name.split_once("Properties.").map_or_else(
            || vec![Step::Name(name.clone())],
            |(_, inner)| vec![Step::Name("Properties".to_owned()), Step::Name(inner.to_owned())],
        );
        put(&mut text, &path, value.as_ref());
    }
    let items = items(base.map_or(&[], |tile| tile.items()), mine.items(), theirs.items(), at, ledger);
    let is_as_mine =
        items.len() == mine.items().len() && items.iter().zip(mine.items()).all(|(text, item)| text == item.text());
    if !is_as_mine {
        let path = [Step::Name("Properties".to_owned()), Step::Name("Items".to_owned())];
        let list = format!("[{}]", items.join(","));
        text = edit::set(&text, &path, &list).unwrap_or_else(|_| {
            let bare = edit::set(&text, &path[..1], &format!("{{\"Items\":{list}}}"));
            bare.unwrap_or(text)
        });
    }
    text
}

/// Whether a side changed a tile, apart from where it hangs.
pub(super) fn is_changed(base: &Tile<'_>, other: &Tile<'_>) -> bool {
    base.text() != other.text() && unplaced(base.text()) != unplaced(other.text())
}

fn unplaced(text: &str) -> Members {
    let mut members = crate::activity::members(text);
    members.retain(|(name, _)| name == "Properties" || !PLACING.contains(&name.as_str()));
    members
}

/// What must be set in mine's object so that it holds theirs' changes as well: values, or nothing where a member goes.
fn clashing(
    base: &Members,
    mine: &Members,
    theirs: &Members,
    items: Option<(usize, usize)>,
    at: &Where,
    ledger: &mut Ledger,
) -> Vec<(String, Option<Json>)> {
    let last = |members: &Members| -> HashMap<String, Json> { members.iter().cloned().collect() };
    let (was, own, others) = (last(base), last(mine), last(theirs));
    let mut told = HashSet::new();
    let mut changes = Vec::new();
    for (name, _) in theirs.iter().chain(base) {
        if !told.insert(name.as_str()) {
            continue;
        }
        let (was, own, other) = (was.get(name), own.get(name), others.get(name));
        if other == was || other == own {
            continue;
        }
        let side = if own == was {
            Side::Theirs
        } else {
            ledger.decide(at, &format!("{items:?} {name}"), || About::Member {
                items,
                member: name.clone(),
                base: was.cloned(),
                mine: own.cloned(),
                theirs: other.cloned(),
            })
        };
        if side == Side::Theirs {
            changes.push((name.clone(), other.cloned()));
        }
    }
    changes
}

fn put(text: &mut String, path: &[Step], value: Option<&Json>) {
    let edited = match value {
        Some(value) => edit::set(text, path, &value.to_string()),
        None => edit::remove(text, path),
    };
    if let Ok(edited) = edited {
        *text = edited;
    }
}

/// The sources of the items: mine's in mine's order, with what theirs changed, added and took away.
fn items(base: &[Item], mine: &[Item], theirs: &[Item], at: &Where, ledger: &mut Ledger) -> Vec<String> {
    let to_mine = items_by_number(base, mine);
    let to_theirs = items_by_number(base, theirs);
    let added = items_by_number(mine, theirs);
    let twin = |index: usize| match to_mine.backward[index] {
        Some(was) => to_theirs.forward[was],
        // Added by both.
        None => added.forward[index].filter(|twin| to_theirs.backward[*twin].is_none()),
    };
    let mut kept: Vec<(Option<usize>, String)> = Vec::new();
    for (index, item) in mine.iter().enumerate() {
        let was = to_mine.backward[index].map(|was| &base[was]);
        let text = match (twin(index), was) {
            (Some(twin), was) => three_way(was, item, &theirs[twin], (index, twin), at, ledger),
            (None, None) => item.text().to_owned(),
            (None, Some(was)) => {
                let about = || About::ItemRemoved { by: Side::Theirs, item: index };
                let is_kept =
                    was.text() != item.text() && ledger.decide(at, &format!("mine {index}"), about) == Side::Mine;
                if !is_kept {
                    continue;
                }
                item.text().to_owned()
            }
        };
        kept.push((Some(index), text));
    }
    let mut twins: HashMap<usize, usize> = HashMap::new();
    for (place, (index, _)) in kept.iter().enumerate() {
        if let Some(twin) = index.and_then(twin) {
            twins.insert(twin, place);
        }
    }
    // What only theirs has goes behind what stands before it there.
    let mut behind: Vec<Vec<String>> = vec![Vec::new(); kept.len() + 1];
    let mut place = 0;
    for (index, item) in theirs.iter().enumerate() {
        if let Some(found) = twins.get(&index) {
            place = found + 1;
            continue;
        }
        let is_wanted = match to_theirs.backward[index] {
            None => true,
            // Mine took it away.
            Some(was) => {
                to_mine.forward[was].is_none()
                    && base[was].text() != item.text()
                    && ledger
                        .decide(at, &format!("theirs {index}"), || About::ItemRemoved { by: Side::Mine, item: index })
                        == Side::Theirs
            }
        };
        if is_wanted {
            behind[place].push(item.text().to_owned());
        }
    }
    if let Some(order) = their_order(&kept, &twins, &to_mine.backward, &to_theirs.backward, at, ledger) {
        kept = order.into_iter().map(|place| kept[place].clone()).collect();
    }
    let mut texts = behind[0].clone();
    for (place, (_, text)) in kept.into_iter().enumerate() {
        texts.push(text);
        texts.append(&mut behind[place + 1]);
    }
    texts
}

/// The order that theirs gave the items that both kept, if it is to be taken: places in `kept`.
fn their_order(
    kept: &[(Option<usize>, String)],
    twins: &HashMap<usize, usize>,
    from_mine: &[Option<usize>],
    from_theirs: &[Option<usize>],
    at: &Where,
    ledger: &mut Ledger,
) -> Option<Vec<usize>> {
    let is_rising = |numbers: &[usize]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let mut shared: Vec<(usize, usize)> = twins.iter().map(|(theirs, place)| (*theirs, *place)).collect();
    shared.sort_unstable();
    let places: Vec<usize> = shared.iter().map(|(_, place)| *place).collect();
    if is_rising(&places) {
        return None;
    }
    let theirs: Vec<usize> = shared.iter().filter_map(|(theirs, _)| from_theirs[*theirs]).collect();
    let mine: Vec<usize> = kept.iter().filter_map(|(index, _)| from_mine[(*index)?]).collect();
    let side = if is_rising(&theirs) {
        Side::Mine
    } else if is_rising(&mine) {
        Side::Theirs
    } else {
        ledger.decide(at, "order", || About::ItemOrder)
    };
    if side == Side::Mine {
        return None;
    }
    let mut slots = places.clone();
    slots.sort_unstable();
    let mut order: Vec<usize> = (0..kept.len()).collect();
    for (slot, place) in slots.into_iter().zip(places) {
        order[slot] = place;
    }
    Some(order)
}

fn three_way(
    base: Option<&Item>,
    mine: &Item,
    theirs: &Item,
    items: (usize, usize),
    at: &Where,
    ledger: &mut Ledger,
) -> String {
    let was = base.map_or("{}", Item::text);
    if mine.text() == theirs.text() || theirs.text() == was {
        return mine.text().to_owned();
    }
    if mine.text() == was {
        return theirs.text().to_owned();
    }
    let members = |text: &str| -> Members { crate::activity::members(text) };
    let mut text = mine.text().to_owned();
    for (name, value) in
        clashing(&members(was), &members(mine.text()), &members(theirs.text()), Some(items), at, ledger)
    {
        put(&mut text, &[Step::Name(name)], value.as_ref());
    }
    text
}
