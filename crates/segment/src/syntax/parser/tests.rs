use super::*;
use expect_test::{Expect, expect};
use rowan::NodeOrToken;
use std::fmt::Write;

/// The tree as nested brackets, tokens by their text, and the faults under it.
fn check(text: &str, expected: Expect) {
    let parse = parse(text);
    assert_eq!(parse.syntax().to_string(), text);
    let mut shown = String::new();
    show(&parse.syntax(), &mut shown);
    for fault in parse.faults() {
        let _ = write!(shown, "\n{:?} {:?}", fault.range, fault.kind);
    }
    expected.assert_eq(&shown);
}

fn show(node: &SyntaxNode, out: &mut String) {
    let _ = write!(out, "{:?}[", node.kind());
    let mut first = true;
    for child in node.children_with_tokens() {
        if child.kind().is_trivia() {
            continue;
        }
        if !first {
            out.push(' ');
        }
        first = false;
        match child {
            NodeOrToken::Node(child) => show(&child, out),
            NodeOrToken::Token(token) => out.push_str(token.text()),
        }
    }
    out.push(']');
}

#[test]
fn a_chain_is_a_start_and_its_steps() {
    check(
        "PROFILE(contact, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1))",
        expect![
            "ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[contact] , ALIAS[contact_1] )] FILTER_STEP[. FILTER ( NULL_TEST[ISNOTNULL ( PROPERTY[contact_1 . emailaddress1] )] )]]]"
        ],
    );
    check(
        "PROFILE(a).TRAVERSE(r, FILTER(b == 1)) .TRAVERSE ('q')",
        expect![
            "ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[a] )] TRAVERSE_STEP[. TRAVERSE ( RELATIONSHIP[r] , EDGE_FILTER[FILTER ( COMPARISON[PROPERTY[b] == LITERAL[1]] )] )] TRAVERSE_STEP[. TRAVERSE ( RELATIONSHIP['q'] )]]]"
        ],
    );
    check(
        "PROFILE(contact).RELATEOPTIONAL(r, account.account_1, RELATE(q, x))",
        expect![
            "ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[contact] )] RELATE_STEP[. RELATEOPTIONAL ( RELATIONSHIP[r] , ALIAS[account . account_1] , RELATE_STEP[RELATE ( RELATIONSHIP[q] , ALIAS[x] )] )]]]"
        ],
    );
    check(
        "INTERACTION(EmailClicked, L).FILTER(a=='b').HAVING(COUNT() > 2, UTCDAYS(7))",
        expect![
            "ROOT[CHAIN[INTERACTION_START[INTERACTION ( INTERACTION_NAME[EmailClicked] , LINK_NAME[L] )] FILTER_STEP[. FILTER ( COMPARISON[PROPERTY[a] == LITERAL['b']] )] HAVING_STEP[. HAVING ( AGGREGATE[COUNT ( )] > LITERAL[2] , WINDOW[UTCDAYS ( LITERAL[7] )] )]]]"
        ],
    );
    check(
        "(SEGMENT(a)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)",
        expect![
            "ROOT[CHAIN[PAREN_START[( CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[a] )]] )] ORDERBY_STEP[. ORDERBY ( ORDER_ITEM[PROPERTY[fullname] ASC] )] SKIP_STEP[. SKIP ( LITERAL[0] )] TAKE_STEP[. TAKE ( LITERAL[15] )] SELECT_STEP[. SELECT ( PROPERTY[contactid] )]]]"
        ],
    );
}

#[test]
fn operators_are_flat() {
    check(
        "SEGMENT(a)UNION SEGMENT(b) EXCEPT(SEGMENT(c))",
        expect![
            "ROOT[SET_EXPR[CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[a] )]] UNION CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[b] )]] EXCEPT CHAIN[PAREN_START[( CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[c] )]] )]]]]"
        ],
    );
    check(
        "PROFILE(c).FILTER(a == 1 || b > 2 && c CONTAINS 'x' || NOT(d IN ['e', 'f']))",
        expect![
            "ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )] FILTER_STEP[. FILTER ( OR_EXPR[COMPARISON[PROPERTY[a] == LITERAL[1]] || AND_EXPR[COMPARISON[PROPERTY[b] > LITERAL[2]] && COMPARISON[PROPERTY[c] CONTAINS LITERAL['x']]] || NOT_EXPR[NOT ( IN_EXPR[PROPERTY[d] IN LITERAL_LIST[[ LITERAL['e'] , LITERAL['f'] ]]] )]] )]]]"
        ],
    );
    check(
        "PROFILE(c).FILTER((a + 2) * -3 <= DATEDIFF(day, b, DATETIMEUTCNOW()))",
        expect![
            "ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )] FILTER_STEP[. FILTER ( COMPARISON[ARITHMETIC[PAREN_EXPR[( ARITHMETIC[PROPERTY[a] + LITERAL[2]] )] * LITERAL[- 3]] <= FUNCTION[DATEDIFF ( DATE_PART[day] , PROPERTY[b] , FUNCTION[DATETIMEUTCNOW ( )] )]] )]]]"
        ],
    );
}

#[test]
fn definitions_and_what_runs_together() {
    check(
        "A = PROFILE(c)B = SEGMENT(d)",
        expect![[r#"
        ROOT[DEFINITION[A = CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )]]] DEFINITION[B = CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[d] )]]]]
        14..15 AnotherQuery"#]],
    );
    check(
        "SEGMENT(a) all those born\nPROFILE(c)",
        expect![[r#"
        ROOT[CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[a] )]] ERROR[all those born] CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )]]]
        11..25 Unexpected
        26..33 AnotherQuery"#]],
    );
    check("A EXCEPT B", expect!["ROOT[SET_EXPR[CHAIN[NAME_START[A]] EXCEPT CHAIN[NAME_START[B]]]]"]);
    check(
        "SEGMENT(a).UNION(SEGMENT(b)).EXCEPT(C)",
        expect![
            "ROOT[CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[a] )] SET_STEP[. UNION ( CHAIN[SEGMENT_START[SEGMENT ( SEGMENT_NAME[b] )]] )] SET_STEP[. EXCEPT ( CHAIN[NAME_START[C]] )]]]"
        ],
    );
}

#[test]
fn errors_stay_local() {
    check(
        "INTERACTION(a, b).FILTER(c == 'd')).HAVING(COUNT()>0)",
        expect![[r#"
        ROOT[CHAIN[INTERACTION_START[INTERACTION ( INTERACTION_NAME[a] , LINK_NAME[b] )] FILTER_STEP[. FILTER ( COMPARISON[PROPERTY[c] == LITERAL['d']] )] ERROR[)] HAVING_STEP[. HAVING ( AGGREGATE[COUNT ( )] > LITERAL[0] )]]]
        34..35 SurplusParenthesis"#]],
    );
    check(
        "PROFILE(c).FILTER(a == .TRAVERSE(r)",
        expect![[r#"
        ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )] FILTER_STEP[. FILTER ( COMPARISON[PROPERTY[a] ==]] TRAVERSE_STEP[. TRAVERSE ( RELATIONSHIP[r] )]]]
        22..22 Missing(Value)"#]],
    );
    check(
        "PROFILE(c).FILTER(DATEDIFF(day, a, b) 1)",
        expect![[r#"
        ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )] FILTER_STEP[. FILTER ( COMPARISON[FUNCTION[DATEDIFF ( DATE_PART[day] , PROPERTY[a] , PROPERTY[b] )] LITERAL[1]] )]]]
        37..37 Missing(Operator)"#]],
    );
    check(
        "FILTER(a MATCHES_REGEX \"^b\")",
        expect![[r#"
        ROOT[CHAIN[FILTER_STEP[FILTER ( COMPARISON[PROPERTY[a] MATCHES_REGEX LITERAL["^b"]] )]]]
        0..0 Missing(Start)"#]],
    );
    check(
        "PROFILE(c).FROBNICATE(a, (b), 'c)').FILTER(a ? b == 1)",
        expect![[r#"
        ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[c] )] UNKNOWN_STEP[. FROBNICATE OPAQUE[( a , ( b ) , 'c)' )]] FILTER_STEP[. FILTER ( PROPERTY[a] ERROR[? b == 1] )]]]
        45..53 Unexpected"#]],
    );
    check(
        "UNION SEGMENT(",
        expect![[r#"
        ROOT[SET_EXPR[CHAIN[] UNION CHAIN[SEGMENT_START[SEGMENT (]]]]
        0..0 Missing(Query)
        14..14 Missing(SegmentName)"#]],
    );
    check(
        "PROFILE(contact).",
        expect![[r#"
        ROOT[CHAIN[PROFILE_START[PROFILE ( TABLE_NAME[contact] )] ERROR[.]]]
        17..17 Missing(StepName)"#]],
    );
    check("", expect!["ROOT[]"]);
}

#[test]
fn depth_is_limited_and_nothing_is_lost() {
    for (open, close) in [("(", ")"), ("NOT(", ")"), ("f(", ")"), ("!", ""), ("NOT ", "")] {
        let text = format!("PROFILE(c).FILTER({}a == 1{})", open.repeat(50_000), close.repeat(50_000));
        let parse = parse(&text);
        assert_eq!(parse.syntax().to_string(), text);
        assert!(parse.faults().iter().any(|fault| fault.kind == FaultKind::TooDeep), "{open}");
    }
    for unit in ["(", ".UNION(", "RELATE(a, ", "PROFILE(", "a = ", "'\\'", "SEGMENT(a) UNION ", ")"] {
        let text = unit.repeat(20_000);
        assert_eq!(parse(&text).syntax().to_string(), text);
    }
}
