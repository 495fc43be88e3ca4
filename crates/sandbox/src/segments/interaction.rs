//! `INTERACTION`: contacts by what they did.
//!
//! Interactions were never rows of Dataverse; the sandbox keeps its own. Link names follow no published rule: those that name the
//! type and the contact, in either of the spellings seen, lead to the contact here, and no other does (reference/segments.md 6).

use segment::{
    Dialect,
    ast::{Having, Interaction, Node, Property, Step, child, expression},
    schema::documented_interactions,
    syntax::{SyntaxKind, SyntaxNode, Word},
};

use super::{
    Trouble, dates,
    operand::{self, Operand},
    query::Evaluator,
    source::{Source, What},
};

impl<'t> Evaluator<'t> {
    /// The contacts whose interactions meet the conditions.
    pub fn interaction(
        &mut self,
        chain: &SyntaxNode,
        interaction: &Interaction,
        steps: &[Step],
    ) -> Result<String, Trouble> {
        let node = interaction.syntax();
        let name = interaction.kind().unwrap_or_default();
        let types = documented_interactions();
        let Some(kind) = types.into_iter().find(|known| known.name.eq_ignore_ascii_case(&name)) else {
            return Err(self.invalid(node, format!("There are no interactions {name}.")));
        };
        let link = interaction.link().unwrap_or_default();
        if !leads_to_contact(&kind.name, &link, self.dialect()) || self.subject.target != "contact" {
            return Err(self.invalid(node, format!("{link} does not link {name} to a {}.", self.subject.target)));
        }
        let alias = self.alias();
        let mark = self.bind(kind.name.clone());
        let mut conditions = vec![format!("{alias}.contactid IS NOT NULL"), format!("{alias}.type = {mark}")];
        let sources =
            [Source { what: What::Interaction(kind.properties), alias: alias.clone(), name: None, on_path: true }];
        let (filter, having) = self.filter_and_having(steps)?;
        if let Some(filter) = filter {
            self.filter_is_allowed(&filter)?;
            let condition = expression(&filter).ok_or_else(|| self.invalid(&filter, "A condition belongs here."))?;
            conditions.push(format!("({})", self.condition(&condition, &sources)?));
        }
        let mut counted = String::new();
        if let Some(having) = having {
            if let Some(window) = self.window(&having)? {
                let since = self.bind(window);
                conditions.push(format!("segment_moment({alias}.happenedon) >= {since}"));
            }
            counted = format!(" HAVING {}", self.having(&having, &sources)?);
        } else if self.dialect() == Dialect::Outbound {
            return Err(self.invalid(chain, "INTERACTION needs HAVING."));
        }
        Ok(format!(
            "SELECT {alias}.contactid AS id FROM sandbox_interaction {alias} WHERE {} GROUP BY {alias}.contactid{counted}",
            conditions.join(" AND ")
        ))
    }

    /// At most a FILTER, then at most a HAVING.
    fn filter_and_having(&self, steps: &[Step]) -> Result<(Option<SyntaxNode>, Option<Having>), Trouble> {
        let (mut filter, mut having) = (None, None);
        for step in steps {
            match step {
                Step::Filter(node) if having.is_some() => {
                    return Err(self.invalid(node, "FILTER comes before HAVING."));
                }
                Step::Filter(node) if filter.is_none() => filter = Some(node.clone()),
                Step::Having(own) if having.is_none() => having = Some(own.clone()),
                Step::Filter(node) => return Err(self.invalid(node, "One FILTER is enough.")),
                Step::Having(own) => return Err(self.invalid(own.syntax(), "One HAVING is enough.")),
                other => return Err(self.misplaced(other)),
            }
        }
        Ok((filter, having))
    }

    /// What outbound marketing keeps out of filters on interactions (reference/segments.md 3.2).
    fn filter_is_allowed(&self, filter: &SyntaxNode) -> Result<(), Trouble> {
        if self.dialect() == Dialect::Mql {
            return Ok(());
        }
        let mut inner = filter.descendants_with_tokens();
        let barred = inner.find_map(|element| match element.kind() {
            SyntaxKind::FUNCTION => element.into_node(),
            SyntaxKind::WORD_OPERATOR => {
                let token = element.into_token()?;
                Word::read(token.text()).filter(|word| word.is_text_operator()).and_then(|_| token.parent())
            }
            _ => None,
        });
        barred.map_or(Ok(()), |node| {
            Err(self.invalid(&node, "A FILTER on INTERACTION takes no dates and no text operators."))
        })
    }

    /// The moment from which interactions count.
    fn window(&self, having: &Having) -> Result<Option<i64>, Trouble> {
        let Some(window) = having.window() else { return Ok(None) };
        let node = window.syntax();
        let count = window.count().and_then(|count| count.trim().parse::<i64>().ok()).filter(|count| *count >= 0);
        let count = count.ok_or_else(|| self.invalid(node, "A whole number belongs here."))?;
        let (part, count) = match (window.unit(), self.dialect()) {
            (Some(Word::UtcDays), _) => (Word::Day, count),
            (Some(Word::UtcMonths), _) => (Word::Month, count),
            (Some(Word::UtcYears), _) => (Word::Year, count),
            (Some(Word::UtcMinutes), Dialect::Mql) => (Word::Minute, count),
            (Some(Word::UtcHours), Dialect::Mql) => (Word::Hour, count),
            (Some(Word::UtcWeeks), Dialect::Mql) => (Word::Day, count.saturating_mul(7)),
            _ => return Err(self.invalid(node, "The language has no such window.")),
        };
        let since = dates::add(part, count.saturating_neg(), self.now);
        since.map(Some).ok_or_else(|| self.invalid(node, "The calendar does not reach that far."))
    }

    fn having(&mut self, having: &Having, sources: &[Source<'t>]) -> Result<String, Trouble> {
        let node = having.syntax().clone();
        let parts = || Some((having.aggregate()?, having.operator()?, having.number()?));
        let Some(((word, property), operator, number)) = parts() else {
            return Err(self.invalid(&node, "HAVING compares a count or a sum with a number."));
        };
        let number = operand::number(&number)
            .ok_or_else(|| self.invalid(&number, "A number belongs here."))
            .and_then(|text| text.parse::<f64>().map_err(|_| self.invalid(&number, "A number belongs here.")))?;
        let sign = match operator.kind() {
            SyntaxKind::EQ => "=",
            SyntaxKind::NE => "<>",
            SyntaxKind::GT => ">",
            SyntaxKind::GE => ">=",
            SyntaxKind::LT => "<",
            SyntaxKind::LE => "<=",
            _ => return Err(self.invalid(&node, "The language has no such operator.")),
        };
        let measured = match (word, property) {
            (Word::Count, None) => {
                self.count_is_allowed(&node, operator.kind(), number)?;
                "COUNT(*)".to_owned()
            }
            (Word::Sum | Word::Avg | Word::Min | Word::Max, Some(_)) => {
                let property = child(&node, SyntaxKind::AGGREGATE).and_then(|node| child(&node, SyntaxKind::PROPERTY));
                let property = property.and_then(Property::cast);
                let property = property.ok_or_else(|| self.invalid(&node, "A property belongs here."))?;
                let Operand::Column { sql, .. } = self.property(&property, sources)? else {
                    return Err(self.invalid(&node, "A property belongs here."));
                };
                format!("{}({sql})", word.spelling())
            }
            _ => return Err(self.invalid(&node, "COUNT() counts all; the others take one property.")),
        };
        let mark = self.bind(number);
        Ok(format!("{measured} {sign} {mark}"))
    }

    /// What outbound marketing does not let a count be compared with (reference/segments.md 3.2).
    fn count_is_allowed(&self, node: &SyntaxNode, operator: SyntaxKind, number: f64) -> Result<(), Trouble> {
        let barred = match operator {
            _ if self.dialect() == Dialect::Mql => None,
            _ if number < 0.0 || number.fract() != 0.0 => Some("COUNT() is compared with whole numbers from 0."),
            SyntaxKind::GE | SyntaxKind::NE if number > 0.0 => Some("COUNT() is not compared with >= or !=."),
            SyntaxKind::EQ if number == 0.0 => Some("COUNT() is never 0."),
            _ => None,
        };
        barred.map_or(Ok(()), |reason| Err(self.invalid(node, reason)))
    }
}

fn leads_to_contact(kind: &str, link: &str, dialect: Dialect) -> bool {
    let suffix = link.split_at_checked(kind.len()).filter(|(start, _)| start.eq_ignore_ascii_case(kind));
    let named = suffix.is_some_and(|(_, suffix)| matches!(suffix, "_Contact" | "_ContactLink"));
    // In real time the second argument is the property that holds the contact.
    named || (dialect == Dialect::Mql && link.eq_ignore_ascii_case("contactid"))
}
