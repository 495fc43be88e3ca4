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
