//! The builder's laws: what is printed reads back, and an edit touches its clause only.

mod support;

use proptest::prelude::*;
use segment::builder::{Block, Change, Item, Join, Part, Query, edit, print, read};
use segment::{TextRange, apply, parse};
use support::models::{item, query};
use support::{CORPUS, mutated};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_printed_reads_back(query in query()) {
        let text = print(&query);
        let parse = parse(&text);
        prop_assert_eq!(parse.faults(), [], "{}", text);
        prop_assert_eq!(read(&parse), query, "{}", text);
    }

    #[test]
    fn what_is_read_prints_as_itself(text in mutated()) {
        let parsed = parse(&text);
        if parsed.faults().is_empty() {
            let model = read(&parsed);
            let printed = print(&model);
            prop_assert_eq!(read(&parse(&printed)), model, "{} -> {}", text, printed);
        }
    }

    #[test]
    fn edits_stay_in_their_clause(text in mutated(), pick in any::<prop::sample::Index>(), new in item()) {
        let parsed = parse(&text);
        let lines = lines(&read(&parsed));
        if lines.is_empty() {
            return Ok(());
        }
        let (at, clause) = lines[pick.index(lines.len())];
        let changes = [
            Change::AddItem { at, index: 0, join: Join::Or, item: new.clone() },
            Change::AddItem { at, index: 9, join: Join::And, item: new.clone() },
            Change::RemoveItem { at },
            Change::SetJoin { at, join: Join::Or },
            Change::SetJoin { at, join: Join::And },
            Change::Negate { at },
            Change::Ungroup { at },
            Change::GroupItems { at, from: 0, to: 1 },
            Change::MoveItem { at, up: true },
            Change::MoveItem { at, up: false },
        ];
        for change in &changes {
            let Ok(edits) = edit(&parsed, change) else { continue };
            let whole = edits.iter().all(|edit| clause.contains_range(edit.range));
            // Removing the last line removes the filter and the space before it.
            prop_assert!(whole || matches!(change, Change::RemoveItem { .. }), "{change:?} in {text:?}: {edits:?}");
            let after = parse(&apply(&text, &edits));
            prop_assert!(after.faults().len() <= parsed.faults().len());
        }
    }
}

proptest! {
    #[test]
    fn a_line_moved_down_and_up_is_where_it_was(query in query(), pick in any::<prop::sample::Index>()) {
        let text = print(&query);
        let parsed = parse(&text);
        let all = lines(&read(&parsed));
        if all.is_empty() {
            return Ok(());
        }
        let (at, _) = all[pick.index(all.len())];
        if let Ok(edits) = edit(&parsed, &Change::MoveItem { at, up: false }) {
            let moved = apply(&text, &edits);
            let start = u32::from(edits[1].range.end()) - u32::from(at.len());
            let back = TextRange::at(start.into(), at.len());
            let parsed = parse(&moved);
            // Alternatives of one column that have come together are one line now, which is passed as one.
            let is_still_apart = lines(&read(&parsed)).len() == all.len();
            if let Ok(edits) = edit(&parsed, &Change::MoveItem { at: back, up: true })
                && is_still_apart
            {
                prop_assert_eq!(apply(&moved, &edits), text);
            }
        }
    }

    #[test]
    fn another_table_leaves_the_rest_alone(query in query(), pick in any::<prop::sample::Index>()) {
        let text = print(&query);
        let parsed = parse(&text);
        let model = read(&parsed);
        let block = model.operands[pick.index(model.operands.len())].block.range();
        let table = "lead".to_string();
        if let Ok(edits) = edit(&parsed, &Change::SetTable { at: block, table }) {
            prop_assert!(edits.iter().all(|edit| block.contains_range(edit.range)), "{text}: {edits:?}");
            let after = parse(&apply(&text, &edits));
            prop_assert_eq!(after.faults(), []);
        }
    }
}

/// The range of every line, and of the filter that holds it.
fn lines(query: &Query) -> Vec<(TextRange, TextRange)> {
    fn collect(item: &Item, clause: TextRange, lines: &mut Vec<(TextRange, TextRange)>) {
        lines.push((item.range(), clause));
        if let Item::Group(group) = item {
            group.items.iter().for_each(|item| collect(item, clause, lines));
        }
    }
    let mut lines = Vec::new();
    for operand in &query.operands {
        match &operand.block {
            Block::Profile(profile) => {
                for part in &profile.parts {
                    match part {
                        Part::Filter(item, span) => collect(item, span.0, &mut lines),
                        Part::Related(related) => {
                            related.edge.iter().for_each(|edge| collect(edge, related.span.0, &mut lines));
                        }
                        Part::Locked(_) => {}
                    }
                }
            }
            Block::Behaviour(block) => block.filter.iter().for_each(|item| collect(item, block.span.0, &mut lines)),
            Block::Nested(..) | Block::Segment(_) | Block::Locked(_) => {}
        }
    }
    lines
}

#[test]
fn the_corpus_is_shown() {
    for entry in CORPUS.iter().filter(|entry| entry.malformed.is_none()) {
        let model = read(&parse(entry.text));
        let locked = model.operands.iter().filter(|operand| matches!(operand.block, Block::Locked(_))).count();
        // The member listing is no segment.
        assert_eq!(locked, usize::from(entry.id == "api-06"), "{}", entry.id);
    }
}
