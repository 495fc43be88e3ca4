//! Random models in the form that texts are read in.

use proptest::prelude::*;
use segment::ast::SetOperator;
use segment::builder::{
    BehaviourBlock, Block, ColumnRef, Count, Group, How, Item, Join, Measure, Operand, Part, ProfileBlock, Query,
    Related, Row, RowOperator, SegmentBlock, Span, Value,
};
use segment::syntax::Word;

pub fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "city", "contact_1", "filter", "date", "union", "größe"]).prop_map(Into::into)
}

pub fn number() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["0", "7", "-3", "2.5"]).prop_map(Into::into)
}

pub fn part() -> impl Strategy<Value = Word> {
    prop::sample::select(vec![Word::Day, Word::Month, Word::Year, Word::Hour])
}

pub fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-z'\\\\) \n]{0,4}".prop_map(Value::Text),
        number().prop_map(Value::Number),
        (any::<bool>(), any::<bool>()).prop_map(|(flag, capital)| Value::Flag(flag, capital)),
        Just(Value::Now),
        (part(), number()).prop_map(|(part, number)| Value::FromNow(part, number)),
    ]
}

pub fn row() -> impl Strategy<Value = Item> {
    let operator = prop::sample::select(vec![
        RowOperator::Is,
        RowOperator::IsNot,
        RowOperator::Greater,
        RowOperator::AtMost,
        RowOperator::Contains,
        RowOperator::BeginsWith,
        RowOperator::IsEmpty,
        RowOperator::HasValue,
    ]);
    let measure = prop_oneof![4 => Just(Measure::Value), 1 => part().prop_map(Measure::Since), 1 => part().prop_map(Measure::Until)];
    let column = (prop::option::of(name()), name()).prop_map(|(alias, name)| ColumnRef { alias, name });
    (column, measure, operator, prop::collection::vec(value(), 1..4)).prop_map(
        |(column, measure, operator, mut values)| {
            let test = matches!(operator, RowOperator::IsEmpty | RowOperator::HasValue);
            let measure = if test { Measure::Value } else { measure };
            let several = measure == Measure::Value && matches!(operator, RowOperator::Is | RowOperator::IsNot);
            values.truncate(if test {
                0
            } else if several {
                3
            } else {
                1
            });
            Item::Row(Row { column, measure, operator, values, span: Span::default() })
        },
    )
}

pub fn item() -> impl Strategy<Value = Item> {
    row().prop_recursive(4, 24, 4, |inner| {
        let join = prop::sample::select(vec![Join::And, Join::Or]);
        (join, prop::bool::weighted(0.2), prop::collection::vec(inner, 1..4))
            .prop_map(|(join, negated, items)| Group::of(join, negated, items, Span::default()))
    })
}

pub fn related() -> impl Strategy<Value = Related> {
    let how = prop::sample::select(vec![How::Relate, How::RelateOptional]);
    let relate = (how, name(), prop::option::of(name()))
        .prop_map(|(how, relationship, alias)| Related {
            how,
            relationship,
            alias,
            edge: None,
            nested: Vec::new(),
            span: Span::default(),
        })
        .boxed();
    let nested = (relate.clone(), prop::collection::vec(relate, 0..2))
        .prop_map(|(related, nested)| Related { nested, ..related });
    let traverse =
        (name(), prop::option::of(name()), prop::option::of(item())).prop_map(|(relationship, alias, edge)| Related {
            how: How::Traverse,
            relationship,
            alias,
            edge,
            nested: Vec::new(),
            span: Span::default(),
        });
    prop_oneof![nested, traverse]
}

pub fn count() -> impl Strategy<Value = Count> {
    let window = prop::option::of((prop::sample::select(vec![Word::UtcDays, Word::UtcMonths]), Just("30".to_string())));
    (prop::option::of(name()), window, number()).prop_map(|(property, window, number)| Count {
        aggregate: if property.is_some() { Word::Sum } else { Word::Count },
        property,
        operator: RowOperator::Greater,
        number,
        window,
    })
}

pub fn block() -> impl Strategy<Value = Block> {
    let part =
        prop_oneof![item().prop_map(|item| Part::Filter(item, Span::default())), related().prop_map(Part::Related),];
    let profile = (name(), prop::option::of(name()), prop::collection::vec(part, 0..4))
        .prop_map(|(table, alias, parts)| Block::Profile(ProfileBlock { table, alias, parts, span: Span::default() }));
    let behaviour = (name(), name(), prop::option::of(item()), prop::option::of(count())).prop_map(
        |(kind, link, filter, count)| {
            Block::Behaviour(BehaviourBlock { kind, link, filter, count, span: Span::default() })
        },
    );
    let segment = name().prop_map(|name| Block::Segment(SegmentBlock { name, span: Span::default() }));
    prop_oneof![3 => profile, 1 => behaviour, 1 => segment]
}

pub fn operator() -> impl Strategy<Value = SetOperator> {
    prop::sample::select(vec![SetOperator::Union, SetOperator::Intersect, SetOperator::Except])
}

pub fn query() -> impl Strategy<Value = Query> {
    let simple =
        (block(), prop::collection::vec((operator(), block()), 0..4)).prop_map(|(first, rest)| assemble(first, rest));
    (
        block(),
        prop::collection::vec(
            (
                operator(),
                prop_oneof![3 => block(), 1 => simple.prop_map(|query| Block::Nested(query, Span::default()))],
            ),
            0..4,
        ),
    )
        .prop_map(|(first, rest)| assemble(first, rest))
}

pub fn assemble(first: Block, rest: Vec<(SetOperator, Block)>) -> Query {
    let first = Operand { operator: None, block: first };
    let rest = rest.into_iter().map(|(operator, block)| Operand { operator: Some(operator), block });
    Query { operands: std::iter::once(first).chain(rest).collect() }
}
