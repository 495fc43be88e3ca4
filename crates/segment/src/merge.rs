//! Three states of one segment put together: what both sides began with, mine, and what someone else stored meanwhile.
//!
//! By clause and by column. What only one side changed is taken; what both changed, each in its own way, is a [`Clash`] that is
//! decided one by one. Nothing that a side did is dropped but by such a decision.

use std::ops::Range;

use record::{Settings, Value};

use crate::syntax::{SyntaxKind, parse};

/// One of the two that changed the segment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// The segment under edit.
    Mine,
    /// What is stored.
    Theirs,
}

/// What both sides changed, each in its own way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Clash {
    /// A stretch of the query.
    Text {
        /// What stood there.
        base: String,
        /// What I made of it.
        mine: String,
        /// What they made of it.
        theirs: String,
    },
    /// A column.
    Setting {
        /// Its logical name.
        column: String,
        /// What I set.
        mine: Value,
        /// What they set.
        theirs: Value,
    },
}

/// A merge: its clashes and what was decided of them. What nobody decided stays mine.
#[derive(Clone, Debug)]
pub struct Merge {
    pieces: Vec<Piece>,
    settings: Vec<(String, Column)>,
    clashes: Vec<(Clash, Side)>,
}

/// A stretch of the merged query.
#[derive(Clone, Debug)]
enum Piece {
    Agreed(String),
    /// The clash of that number.
    Open(usize),
}

/// A column of the merge.
#[derive(Clone, Debug)]
enum Column {
    Agreed(Option<Value>),
    Open(usize),
}

/// Merges what `mine` and `theirs`, query and columns, made of `base`. The columns are those that a person edits.
pub fn merge(base: (&str, &Settings), mine: (&str, &Settings), theirs: (&str, &Settings), columns: &[&str]) -> Merge {
    let mut merge = Merge { pieces: Vec::new(), settings: Vec::new(), clashes: Vec::new() };
    merge.merge_text(base.0, mine.0, theirs.0);
    for column in columns {
        let [base, mine, theirs] = [base.1, mine.1, theirs.1].map(|settings| settings.get(column));
        let piece = if mine == theirs || theirs == base {
            Column::Agreed(None)
        } else if mine == base {
            Column::Agreed(Some(theirs.clone()))
        } else {
            let clash = Clash::Setting { column: (*column).to_owned(), mine: mine.clone(), theirs: theirs.clone() };
            Column::Open(merge.open(clash))
        };
        merge.settings.push(((*column).to_owned(), piece));
    }
    merge
}

impl Merge {
    /// The clashes, each with the side that counts.
    pub fn clashes(&self) -> &[(Clash, Side)] {
        &self.clashes
    }

    /// Decides a clash.
    pub fn choose(&mut self, clash: usize, side: Side) {
        if let Some((_, choice)) = self.clashes.get_mut(clash) {
            *choice = side;
        }
    }

    /// The query that comes out.
    pub fn text(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Agreed(text) => text.clone(),
            Piece::Open(clash) => match self.clashes.get(*clash) {
                Some((Clash::Text { mine, .. }, Side::Mine)) => mine.clone(),
                Some((Clash::Text { theirs, .. }, Side::Theirs)) => theirs.clone(),
                _ => String::new(),
            },
        };
        self.pieces.iter().map(piece).collect()
    }

    /// The columns that mine has to take over, with their values.
    pub fn settings(&self) -> Vec<(String, Value)> {
        let value = |piece: &Column| match piece {
            Column::Agreed(value) => value.clone(),
            Column::Open(clash) => match self.clashes.get(*clash) {
                Some((Clash::Setting { theirs, .. }, Side::Theirs)) => Some(theirs.clone()),
                _ => None,
            },
        };
        self.settings.iter().filter_map(|(column, piece)| Some((column.clone(), value(piece)?))).collect()
    }

    fn open(&mut self, clash: Clash) -> usize {
        self.clashes.push((clash, Side::Mine));
        self.clashes.len() - 1
    }

    fn merge_text(&mut self, base: &str, mine: &str, theirs: &str) {
        let agreed = if mine == theirs || theirs == base {
            Some(mine)
        } else if mine == base {
            Some(theirs)
        } else {
            None
        };
        if let Some(text) = agreed {
            self.pieces.push(Piece::Agreed(text.to_owned()));
            return;
        }
        let sound = |text: &str| parse(text).faults().is_empty();
        self.merge_clauses(base, mine, theirs);
        // Clauses that fit one by one need not fit together: then the queries are chosen between as wholes.
        if sound(mine) && sound(theirs) && !self.is_sound_either_way(sound) {
            self.pieces.clear();
            self.clashes.clear();
            self.clash_text(base, mine, theirs);
        }
    }

    fn is_sound_either_way(&mut self, sound: impl Fn(&str) -> bool) -> bool {
        [Side::Theirs, Side::Mine].into_iter().all(|side| {
            for (_, choice) in &mut self.clashes {
                *choice = side;
            }
            sound(&self.text())
        })
    }

    fn clash_text(&mut self, base: &str, mine: &str, theirs: &str) {
        let [base, mine, theirs] = [base, mine, theirs].map(str::to_owned);
        let clash = self.open(Clash::Text { base, mine, theirs });
        self.pieces.push(Piece::Open(clash));
    }

    /// Goes through the clauses of all three: where base stands still in both, it is agreed; between such places, whoever changed
    /// something is taken, and if both did they clash.
    fn merge_clauses(&mut self, base: &str, mine: &str, theirs: &str) {
        let [base, mine, theirs] = [base, mine, theirs].map(clauses);
        let (to_mine, to_theirs) = (matches(&base, &mine), matches(&base, &theirs));
        let (mut at, mut at_mine, mut at_theirs) = (0, 0, 0);
        for next in 0..=base.len() {
            let end = next == base.len();
            let still = if end {
                Some((mine.len(), theirs.len()))
            } else {
                to_mine.get(next).copied().flatten().zip(to_theirs.get(next).copied().flatten())
            };
            let Some((next_mine, next_theirs)) = still else { continue };
            self.between(&base[at..next], &mine[at_mine..next_mine], &theirs[at_theirs..next_theirs]);
            if !end {
                self.pieces.push(Piece::Agreed(base[next].to_owned()));
                (at, at_mine, at_theirs) = (next + 1, next_mine + 1, next_theirs + 1);
            }
        }
    }

    fn between(&mut self, base: &[&str], mine: &[&str], theirs: &[&str]) {
        let agreed = if mine == theirs || theirs == base {
            mine
        } else if mine == base {
            theirs
        } else if base.len() > 1 && mine.len() == base.len() && theirs.len() == base.len() {
            // Neighbours that were changed in place, each for itself.
            for at in 0..base.len() {
                self.between(&base[at..=at], &mine[at..=at], &theirs[at..=at]);
            }
            return;
        } else {
            return self.clash_text(&base.concat(), &mine.concat(), &theirs.concat());
        };
        self.pieces.extend(agreed.iter().map(|clause| Piece::Agreed((*clause).to_owned())));
    }
}

/// The text in stretches that change as one: what begins a step, each condition with the operator before it, what ends a step, each
/// query with its set operator.
fn clauses(text: &str) -> Vec<&str> {
    use SyntaxKind::{AND_AND, COMMA, DOT, KEYWORD, L_PAREN, OR_OR, R_PAREN};
    let mut starts = vec![0];
    let mut after_paren = false;
    for token in parse(text).syntax().descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token) {
        let range: Range<usize> = token.text_range().into();
        let parent = token.parent().map(|parent| parent.kind());
        let begins = match token.kind() {
            AND_AND | OR_OR | R_PAREN => true,
            // The dot before a step, not the one of a column.
            DOT => parent != Some(SyntaxKind::PROPERTY),
            KEYWORD => parent == Some(SyntaxKind::SET_EXPR),
            COMMA => false,
            _ => after_paren,
        };
        after_paren = token.kind() == L_PAREN;
        if begins && range.start > 0 {
            starts.push(range.start);
        }
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end))
        .filter(|clause| !clause.is_empty())
        .collect()
}

/// For each clause of `a`, the one of `b` that it is, by their longest common sequence.
fn matches(a: &[&str], b: &[&str]) -> Vec<Option<usize>> {
    // What is alike at both ends need not be compared: edits are local, queries can be long.
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (inner_a, inner_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut found: Vec<Option<usize>> = (0..head).map(Some).collect();
    found.extend(longest_common(inner_a, inner_b).into_iter().map(|at| at.map(|at| at + head)));
    found.extend((b.len() - tail..b.len()).map(Some));
    found
}

/// Clauses that are compared with each other at most: above it, what lies between is taken as one change.
const COMPARED: usize = 4_000_000;

fn longest_common(a: &[&str], b: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; a.len()];
    if a.is_empty() || b.is_empty() || a.len().saturating_mul(b.len()) > COMPARED {
        return found;
    }
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            found[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}
