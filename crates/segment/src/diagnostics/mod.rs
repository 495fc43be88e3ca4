//! What a person must know of their query: one module per code, with message, fix and tests beside it.

mod alias;
mod always;
mod apostrophe;
mod bare_name;
mod comment;
mod context;
mod contradiction;
mod diagnostic;
mod foreign_operator;
mod function_operator;
mod having_limit;
mod having_missing;
mod having_order;
mod in_list;
mod incomplete;
mod interaction_filter;
mod interaction_operand;
mod length;
mod logic;
mod method_set_operator;
mod minus_operator;
mod misplaced_step;
mod missing_operator;
mod missing_parenthesis;
mod missing_start;
mod mixed_joins;
mod mixed_set_operators;
mod named_definition;
mod not_a_condition;
mod now_function;
mod odd_space;
mod path_end;
mod quoted_name;
mod segment_cycle;
mod segment_missing;
mod segment_not_live;
mod several_queries;
mod string_quotes;
mod surplus_parenthesis;
#[cfg(test)]
mod testing;
mod too_deep;
mod type_mismatch;
mod unexpected_text;
mod unknown_call;
mod unknown_choice;
mod unknown_column;
mod unknown_operator;
mod unknown_relationship;
mod unknown_table;
mod unterminated_string;
mod window_unit;
mod word_operator;

pub use diagnostic::{Diagnostic, Fix, Related, Severity};
pub use segment_cycle::references;

use crate::Settings;
use crate::syntax::{FaultKind, Missing, Parse, SyntaxKind, SyntaxNode, SyntaxToken};
use context::Context;
use rowan::{NodeOrToken, WalkEvent};

/// Everything worth saying about a text, in its order. `parse` is the tree of `text`.
pub fn diagnose(text: &str, parse: &Parse, settings: &Settings) -> Vec<Diagnostic> {
    let cx = Context::new(text, settings);
    let mut out = Vec::new();
    faults(&cx, parse, &mut out);
    length::check(&cx, &mut out);
    for event in parse.syntax().preorder_with_tokens() {
        match event {
            WalkEvent::Enter(NodeOrToken::Node(node)) => check_node(&cx, &node, &mut out),
            WalkEvent::Enter(NodeOrToken::Token(token)) => check_token(&cx, &token, &mut out),
            WalkEvent::Leave(_) => {}
        }
    }
    out.sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end()));
    out
}

fn faults(cx: &Context, parse: &Parse, out: &mut Vec<Diagnostic>) {
    for fault in parse.faults() {
        let range = fault.range;
        match fault.kind {
            FaultKind::Missing(Missing::Operator) => missing_operator::check(range, out),
            FaultKind::Missing(Missing::CloseParenthesis) => missing_parenthesis::check(range, out),
            FaultKind::Missing(Missing::Start) => missing_start::check(range, out),
            FaultKind::Missing(missing) => incomplete::check(missing, range, out),
            FaultKind::Unexpected => unexpected_text::check(cx, range, out),
            FaultKind::SurplusParenthesis => surplus_parenthesis::check(range, out),
            FaultKind::AnotherQuery => several_queries::check(range, out),
            FaultKind::UnterminatedString => unterminated_string::check(range, out),
            FaultKind::TooDeep => too_deep::check(range, out),
        }
    }
}

fn check_node(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    match node.kind() {
        SyntaxKind::DEFINITION => named_definition::check(cx, node, out),
        SyntaxKind::SET_EXPR => mixed_set_operators::check(node, out),
        SyntaxKind::CHAIN => {
            method_set_operator::check(cx, node, out);
            having_order::check(cx, node, out);
            having_missing::check(cx, node, out);
            misplaced_step::check(cx, node, out);
            interaction_filter::check(cx, node, out);
            interaction_operand::check(cx, node, out);
            path_end::check(cx, node, out);
            alias::check_chain(cx, node, out);
            contradiction::check_chain(cx, node, out);
        }
        SyntaxKind::NAME_START => bare_name::check(cx, node, out),
        SyntaxKind::SEGMENT_START => {
            segment_missing::check(cx, node, out);
            segment_not_live::check(cx, node, out);
            segment_cycle::check(cx, node, out);
        }
        SyntaxKind::UNKNOWN_START | SyntaxKind::UNKNOWN_STEP | SyntaxKind::AGGREGATE => unknown_call::check(node, out),
        SyntaxKind::WINDOW => {
            unknown_call::check(node, out);
            window_unit::check(cx, node, out);
        }
        SyntaxKind::FUNCTION => {
            unknown_call::check(node, out);
            function_operator::check(cx, node, out);
        }
        SyntaxKind::TRAVERSE_STEP | SyntaxKind::RELATE_STEP => unknown_relationship::check(cx, node, out),
        SyntaxKind::HAVING_STEP => having_limit::check(cx, node, out),
        SyntaxKind::TABLE_NAME => {
            quoted_name::check(node, out);
            unknown_table::check(cx, node, out);
        }
        SyntaxKind::RELATIONSHIP
        | SyntaxKind::ALIAS
        | SyntaxKind::SEGMENT_NAME
        | SyntaxKind::INTERACTION_NAME
        | SyntaxKind::LINK_NAME => quoted_name::check(node, out),
        SyntaxKind::FILTER_STEP | SyntaxKind::EDGE_FILTER => not_a_condition::check(cx, node, out),
        SyntaxKind::NOT_EXPR => {
            foreign_operator::check_negation(node, out);
            not_a_condition::check(cx, node, out);
        }
        SyntaxKind::OR_EXPR => {
            mixed_joins::check(node, out);
            not_a_condition::check(cx, node, out);
            always::check_or(cx, node, out);
        }
        SyntaxKind::AND_EXPR => {
            not_a_condition::check(cx, node, out);
            contradiction::check_and(cx, node, out);
        }
        SyntaxKind::COMPARISON => {
            unknown_operator::check(node, out);
            not_a_condition::check(cx, node, out);
            unknown_choice::check(cx, node, out);
            type_mismatch::check(cx, node, out);
            always::check_comparison(cx, node, out);
        }
        SyntaxKind::IN_EXPR => {
            in_list::check(cx, node, out);
            unknown_choice::check(cx, node, out);
            type_mismatch::check(cx, node, out);
        }
        SyntaxKind::PROPERTY => {
            alias::check_property(cx, node, out);
            unknown_column::check(cx, node, out);
        }
        _ => {}
    }
}

fn check_token(cx: &Context, token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    match token.kind() {
        SyntaxKind::WHITESPACE => odd_space::check(token, out),
        SyntaxKind::COMMENT => comment::check(token, out),
        SyntaxKind::STRING => apostrophe::check(token, out),
        SyntaxKind::DOUBLE_STRING | SyntaxKind::CURLY_STRING => string_quotes::check(token, out),
        SyntaxKind::WORD_OPERATOR => {
            word_operator::check(cx, token, out);
            minus_operator::check(token, out);
        }
        SyntaxKind::KEYWORD => {
            minus_operator::check(token, out);
            now_function::check(token, out);
        }
        SyntaxKind::ASSIGN | SyntaxKind::LT_GT | SyntaxKind::AMP | SyntaxKind::PIPE => {
            foreign_operator::check(token, out);
        }
        _ => {}
    }
}

/// Whether two names differ by one or two slips of the finger, case aside.
fn near(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let allowed = match a.len().min(b.len()) {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    a != b && a.len().abs_diff(b.len()) <= allowed && distance(a.as_bytes(), b.as_bytes()) <= allowed
}

/// Edits that turn one into the other, a swap of neighbours counting as one.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            next[j + 1] = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
