//! Trees into models. What the builder can't show to the letter becomes a locked card.

use super::model::{
    BehaviourBlock, Block, ColumnRef, Count, Group, How, Item, Join, Locked, Measure, Operand, Part, ProfileBlock,
    Query, Related, Row, RowOperator, SegmentBlock, Span, Value,
};
use crate::ast::{
    self, Chain, Comparison, ComparisonOperator, Function, Having, InList, Joined, Literal, LiteralKind, Negation,
    Node, NullTest, Operator, Property, Start, Step, expression, name, name_text, set_operands,
};
use crate::syntax::{Parse, SyntaxKind, SyntaxNode, Word};

/// The model of a text.
pub fn read(parse: &Parse) -> Query {
    let root = parse.syntax();
    let statements: Vec<SyntaxNode> = root.children().collect();
    let one_query = match &statements[..] {
        [] => return Query::default(),
        [only] => matches!(only.kind(), SyntaxKind::CHAIN | SyntaxKind::SET_EXPR),
        _ => false,
    };
    if one_query {
        return read_set(&root);
    }
    // Definitions, a second query, or text that belongs nowhere: nothing can be said about the whole.
    Query { operands: vec![Operand { operator: None, block: Block::Locked(locked_range(&root, &statements)) }] }
}

fn locked_range(root: &SyntaxNode, statements: &[SyntaxNode]) -> Locked {
    let from = statements.first().map_or(root.text_range(), SyntaxNode::text_range);
    let to = statements.last().map_or(root.text_range(), SyntaxNode::text_range);
    let range = from.cover(to);
    Locked {
        text: root.text().slice(range).to_string(),
        reason: "These are several texts, not one query.",
        span: Span(range),
    }
}

fn locked(node: &SyntaxNode, reason: &'static str) -> Locked {
    Locked { text: node.text().to_string(), reason, span: Span(node.text_range()) }
}

fn read_set(node: &SyntaxNode) -> Query {
    let mut operands: Vec<Operand> = Vec::new();
    for operand in set_operands(node) {
        let block = read_chain(&operand.chain);
        match (operand.operator, block) {
            // ((a UNION b) EXCEPT c) is a UNION b EXCEPT c, read from the left. So are doubled parentheses.
            (None, Block::Nested(inner, _)) if operands.is_empty() => operands = inner.operands,
            (operator, block) => operands.push(Operand { operator: operator.map(|(read, _)| read), block }),
        }
    }
    // Without a first operand the rest would be read as if it began with them.
    Query { operands }
}

fn read_chain(chain: &Chain) -> Block {
    let node = chain.syntax();
    let lock = |reason| Block::Locked(locked(node, reason));
    if node.children().any(|child| child.kind() == SyntaxKind::ERROR) {
        return lock("Part of this has no place in the language.");
    }
    let steps: Vec<Step> = chain.steps().collect();
    if steps.iter().any(|step| matches!(step, Step::Set(_))) {
        return lock("A set operator behind a dot; its fix moves it between the queries.");
    }
    match chain.start() {
        Some(Start::Profile(profile)) => match profile.table() {
            Some(table) if is_closed(profile.syntax()) && is_plain(profile.syntax()) => Block::Profile(ProfileBlock {
                table,
                alias: profile.alias(),
                parts: steps.iter().map(read_part).collect(),
                span: Span(chain.range()),
            }),
            _ => lock("The table is missing."),
        },
        Some(Start::Segment(segment)) => match segment.name() {
            Some(name) if steps.is_empty() && is_closed(segment.syntax()) && is_plain(segment.syntax()) => {
                Block::Segment(SegmentBlock { name, span: Span(chain.range()) })
            }
            Some(_) => lock("A segment with steps behind it."),
            None => lock("The segment's name is missing."),
        },
        Some(Start::Interaction(_)) => read_behaviour(chain, &steps)
            .map_or_else(|| lock("More than the builder shows of an interaction."), Block::Behaviour),
        Some(Start::Inline(inline)) if steps.is_empty() && is_closed(inline.syntax()) => {
            let query = read_set(inline.syntax());
            if query.operands.is_empty() {
                lock("Nothing in parentheses.")
            } else {
                Block::Nested(query, Span(chain.range()))
            }
        }
        Some(Start::Inline(_)) => lock("A query in parentheses with steps behind it."),
        Some(Start::Name(_)) => lock("A name, not a query."),
        Some(Start::Unknown(_)) => lock("An undocumented call."),
        None => lock("The beginning of this block is missing."),
    }
}

/// Names without quotes, no comments: what can be printed again as it was.
fn is_plain(node: &SyntaxNode) -> bool {
    let tokens = node.descendants_with_tokens().filter_map(rowan::NodeOrToken::into_token);
    tokens.filter(|token| token.kind() == SyntaxKind::COMMENT || token.kind().is_string()).count() == 0
}

fn has_comment(node: &SyntaxNode) -> bool {
    node.descendants_with_tokens().any(|element| element.kind() == SyntaxKind::COMMENT)
}

fn is_closed(node: &SyntaxNode) -> bool {
    let last = node.children_with_tokens().last();
    let errors = node.children().any(|child| child.kind() == SyntaxKind::ERROR);
    last.is_some_and(|last| last.kind() == SyntaxKind::R_PAREN) && !errors
}

fn read_part(step: &Step) -> Part {
    let node = step.syntax();
    let lock = |reason| Part::Locked(locked(node, reason));
    match step {
        Step::Filter(filter) => match expression(filter) {
            Some(condition) if is_closed(filter) => Part::Filter(read_item(&condition), Span(filter.text_range())),
            _ => lock("This filter is incomplete."),
        },
        Step::Traverse(related) | Step::Relate(related) => {
            read_related(related).map_or_else(|| lock("This relation is incomplete."), Part::Related)
        }
        Step::Listing(_) => lock("Order and pages are no part of a segment."),
        _ => lock("The builder doesn't know this step."),
    }
}

fn read_related(related: &ast::Related) -> Option<Related> {
    let node = related.syntax();
    if !is_closed(node) || has_comment(node) {
        return None;
    }
    let relationship = ast::child(node, SyntaxKind::RELATIONSHIP).filter(is_plain).map(|name| name_text(&name))?;
    let how = match related.word()? {
        Word::Traverse => How::Traverse,
        Word::Relate => How::Relate,
        _ => How::RelateOptional,
    };
    let edge = match related.edge() {
        Some(edge) if is_closed(edge.syntax()) => Some(read_item(&edge.condition()?)),
        Some(_) => return None,
        None => None,
    };
    let aliases = node.children().filter(|child| child.kind() == SyntaxKind::ALIAS).count();
    let alias = name(node, SyntaxKind::ALIAS);
    // Relations nested before the alias, or a second alias, have no line in the builder.
    if aliases > 1 {
        return None;
    }
    let nested: Option<Vec<_>> = related.nested().map(|nested| read_related(&nested)).collect();
    Some(Related { how, relationship, alias, edge, nested: nested?, span: Span(node.text_range()) })
}

fn read_behaviour(chain: &Chain, steps: &[Step]) -> Option<BehaviourBlock> {
    let Some(Start::Interaction(start)) = chain.start() else { return None };
    if !is_closed(start.syntax()) || !is_plain(start.syntax()) {
        return None;
    }
    let (mut filter, mut count) = (None, None);
    for step in steps {
        match step {
            Step::Filter(node) if filter.is_none() && is_closed(node) => filter = Some(read_item(&expression(node)?)),
            Step::Having(having) if count.is_none() && is_closed(having.syntax()) => count = Some(read_count(having)?),
            _ => return None,
        }
    }
    Some(BehaviourBlock { kind: start.kind()?, link: start.link()?, filter, count, span: Span(chain.range()) })
}

fn read_count(having: &Having) -> Option<Count> {
    let (aggregate, property) = having.aggregate()?;
    let operator = compare(ComparisonOperator::of(having.operator()?.kind())?);
    let number = read_number(&having.number()?)?;
    let window = match having.window() {
        Some(window) => Some((window.unit()?, read_number(&expression(window.syntax())?)?)),
        None => None,
    };
    let known = aggregate.is_aggregate() && !has_comment(having.syntax());
    known.then_some(Count { aggregate, property, operator, number, window })
}

fn read_number(node: &SyntaxNode) -> Option<String> {
    match Literal::cast(node.clone())?.kind()? {
        LiteralKind::Number(number) => Some(number),
        _ => None,
    }
}

/// The line of a condition.
pub(super) fn read_item(node: &SyntaxNode) -> Item {
    let span = Span(node.text_range());
    let lock = |reason| Item::Locked(locked(node, reason));
    match node.kind() {
        SyntaxKind::PAREN_EXPR => match expression(node).filter(|_| is_closed(node)).map(|inner| read_item(&inner)) {
            Some(Item::Group(group)) => Item::Group(Group { span, ..group }),
            Some(Item::Row(row)) => Item::Row(Row { span, ..row }),
            Some(Item::Locked(_)) | None => lock("The builder can't show this condition."),
        },
        SyntaxKind::AND_EXPR | SyntaxKind::OR_EXPR => {
            let Some(joined) = Joined::cast(node.clone()) else {
                return lock("The builder can't show this condition.");
            };
            if joined.parts().count() != joined.operators().count() + 1 {
                return lock("A condition is missing here.");
            }
            let join = if joined.is_or() { Join::Or } else { Join::And };
            Group::of(join, false, joined.parts().map(|part| read_item(&part)).collect(), span)
        }
        SyntaxKind::NOT_EXPR => {
            let inner = Negation::cast(node.clone()).and_then(|not| not.condition()).filter(|_| is_closed(node));
            match inner.map(|inner| read_item(&inner)) {
                Some(Item::Locked(_)) | None => lock("The builder can't show this condition."),
                Some(item) => Group::of(Join::And, true, vec![item], span),
            }
        }
        _ if has_comment(node) => lock("A comment stands inside."),
        _ => read_row(node).map_or_else(|| lock("The builder can't show this condition."), Item::Row),
    }
}

fn read_row(node: &SyntaxNode) -> Option<Row> {
    let span = Span(node.text_range());
    match node.kind() {
        SyntaxKind::NULL_TEST => {
            let test = NullTest::cast(node.clone()).filter(|_| is_closed(node))?;
            let operator = if test.is_null() { RowOperator::IsEmpty } else { RowOperator::HasValue };
            let column = read_column(test.property()?.syntax())?;
            Some(Row { column, measure: Measure::Value, operator, values: Vec::new(), span })
        }
        SyntaxKind::IN_EXPR => {
            let list =
                InList::cast(node.clone()).filter(|_| node.last_token().is_some_and(|token| token.text() == "]"))?;
            let column = read_column(&list.value()?)?;
            let values: Option<Vec<_>> = list.items().iter().map(read_value).collect();
            let values = values.filter(|values| !values.is_empty())?;
            Some(Row { column, measure: Measure::Value, operator: RowOperator::Is, values, span })
        }
        SyntaxKind::COMPARISON => {
            let comparison = Comparison::cast(node.clone())?;
            if node.children().any(|child| child.kind() == SyntaxKind::ERROR) {
                return None;
            }
            let operator = match comparison.operator()? {
                Operator::Compare(operator) => compare(operator),
                Operator::Text(Word::StartsWith) => RowOperator::BeginsWith,
                Operator::Text(Word::EndsWith) => RowOperator::EndsWith,
                Operator::Text(_) => RowOperator::Contains,
                Operator::Unknown => return None,
            };
            let (column, measure) = read_measure(&comparison.left()?)?;
            let value = read_value(&comparison.right()?)?;
            Some(Row { column, measure, operator, values: vec![value], span })
        }
        _ => None,
    }
}

fn compare(operator: ComparisonOperator) -> RowOperator {
    match operator {
        ComparisonOperator::Eq => RowOperator::Is,
        ComparisonOperator::Ne => RowOperator::IsNot,
        ComparisonOperator::Gt => RowOperator::Greater,
        ComparisonOperator::Ge => RowOperator::AtLeast,
        ComparisonOperator::Lt => RowOperator::Less,
        ComparisonOperator::Le => RowOperator::AtMost,
    }
}

fn read_measure(node: &SyntaxNode) -> Option<(ColumnRef, Measure)> {
    if let Some(column) = read_column(node) {
        return Some((column, Measure::Value));
    }
    let function =
        Function::cast(node.clone()).filter(|function| function.word() == Some(Word::DateDiff) && is_closed(node))?;
    let part = function.date_part()?;
    let arguments = function.arguments();
    let [_, from, to] = &arguments[..] else { return None };
    match (is_now(from), is_now(to)) {
        (false, true) => Some((read_column(from)?, Measure::Since(part))),
        (true, false) => Some((read_column(to)?, Measure::Until(part))),
        _ => None,
    }
}

fn is_now(node: &SyntaxNode) -> bool {
    let function = Function::cast(node.clone()).filter(|_| is_closed(node));
    function.is_some_and(|function| function.word() == Some(Word::Now) && function.arguments().is_empty())
}

fn read_column(node: &SyntaxNode) -> Option<ColumnRef> {
    let property = Property::cast(node.clone())?;
    let parts = property.parts();
    match &parts[..] {
        [column] => Some(ColumnRef { alias: None, name: column.text().into() }),
        [alias, column] => Some(ColumnRef { alias: Some(alias.text().into()), name: column.text().into() }),
        _ => None,
    }
}

fn read_value(node: &SyntaxNode) -> Option<Value> {
    if let Some(literal) = Literal::cast(node.clone()) {
        let quoted = node.first_token()?;
        return match literal.kind()? {
            // Text in other quotes, or unclosed, is for its diagnostic to mend.
            LiteralKind::Text(text) => {
                let token = quoted.text();
                let closed = token.len() > 1 && token.starts_with('\'') && token.ends_with('\'');
                closed.then_some(Value::Text(text))
            }
            LiteralKind::Number(number) => Some(Value::Number(number)),
            LiteralKind::Flag(flag) => Some(Value::Flag(flag, quoted.text().starts_with(char::is_uppercase))),
        };
    }
    if is_now(node) {
        return Some(Value::Now);
    }
    let function =
        Function::cast(node.clone()).filter(|function| function.word() == Some(Word::DateAdd) && is_closed(node))?;
    let part = function.date_part()?;
    match &function.arguments()[..] {
        [_, number, date] if is_now(date) => Some(Value::FromNow(part, read_number(number)?)),
        _ => None,
    }
}
