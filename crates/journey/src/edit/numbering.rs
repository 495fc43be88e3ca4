//! `ParentBranchId` of the tiles behind one parent (`reference/journeys.md 3.2`).

use std::collections::HashSet;

use super::arrangement::Child;

/// Numbers the children, which stand in display order, so that reading sorts them as they stand. A child that stays keeps its number
/// unless a newcomer needs it; numbers are unique across the branches of the parent.
pub(crate) fn assign(children: &mut [Child]) {
    let mut used: HashSet<i64> =
        children.iter().filter(|child| !child.is_new).filter_map(|child| child.number).collect();
    for group in children.chunk_by_mut(|left, right| left.branch.rank() == right.branch.rank()) {
        // Yes children come first: a No child never takes 0 from them.
        let mut previous = if group[0].branch == crate::Branch::No { 0 } else { -1 };
        let mut was_kept = true;
        for index in 0..group.len() {
            let later = &group[index + 1..];
            let child = &group[index];
            let is_fine = !child.is_new
                && match child.number {
                    Some(number) => index == 0 || number > previous || (was_kept && number == previous),
                    None => later.iter().all(|child| !child.is_new),
                };
            if !is_fine {
                let ceiling = later.iter().find(|child| !child.is_new).and_then(|child| child.number);
                let number = free_above(previous, &used, ceiling.filter(|ceiling| *ceiling > previous));
                used.insert(number);
                group[index].number = Some(number);
            }
            was_kept = is_fine;
            previous = group[index].number.unwrap_or(previous).min(i64::MAX - 1);
        }
    }
}

/// The least number above `previous` that nobody uses; the ceiling, which is then taken from its owner, if there is none below it.
fn free_above(previous: i64, used: &HashSet<i64>, ceiling: Option<i64>) -> i64 {
    let mut free = previous + 1;
    while used.contains(&free) && free < ceiling.unwrap_or(i64::MAX) {
        free += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Branch, TileKey};

    /// `Y0 N1 +Y` are a Yes child with 0, a No child with 1 and a new Yes child; `Y-` has no number.
    fn numbered(text: &str) -> String {
        let mut children: Vec<_> = text
            .split(' ')
            .map(|word| {
                let is_new = word.starts_with('+');
                let word = word.trim_start_matches('+');
                let branch = match &word[..1] {
                    "Y" => Branch::Yes,
                    "N" => Branch::No,
                    _ => Branch::Default,
                };
                Child { key: TileKey::of_slot(0), branch, number: word[1..].parse().ok(), is_new }
            })
            .collect();
        assign(&mut children);
        let numbers: Vec<_> =
            children.iter().map(|child| child.number.map_or("-".to_owned(), |n| n.to_string())).collect();
        numbers.join(" ")
    }

    #[test]
    fn who_stays_keeps_a_number_where_that_can_be() {
        for (children, numbers) in [
            ("+D", "0"),
            ("D0 +D", "0 1"),
            ("+D D1", "0 1"),
            ("+D D0", "0 1"),
            ("D0 +D D1 D2", "0 1 2 3"),
            ("D0 +D D5", "0 1 5"),
            ("D0 D0 D0", "0 0 0"),
            ("D0 D0 +D", "0 0 1"),
            ("D- D-", "- -"),
            ("D- +D", "0 1"),
            ("D7 +D", "7 8"),
            ("+Y +N", "0 1"),
            ("+N", "1"),
            ("N0", "0"),
            ("+Y N1", "0 1"),
            ("Y0 +Y N1", "0 2 1"),
            ("+Y Y0 N1", "0 2 1"),
            ("+Y +Y +N", "0 1 2"),
            ("D-3 D-2 D-2 D0", "-3 -2 -2 0"),
            ("D-3 +D", "-3 -2"),
            ("D9223372036854775807 +D", "9223372036854775807 9223372036854775807"),
        ] {
            assert_eq!(numbered(children), numbers, "{children}");
        }
    }
}
