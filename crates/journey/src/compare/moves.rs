//! Which tiles were moved. A tile that only got another before it, because one was added or removed there, was not.

use std::collections::{HashMap, HashSet};

use super::pairs::Pairs;
use crate::document::{Document, TileKey};
use crate::kind::Branch;
use crate::reading::Reading;

/// How many moved tiles in a row are looked past. Real paths are moved in pieces of a few; the limit keeps hostile ones linear.
const MOST: usize = 256;

/// The tile, and the branch of it, that a tile hangs on once some of those between them are looked past.
type Anchor = (Option<TileKey>, Branch);

/// The tiles of `after` that hang elsewhere than in `before`, or among others in another order.
pub(super) fn moved(before: &Document, after: &Document, pairs: &Pairs) -> HashSet<TileKey> {
    let mut moved = rehung(before, after, pairs);
    reordered(before, after, pairs, &mut moved);
    moved
}

/// The tiles of `after` that hang elsewhere than in `before`.
pub(crate) fn rehung(before: &Document, after: &Document, pairs: &Pairs) -> HashSet<TileKey> {
    let order = Reading::of(after).order;
    let mut moved: HashSet<TileKey> = HashSet::new();
    for key in &order {
        let Some(own) = pairs.before(*key) else { continue };
        let was = anchor(before, own, &|key| pairs.after(key).is_none());
        let is = anchor(after, *key, &|key| pairs.before(key).is_none());
        if !is_alike(pairs, &was, &is) {
            moved.insert(*key);
        }
    }
    // Of tiles that changed their order on a path only some need to have moved: those that the others explain stay.
    for key in &order {
        let Some(own) = pairs.before(*key).filter(|_| moved.contains(key)) else { continue };
        let was = anchor(before, own, &|key| pairs.after(key).is_none_or(|key| moved.contains(&key)));
        let is = anchor(after, *key, &|key| pairs.before(key).is_none() || moved.contains(&key));
        if is_alike(pairs, &was, &is) {
            moved.remove(key);
        }
    }
    // A path that was moved to between two tiles does not move the one behind it.
    let mut carried: HashSet<TileKey> = HashSet::new();
    for key in &order {
        let above = after.stem(*key).filter(|above| moved.contains(above) || carried.contains(above));
        let was = pairs.before(*key).and_then(|own| before.stem(own)).and_then(|above| pairs.after(above));
        if above.is_some() && above == was && !moved.contains(key) {
            carried.insert(*key);
        }
    }
    for key in order.iter().filter(|_| !carried.is_empty()) {
        let Some(own) = pairs.before(*key).filter(|_| moved.contains(key)) else { continue };
        let is_away = |key: TileKey| moved.contains(&key) || carried.contains(&key);
        let was = anchor(before, own, &|key| pairs.after(key).is_none_or(is_away));
        let is = anchor(after, *key, &|key| pairs.before(key).is_none() || is_away(key));
        if is_alike(pairs, &was, &is) {
            moved.remove(key);
        }
    }
    moved
}

fn anchor(document: &Document, key: TileKey, is_looked_past: &dyn Fn(TileKey) -> bool) -> Anchor {
    let branch = |key: TileKey| document.tile(key).map_or(Branch::Default, |tile| tile.branch().clone());
    let mut below = key;
    for _ in 0..MOST {
        match document.stem(below) {
            Some(above) if is_looked_past(above) => below = above,
            above => return (above, branch(below)),
        }
    }
    (None, branch(below))
}

fn is_alike(pairs: &Pairs, was: &Anchor, is: &Anchor) -> bool {
    was.0.and_then(|key| pairs.after(key)) == is.0 && was.1.rank() == is.1.rank()
}

/// Among parallel paths: the fewest that must have moved for the others to stand in the order they had.
fn reordered(before: &Document, after: &Document, pairs: &Pairs, moved: &mut HashSet<TileKey>) {
    let parents: Vec<Option<TileKey>> = std::iter::once(None).chain(after.keys().map(Some)).collect();
    for parent in parents {
        let children = parent.map_or_else(|| orphans(after), |parent| after.children(parent));
        if children.len() < 2 {
            continue;
        }
        // Only those that were siblings before can have changed their order.
        let was = |key: TileKey| pairs.before(key).filter(|_| !moved.contains(&key));
        let Some(above) = children.iter().find_map(|key| was(*key)).map(|own| before.stem(own)) else { continue };
        let siblings = above.map_or_else(|| orphans(before), |above| before.children(above));
        let places: HashMap<TileKey, usize> = siblings.iter().copied().zip(0..).collect();
        let ranked: Vec<(TileKey, usize)> =
            children.iter().filter_map(|key| Some((*key, *places.get(&was(*key)?)?))).collect();
        let stays = longest_rising(&ranked.iter().map(|(_, place)| *place).collect::<Vec<_>>());
        moved.extend(ranked.iter().zip(stays).filter(|(_, stays)| !stays).map(|((key, _), _)| *key));
    }
}

/// The lanes that hang on nothing.
fn orphans(document: &Document) -> &[TileKey] {
    let own = document.root().map_or(0, |root| document.children(root).len());
    document.lanes().get(own..).unwrap_or_default()
}

/// For each of different numbers, whether it is in one longest rising sequence of them.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // Index of the least last number of a sequence of each length, and of the number before each.
    let (mut ends, mut before) = (Vec::<usize>::new(), vec![None; numbers.len()]);
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[index] = length.checked_sub(1).map(|length| ends[length]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(index) = next {
        stays[index] = true;
        next = before[index];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn the_fewest_are_said_to_have_moved() {
        for (numbers, moved) in [
            (&[][..], 0),
            (&[0, 1, 2], 0),
            (&[2, 0, 1], 1),
            (&[1, 2, 0], 1),
            (&[1, 0, 3, 2], 2),
            (&[4, 3, 2, 1], 3),
            (&[0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15], 10),
        ] {
            assert_eq!(longest_rising(numbers).iter().filter(|stays| !**stays).count(), moved, "{numbers:?}");
        }
    }
}
