use super::*;
use crate::parse;

fn first<N: Node>(text: &str) -> N {
    parse(text).syntax().descendants().find_map(N::cast).expect("the text holds such a node")
}

#[test]
fn a_chain_names_its_parts() {
    let chain: Chain = first("PROFILE(account, a).FILTER(x == 1).TRAVERSE(r, b).FROB(1)");
    let Some(Start::Profile(profile)) = chain.start() else { panic!("a profile") };
    assert_eq!((profile.table().as_deref(), profile.alias().as_deref()), (Some("account"), Some("a")));
    let steps: Vec<_> = chain.steps().collect();
    assert!(matches!(&steps[..], [Step::Filter(_), Step::Traverse(_), Step::Unknown(_)]));
    let related: Related = first("PROFILE(contact).RELATE(r, account.account_1, RELATEOPTIONAL('q', c))");
    assert_eq!(related.alias_table().as_deref(), Some("account"));
    assert_eq!(related.alias().as_deref(), Some("account_1"));
    assert_eq!(related.nested().next().and_then(|nested| nested.relationship()).as_deref(), Some("q"));
}

#[test]
fn operands_carry_their_operators() {
    let operands = set_operands(&parse("SEGMENT(a) minus SEGMENT(b) UNION (SEGMENT(c))").syntax());
    let operators: Vec<_> = operands.iter().map(|operand| operand.operator.as_ref().map(|(read, _)| *read)).collect();
    assert_eq!(operators, [None, Some(SetOperator::Except), Some(SetOperator::Union)]);
}

#[test]
fn comparisons_and_literals() {
    let comparison: Comparison = first("PROFILE(c).FILTER(c_1 . a <> -1.5)");
    assert_eq!(comparison.operator(), Some(Operator::Compare(ComparisonOperator::Ne)));
    let property = comparison.left().and_then(Property::cast).expect("a column");
    assert_eq!(property.path(), "c_1.a");
    assert_eq!(property.qualifier().expect("an alias").text(), "c_1");
    let literal = comparison.right().and_then(Literal::cast).expect("a number");
    assert_eq!(literal.kind(), Some(LiteralKind::Number("-1.5".into())));
    let literal: Literal = first(r"PROFILE(c).FILTER('O\'Hara''s \\ C:\x' == a)");
    assert_eq!(literal.kind(), Some(LiteralKind::Text(r"O'Hara's \ C:\x".into())));
}

#[test]
fn interactions() {
    let having: Having = first("INTERACTION(EmailClicked, L).HAVING(Sum(Amount) >= 3, utcdays(30))");
    assert_eq!(having.aggregate(), Some((Word::Sum, Some("Amount".into()))));
    let window = having.window().expect("a window");
    assert_eq!((window.unit(), window.count().as_deref()), (Some(Word::UtcDays), Some("30")));
    assert_eq!(having.number().map(|number| number.to_string()).as_deref(), Some("3"));
}
