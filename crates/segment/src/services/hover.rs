use crate::Settings;
use crate::ast::{Chain, Comparison, InList, Literal, LiteralKind, Node, Property, name_text, unwrapped};
use crate::schema::{Column, Schema};
use crate::scope::{self, Stage};
use crate::syntax::{Parse, SyntaxKind, SyntaxNode, SyntaxToken, Word};
use rowan::{TextRange, TextSize};

/// What there is to say about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The words that it is about.
    pub range: TextRange,
    /// Plain sentences.
    pub text: String,
}

/// Explains the word at `offset`.
pub fn hover(parse: &Parse, offset: TextSize, settings: &Settings) -> Option<Hover> {
    let root = parse.syntax();
    if offset > root.text_range().end() {
        return None;
    }
    let token = root.token_at_offset(offset).max_by_key(|token| u8::from(!token.kind().is_trivia()))?;
    let text = describe(&token, settings)?;
    Some(Hover { range: token.text_range(), text })
}

fn describe(token: &SyntaxToken, settings: &Settings) -> Option<String> {
    let parent = token.parent()?;
    let schema = settings.schema;
    match parent.kind() {
        SyntaxKind::TABLE_NAME => {
            schema.table(&name_text(&parent)).yes().map(|table| format!("{}, a table", table.label))
        }
        SyntaxKind::SEGMENT_NAME => {
            let segment = schema.segment(&name_text(&parent)).yes()?;
            Some(format!("Segment {}: {}", segment.label, segment.status))
        }
        SyntaxKind::RELATIONSHIP => relationship(&parent, schema),
        SyntaxKind::ALIAS => stage_text(&stages(&parent, schema), &name_text(&parent)),
        SyntaxKind::PROPERTY => property(token, &Property::cast(parent)?, schema),
        SyntaxKind::LITERAL => literal(&parent, schema),
        _ => word(token),
    }
}

fn stages(node: &SyntaxNode, schema: &dyn Schema) -> Vec<Stage> {
    scope::chain_of(node).map(|chain: Chain| scope::stages(&chain, schema)).unwrap_or_default()
}

fn stage_text(stages: &[Stage], alias: &str) -> Option<String> {
    let short = alias.rsplit('.').next().unwrap_or(alias);
    let table = scope::named(stages, short)?.table.clone()?;
    Some(format!("{short} names {table}"))
}

fn relationship(node: &SyntaxNode, schema: &dyn Schema) -> Option<String> {
    let name = name_text(node);
    let stages = stages(node, schema);
    let mut known = stages.iter().filter_map(|stage| stage.table.as_deref());
    let found = known.find_map(|table| schema.relationship(table, &name).yes())?;
    Some(format!("{} → {} ({})", found.referencing, found.referenced, found.label))
}

fn property(token: &SyntaxToken, property: &Property, schema: &dyn Schema) -> Option<String> {
    let stages = stages(property.syntax(), schema);
    if property.column().as_ref() != Some(token) {
        return stage_text(&stages, token.text());
    }
    let (table, column) = (scope::stage_of(property, &stages)?.table.clone()?, column(property, &stages, schema)?);
    let computed = if column.computed { ", calculated: not usable in segments" } else { "" };
    Some(format!("{} of {table}: {}{computed}", column.label, column.kind.noun()))
}

fn column<'s>(property: &Property, stages: &[Stage], schema: &'s dyn Schema) -> Option<&'s Column> {
    let table = scope::stage_of(property, stages)?.table.as_deref()?;
    schema.column(table, property.column()?.text()).yes()
}

fn literal(node: &SyntaxNode, schema: &dyn Schema) -> Option<String> {
    let LiteralKind::Number(number) = Literal::cast(node.clone())?.kind()? else { return None };
    let other = node.ancestors().skip(1).find_map(|parent| {
        if let Some(list) = InList::cast(parent.clone()) {
            return list.value();
        }
        let comparison = Comparison::cast(parent)?;
        [comparison.left(), comparison.right()].into_iter().flatten().find(|side| side != node)
    })?;
    let property = Property::cast(unwrapped(&other))?;
    let column = column(&property, &stages(node, schema), schema)?;
    let choice = column.choice(number.parse().ok()?)?;
    Some(format!("{} of {}", choice.label, column.label))
}

/// The words of the language (reference/segments.md 3.1).
fn word(token: &SyntaxToken) -> Option<String> {
    let known = matches!(token.kind(), SyntaxKind::KEYWORD | SyntaxKind::WORD_OPERATOR);
    word_text(Word::read(token.text()).filter(|_| known)?).map(str::to_string)
}

/// One sentence about a word.
pub(super) fn word_text(word: Word) -> Option<&'static str> {
    Some(match word {
        Word::Profile => "PROFILE(table, alias): all records of a table.",
        Word::Segment => "SEGMENT(name): the members of another segment, by its query name.",
        Word::Interaction => {
            "INTERACTION(type, link): contacts with interactions of a type. FILTER and HAVING may follow."
        }
        Word::Filter => "FILTER(condition): keeps the records that meet a condition.",
        Word::Traverse => "TRAVERSE(relationship, alias): goes on to the records at the other end of a relationship.",
        Word::Relate => "RELATE(relationship, alias): names related records; records without any are left out.",
        Word::RelateOptional => "RELATEOPTIONAL(relationship, alias): names related records; records without any stay.",
        Word::Having => "HAVING(COUNT() > n, UTCDAYS(d)): how often, and in which time.",
        Word::Union => "UNION: members of either.",
        Word::Intersect => "INTERSECT: members of both.",
        Word::Except | Word::Minus => "EXCEPT: members of the first that are not in the second.",
        Word::Not => "NOT(condition): the condition does not hold.",
        Word::IsNull => "ISNULL(column): the column is empty.",
        Word::IsNotNull => "ISNOTNULL(column): the column has a value.",
        Word::Contains => "CONTAINS: the text holds another anywhere.",
        Word::StartsWith => "STARTSWITH: the text begins with another.",
        Word::EndsWith => "ENDSWITH: the text ends with another.",
        Word::In => "IN ['a', 'b']: one of several values, in real-time segments.",
        Word::Date => "DATE(year, month, day, …): a date from 3 to 7 numbers.",
        Word::DateDiff => "DATEDIFF(part, a, b): how many boundaries of a part are crossed from a to b.",
        Word::DateAdd => "DATEADD(part, n, date): a date n parts later.",
        Word::Now | Word::NowSlip => "DATETIMEUTCNOW(): now, in UTC, to the minute.",
        Word::Count => "COUNT(): the number of interactions.",
        Word::Sum | Word::Avg | Word::Min | Word::Max => "SUM, AVG, MIN, MAX: over a property of the interactions.",
        word if word.is_window() => "How far back interactions count; without a window, ever.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::testing::{cursor, settings};

    fn check(marked: &str, expected: Option<&str>) {
        let (text, offset) = cursor(marked);
        let found = hover(&crate::parse(&text), offset, &settings());
        assert_eq!(found.map(|hover| hover.text).as_deref(), expected, "{marked}");
    }

    #[test]
    fn names_and_values() {
        check("PROFILE(con‸tact)", Some("Contact, a table"));
        check("SEGMENT(dra‸ft)", Some("Segment The draft: Draft"));
        check("PROFILE(contact, c).FILTER(c.address1_‸city == 'x')", Some("City of contact: text"));
        check("PROFILE(contact, c).FILTER(‸c.address1_city == 'x')", Some("c names contact"));
        check("PROFILE(contact).FILTER(msdyncrm_grade == ‸1)", Some("Gold of Grade"));
        check("PROFILE(account).TRAVERSE(contact_account_‸parentcustomerid)", Some("contact → account (Company Name)"));
        check("PROFILE(contact).FILTER(firstname == 'M‸arie')", None);
    }

    #[test]
    fn words() {
        check("PROFILE(contact) EXC‸EPT SEGMENT(x)", Some("EXCEPT: members of the first that are not in the second."));
        check("‸", None);
    }
}
