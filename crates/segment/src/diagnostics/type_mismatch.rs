//! A literal that its column can't hold, or an operator that its column doesn't have.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{
    Comparison, ComparisonOperator, InList, Literal, LiteralKind, Node, Operator, Property, quote, unwrapped,
};
use crate::edit::TextEdit;
use crate::schema::{Column, ColumnKind, Known};
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "type-mismatch";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    for (column, literal, kind) in column_and_literal(cx, node) {
        if let Some(mismatch) = mismatch(column, &literal, &kind) {
            out.push(mismatch);
        }
    }
    let Some(comparison) = Comparison::cast(node.clone()) else { return };
    let (Some(operator), Some(token)) = (comparison.operator(), comparison.operator_token()) else { return };
    let Some(column) =
        [comparison.left(), comparison.right()].into_iter().flatten().find_map(|side| column_of(cx, &side))
    else {
        return;
    };
    let refused = match operator {
        Operator::Text(_) => column.kind != ColumnKind::Text && column.kind != ColumnKind::Other,
        Operator::Compare(ComparisonOperator::Eq | ComparisonOperator::Ne) | Operator::Unknown => false,
        Operator::Compare(_) => {
            matches!(column.kind, ColumnKind::YesNo | ColumnKind::Lookup | ColumnKind::Id | ColumnKind::Choice)
        }
    };
    if refused {
        let message = format!("{} is {}, which {} doesn't compare.", column.label, column.kind.noun(), token.text());
        out.push(Diagnostic::error(CODE, token.text_range(), message));
    }
}

/// The column, each literal compared with it, and what the literal says.
pub(super) fn column_and_literal<'a>(
    cx: &Context<'a>,
    node: &SyntaxNode,
) -> Vec<(&'a Column, SyntaxNode, LiteralKind)> {
    let (column, literals) = if let Some(comparison) = Comparison::cast(node.clone()) {
        let (Some(left), Some(right)) = (comparison.left(), comparison.right()) else { return Vec::new() };
        match (column_of(cx, &left), column_of(cx, &right)) {
            (Some(column), None) => (column, vec![right]),
            (None, Some(column)) => (column, vec![left]),
            _ => return Vec::new(),
        }
    } else if let Some(list) = InList::cast(node.clone()) {
        let Some(column) = list.value().and_then(|value| column_of(cx, &value)) else { return Vec::new() };
        (column, list.items())
    } else {
        return Vec::new();
    };
    let literals = literals.into_iter().filter_map(|node| {
        let literal = Literal::cast(unwrapped(&node))?;
        let kind = literal.kind()?;
        Some((column, literal.syntax().clone(), kind))
    });
    literals.collect()
}

fn column_of<'a>(cx: &Context<'a>, node: &SyntaxNode) -> Option<&'a Column> {
    let property = Property::cast(unwrapped(node))?;
    match cx.column(&property) {
        Known::Yes(column) => Some(column),
        Known::No | Known::Unloaded => None,
    }
}

fn mismatch(column: &Column, literal: &SyntaxNode, kind: &LiteralKind) -> Option<Diagnostic> {
    let range = literal.text_range();
    let written = literal.text().to_string();
    let report = |fix: Option<String>| {
        let message = format!("{} is {}; {written} is not.", column.label, column.kind.noun());
        let diagnostic = Diagnostic::error(CODE, range, message);
        Some(match fix {
            Some(text) => diagnostic.fix(format!("Write {text}"), vec![TextEdit::replace(range, text)]),
            None => diagnostic,
        })
    };
    match (column.kind, kind) {
        (ColumnKind::Text | ColumnKind::Id | ColumnKind::Lookup, LiteralKind::Number(_) | LiteralKind::Flag(_)) => {
            report(if column.kind == ColumnKind::Text { quote(&written.replace(' ', "")) } else { None })
        }
        (ColumnKind::Id | ColumnKind::Lookup, LiteralKind::Text(text)) if !is_guid(text) => report(None),
        (kind, LiteralKind::Number(_) | LiteralKind::Flag(_)) if kind.is_date() => report(None),
        (ColumnKind::YesNo, LiteralKind::Number(number)) => report(match number.as_str() {
            "1" => Some("true".into()),
            "0" => Some("false".into()),
            _ => None,
        }),
        (ColumnKind::YesNo, LiteralKind::Text(text)) => report(match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some("true".into()),
            "false" | "no" | "0" => Some("false".into()),
            _ => None,
        }),
        (ColumnKind::WholeNumber, LiteralKind::Number(number)) if number.contains('.') => report(None),
        (ColumnKind::WholeNumber | ColumnKind::Decimal | ColumnKind::Money, LiteralKind::Text(text)) => {
            let digits = text.trim().strip_prefix('-').unwrap_or(text.trim());
            let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            report(whole.then(|| text.trim().to_string()))
        }
        (kind, LiteralKind::Flag(_)) if kind.is_number() => report(None),
        _ => None,
    }
}

pub(crate) fn is_guid(text: &str) -> bool {
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_fix_known, check_known};
    use super::CODE;

    #[test]
    fn literals() {
        check_known(
            CODE,
            "PROFILE(contact).FILTER(firstname == «5» && numberofchildren > «'two'» && annualincome > 5.5)",
        );
        check_known(
            CODE,
            "PROFILE(contact).FILTER(createdon > «2020» && createdon > '2020-01-01' && donotemail == true)",
        );
        check_known(
            CODE,
            "PROFILE(account).FILTER(accountid == «'Contoso'» || accountid == '1cc00a15-37ef-e911-a81d-000d3a6d200c')",
        );
        check_known(CODE, "PROFILE(contact).FILTER(numberofchildren IN [1, «'x'»])");
        check_fix_known(
            CODE,
            "PROFILE(contact).FILTER(numberofchildren > '2')",
            "PROFILE(contact).FILTER(numberofchildren > 2)",
        );
        check_fix_known(CODE, "PROFILE(contact).FILTER(firstname == 5)", "PROFILE(contact).FILTER(firstname == '5')");
        check_fix_known(
            CODE,
            "PROFILE(contact).FILTER(donotemail == 1)",
            "PROFILE(contact).FILTER(donotemail == true)",
        );
        check_fix_known(
            CODE,
            "PROFILE(contact).FILTER(donotemail == 'Yes')",
            "PROFILE(contact).FILTER(donotemail == true)",
        );
    }

    #[test]
    fn operators() {
        check_known(CODE, "PROFILE(contact).FILTER(numberofchildren «CONTAINS» «'2'»)");
        check_known(CODE, "PROFILE(contact).FILTER(donotemail «>» true && firstname > 'M')");
    }
}
