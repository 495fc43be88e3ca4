//! A query in plain words.

use crate::Settings;
use crate::ast::{
    Chain, Comparison, ComparisonOperator, Definition, Function, Having, InList, Joined, Literal, LiteralKind,
    Negation, Node, NullTest, Operator, Property, Related, SetOperator, Start, Step, expression, set_operands,
    unwrapped,
};
use crate::schema::{Column, Known};
use crate::scope::{self, By, Stage};
use crate::syntax::{Parse, SyntaxKind, SyntaxNode, Word};

/// The query as an English sentence. Parts that nobody can read stand in it as they are written.
pub fn explain(parse: &Parse, settings: &Settings) -> String {
    let speaker = Speaker { settings };
    let root = parse.syntax();
    let definitions = root.children().filter_map(Definition::cast).filter_map(|definition| {
        let name = definition.name()?;
        Some(format!("{}: {}", name.text(), sentence(&speaker.set(definition.syntax()))))
    });
    let mut sentences: Vec<String> = definitions.collect();
    sentences.push(sentence(&speaker.set(&root)));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), chars.as_str()),
        None => String::new(),
    }
}

struct Speaker<'a> {
    settings: &'a Settings<'a>,
}

impl Speaker<'_> {
    fn set(&self, node: &SyntaxNode) -> String {
        let mut text = String::new();
        for operand in set_operands(node) {
            text.push_str(match operand.operator {
                None if text.is_empty() => "",
                None => "; ",
                Some((SetOperator::Union, _)) => ", or ",
                Some((SetOperator::Intersect, _)) => ", and also ",
                Some((SetOperator::Except, _)) => ", but not ",
            });
            text.push_str(&self.chain(&operand.chain));
        }
        text
    }

    fn chain(&self, chain: &Chain) -> String {
        let stages = scope::stages(chain, self.settings.schema);
        match chain.start() {
            Some(Start::Segment(segment)) => {
                format!("members of {}", self.segment(&segment.name().unwrap_or_default()))
            }
            Some(Start::Inline(inline)) => format!("({})", self.set(inline.syntax())),
            Some(Start::Interaction(interaction)) => {
                self.interaction(chain, &interaction.kind().unwrap_or_default(), &stages)
            }
            Some(Start::Profile(profile)) => self.profile(chain, &profile.table().unwrap_or_default(), &stages),
            Some(Start::Name(node) | Start::Unknown(node)) => format!("“{}”", node.text()),
            None => "something missing".into(),
        }
    }

    fn segment(&self, name: &str) -> String {
        match self.settings.schema.segment(name) {
            Known::Yes(segment) => segment.label.clone(),
            Known::No | Known::Unloaded => name.to_string(),
        }
    }

    fn profile(&self, chain: &Chain, table: &str, stages: &[Stage]) -> String {
        let mut text = self.plural(table);
        let mut filtered = false;
        for step in chain.steps() {
            match step {
                Step::Filter(filter) => {
                    let Some(condition) = expression(&filter) else { continue };
                    let lead = if filtered { " and" } else { " where" };
                    text = format!("{text}{lead} {}", self.condition(&condition, stages, filtered));
                    filtered = true;
                }
                Step::Traverse(related) => {
                    text = self.traverse(&related, &text, stages);
                    filtered = false;
                }
                // What is related is told with the conditions on it.
                Step::Relate(_) => {}
                other => text = format!("{text} “{}”", other.syntax().text()),
            }
        }
        text
    }

    fn traverse(&self, related: &Related, from: &str, stages: &[Stage]) -> String {
        let stage = stages.iter().find(|stage| stage.by == By::Traverse && stage.range == related.range());
        let table = stage.and_then(|stage| stage.table.as_deref());
        let target = table.map_or("records".to_string(), |table| self.plural(table));
        let name = related.relationship().unwrap_or_default();
        let label = stages.iter().filter_map(|stage| stage.table.as_deref()).find_map(|table| {
            self.settings.schema.relationship(table, &name).yes().map(|relationship| relationship.label.clone())
        });
        let edge = related
            .edge()
            .and_then(|edge| edge.condition())
            .map(|condition| format!(", the relationship where {}", self.condition(&condition, &[], false)));
        format!("{target} related through {} to {from}{}", label.unwrap_or(name), edge.unwrap_or_default())
    }

    fn interaction(&self, chain: &Chain, kind: &str, stages: &[Stage]) -> String {
        let mut filter = String::new();
        let mut having = None;
        for step in chain.steps() {
            match step {
                Step::Filter(node) => {
                    if let Some(condition) = expression(&node) {
                        filter = format!(" where {}", self.condition(&condition, stages, false));
                    }
                }
                Step::Having(node) => having = Some(node),
                other => filter = format!("{filter} “{}”", other.syntax().text()),
            }
        }
        match having {
            Some(having) => often(&having, &format!("{kind} interactions"), &filter),
            None => format!("contacts with {kind} interactions{filter}"),
        }
    }

    fn condition(&self, node: &SyntaxNode, stages: &[Stage], nested: bool) -> String {
        match node.kind() {
            SyntaxKind::PAREN_EXPR => {
                expression(node).map_or_else(|| node.text().to_string(), |inner| self.condition(&inner, stages, nested))
            }
            SyntaxKind::AND_EXPR | SyntaxKind::OR_EXPR => self.joined(node, stages, nested),
            SyntaxKind::NOT_EXPR => {
                let inner = Negation::cast(node.clone()).and_then(|negation| negation.condition());
                let inner = inner.map(|inner| self.condition(&inner, stages, false)).unwrap_or_default();
                format!("it is not so that {inner}")
            }
            SyntaxKind::NULL_TEST => self.null_test(node, stages),
            SyntaxKind::COMPARISON => self.comparison(node, stages),
            SyntaxKind::IN_EXPR => self.in_list(node, stages),
            _ => self.value(node, stages),
        }
    }

    fn joined(&self, node: &SyntaxNode, stages: &[Stage], nested: bool) -> String {
        let Some(joined) = Joined::cast(node.clone()) else { return node.text().to_string() };
        if let Some(list) = self.one_of(&joined, stages) {
            return list;
        }
        let word = if joined.is_or() { " or " } else { " and " };
        let parts: Vec<_> = joined.parts().map(|part| self.condition(&part, stages, true)).collect();
        let text = parts.join(word);
        if nested { format!("({text})") } else { text }
    }

    /// `a == 'x' || a == 'y'` is a column with several values.
    fn one_of(&self, joined: &Joined, stages: &[Stage]) -> Option<String> {
        let (mut subject, mut values) = (None, Vec::new());
        for part in joined.parts() {
            let comparison = Comparison::cast(unwrapped(&part)).filter(|_| joined.is_or())?;
            let same = comparison.operator()? == Operator::Compare(ComparisonOperator::Eq);
            let property = Property::cast(comparison.left()?).filter(|_| same)?;
            let value = literal(&comparison.right()?, column(&property, stages, self.settings))?;
            if subject.as_ref().is_some_and(|subject: &Property| subject.path() != property.path()) {
                return None;
            }
            subject = Some(property);
            values.push(value);
        }
        let last = values.pop()?;
        Some(format!("{} is {} or {last}", self.property(&subject?, stages), values.join(", ")))
    }

    fn null_test(&self, node: &SyntaxNode, stages: &[Stage]) -> String {
        let test = NullTest::cast(node.clone());
        let subject = test.as_ref().and_then(NullTest::property).map(|property| self.property(&property, stages));
        let ending = if test.is_some_and(|test| test.is_null()) { "is empty" } else { "has a value" };
        format!("{} {ending}", subject.unwrap_or_default())
    }

    fn comparison(&self, node: &SyntaxNode, stages: &[Stage]) -> String {
        let written = || format!("“{}”", node.text());
        let Some(comparison) = Comparison::cast(node.clone()) else { return written() };
        let (Some(left), Some(right), Some(operator)) = (comparison.left(), comparison.right(), comparison.operator())
        else {
            return written();
        };
        let words = match operator {
            Operator::Compare(ComparisonOperator::Eq) => "is",
            Operator::Compare(ComparisonOperator::Ne) => "is not",
            Operator::Compare(ComparisonOperator::Gt) => "is greater than",
            Operator::Compare(ComparisonOperator::Ge) => "is at least",
            Operator::Compare(ComparisonOperator::Lt) => "is less than",
            Operator::Compare(ComparisonOperator::Le) => "is at most",
            Operator::Text(Word::StartsWith) => "begins with",
            Operator::Text(Word::EndsWith) => "ends with",
            Operator::Text(_) => "contains",
            Operator::Unknown => return written(),
        };
        let column = |side: &SyntaxNode| {
            Property::cast(unwrapped(side)).and_then(|property| column(&property, stages, self.settings))
        };
        let (left_column, right_column) = (column(&left), column(&right));
        let left_text = literal(&left, right_column).unwrap_or_else(|| self.value(&left, stages));
        let right_text = literal(&right, left_column).unwrap_or_else(|| self.value(&right, stages));
        format!("{left_text} {words} {right_text}")
    }

    fn in_list(&self, node: &SyntaxNode, stages: &[Stage]) -> String {
        let Some(list) = InList::cast(node.clone()) else { return node.text().to_string() };
        let subject = list.value();
        let column = subject
            .as_ref()
            .and_then(|value| Property::cast(value.clone()))
            .and_then(|property| column(&property, stages, self.settings));
        let values: Vec<_> =
            list.items().iter().map(|item| literal(item, column).unwrap_or_else(|| item.text().to_string())).collect();
        let subject = subject.map(|value| self.value(&value, stages)).unwrap_or_default();
        format!("{subject} is one of {}", values.join(", "))
    }

    fn value(&self, node: &SyntaxNode, stages: &[Stage]) -> String {
        if let Some(property) = Property::cast(node.clone()) {
            return self.property(&property, stages);
        }
        if let Some(function) = Function::cast(node.clone()) {
            return self.function(&function, stages);
        }
        literal(node, None).unwrap_or_else(|| node.text().to_string())
    }

    fn function(&self, function: &Function, stages: &[Stage]) -> String {
        let arguments: Vec<_> = function
            .arguments()
            .iter()
            .filter(|argument| argument.kind() != SyntaxKind::DATE_PART)
            .map(|argument| self.value(argument, stages))
            .collect();
        let part = function.date_part().map(|part| part.spelling().to_lowercase()).unwrap_or_default();
        match (function.word(), &arguments[..]) {
            (Some(Word::Now | Word::NowSlip), _) => "now".into(),
            (Some(Word::DateDiff), [from, to]) => format!("the number of {part}s from {from} to {to}"),
            (Some(Word::DateAdd), [count, date]) => format!("{count} {part}s after {date}"),
            (Some(Word::Date), numbers) => numbers.join("-"),
            _ => function.syntax().text().to_string(),
        }
    }

    fn property(&self, property: &Property, stages: &[Stage]) -> String {
        let label = column(property, stages, self.settings).map(|column| column.label.clone());
        let label = label.or_else(|| property.column().map(|column| column.text().to_string())).unwrap_or_default();
        match scope::stage_of(property, stages).filter(|stage| stage.by == By::Relate) {
            Some(stage) => format!(
                "{label} of the related {}",
                stage.table.as_deref().map_or_else(|| "record".into(), |table| self.label(table))
            ),
            None => label,
        }
    }

    fn label(&self, table: &str) -> String {
        self.settings.schema.table(table).yes().map_or_else(|| table.to_string(), |table| table.label.clone())
    }

    fn plural(&self, table: &str) -> String {
        if table.eq_ignore_ascii_case("contact") { "contacts".into() } else { format!("{} records", self.label(table)) }
    }
}

/// What `HAVING` says, to the letter: the designer's own wording was unreliable (reference/segments.md 4).
fn often(having: &Having, what: &str, filter: &str) -> String {
    let number = having.number().map(|number| number.text().to_string()).unwrap_or_default();
    let amount = match having.operator().and_then(|token| ComparisonOperator::of(token.kind())) {
        Some(ComparisonOperator::Gt) => format!("more than {number}"),
        Some(ComparisonOperator::Ge) => format!("at least {number}"),
        Some(ComparisonOperator::Lt) => format!("fewer than {number}"),
        Some(ComparisonOperator::Le) => format!("at most {number}"),
        Some(ComparisonOperator::Eq) => format!("exactly {number}"),
        Some(ComparisonOperator::Ne) => format!("not {number}"),
        None => number,
    };
    let window = having.window().map(|window| {
        let unit = window.unit().map_or("days", |unit| match unit {
            Word::UtcMinutes => "minutes",
            Word::UtcHours => "hours",
            Word::UtcWeeks => "weeks",
            Word::UtcMonths => "months",
            Word::UtcYears => "years",
            _ => "days",
        });
        format!(" in the last {} {unit}", window.count().unwrap_or_default())
    });
    let window = window.unwrap_or_default();
    match having.aggregate() {
        Some((Word::Count, _)) | None => format!("contacts with {amount} {what}{window}{filter}"),
        Some((word, property)) => {
            let (word, property) = (word.spelling().to_lowercase(), property.unwrap_or_default());
            format!("contacts for whom the {word} of {property} over {what}{window}{filter} is {amount}")
        }
    }
}

fn literal(node: &SyntaxNode, column: Option<&Column>) -> Option<String> {
    Some(match Literal::cast(unwrapped(node))?.kind()? {
        LiteralKind::Text(text) => format!("“{text}”"),
        LiteralKind::Flag(true) => "Yes".into(),
        LiteralKind::Flag(false) => "No".into(),
        LiteralKind::Number(number) => {
            let choice = column.and_then(|column| column.choice(number.parse().ok()?));
            choice.map_or(number, |choice| choice.label.clone())
        }
    })
}

fn column<'s>(property: &Property, stages: &[Stage], settings: &Settings<'s>) -> Option<&'s Column> {
    let table = scope::stage_of(property, stages)?.table.as_deref()?;
    settings.schema.column(table, property.column()?.text()).yes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::testing::settings;

    fn check(text: &str, expected: &str) {
        assert_eq!(explain(&crate::parse(text), &settings()), expected);
    }

    #[test]
    fn blocks_and_their_joins() {
        check(
            "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich' && DATEDIFF(DAY, contact_1.createdon, DATETIMEUTCNOW()) < 90) EXCEPT SEGMENT(everyone)",
            "Contacts where City is “Munich” and the number of days from Created On to now is less than 90, but not members of The everyone.",
        );
        check(
            "PROFILE(account).FILTER(revenue > 5).TRAVERSE(contact_account_parentcustomerid, contact_1).FILTER(ISNOTNULL(contact_1.emailaddress1))",
            "Contacts related through Company Name to Account records where Annual Revenue is greater than 5 where Email has a value.",
        );
        check(
            "INTERACTION(EmailClicked, EmailClicked_Contact).FILTER(MessageId == 'x').HAVING(COUNT() > 2, UTCDAYS(7))",
            "Contacts with more than 2 EmailClicked interactions in the last 7 days where MessageId is “x”.",
        );
    }

    #[test]
    fn values_have_their_labels() {
        check(
            "PROFILE(contact).FILTER((msdyncrm_grade == 1 || msdyncrm_grade == 2) && donotemail == true)",
            "Contacts where Grade is Gold or Silver and Do not allow Emails is Yes.",
        );
        check(
            "PROFILE(contact).RELATE(contact_customer_accounts, a).FILTER(a.name CONTAINS 'Depot' || NOT(firstname == 'x'))",
            "Contacts where Account Name of the related Account contains “Depot” or it is not so that First Name is “x”.",
        );
    }

    #[test]
    fn what_is_broken_stands_as_written() {
        check("PROFILE(contact).FILTER(a MATCHES 'x')", "Contacts where “a MATCHES 'x'”.");
        check("", "");
    }
}
