//! Something is missing: a name, a value, a step.

use super::Diagnostic;
use crate::syntax::Missing;
use rowan::TextRange;

pub(super) const CODE: &str = "incomplete";

pub(super) fn check(missing: Missing, range: TextRange, out: &mut Vec<Diagnostic>) {
    let what = match missing {
        Missing::Query => "A query is missing here: PROFILE(…), SEGMENT(…) or INTERACTION(…).",
        Missing::StepName => "A step is missing behind the dot, such as FILTER(…).",
        Missing::OpenParenthesis => "An opening parenthesis is missing here.",
        Missing::CloseBracket => "A closing bracket is missing here.",
        Missing::TableName => "The name of a table is missing here.",
        Missing::Alias => "An alias is missing here.",
        Missing::Relationship => "The name of a relationship is missing here.",
        Missing::SegmentName => "The name of a segment is missing here.",
        Missing::InteractionName => "The type of interaction is missing here.",
        Missing::LinkName => "INTERACTION takes two names; the link to the contact is missing here.",
        Missing::ColumnName => "The name of a column is missing here.",
        Missing::Value => "A value is missing here.",
        Missing::Aggregate => "HAVING begins with COUNT(), SUM(…), AVG(…), MIN(…) or MAX(…).",
        Missing::Window => "A time window such as UTCDAYS(30) is missing here.",
        // Each of these has a module of its own.
        Missing::Start | Missing::CloseParenthesis | Missing::Operator => return,
    };
    out.push(Diagnostic::error(CODE, range, what));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn names_what_is_missing() {
        check(CODE, "PROFILE(«»)");
        check(CODE, "PROFILE(contact).FILTER(a ==«»)");
        check(CODE, "SEGMENT(a) UNION«»");
        check(CODE, "INTERACTION(EmailClicked«»).HAVING(COUNT() > 0)");
        check(CODE, "INTERACTION(a, b).HAVING(«»> 0)");
        check(CODE, "PROFILE(contact).FILTER(ISNULL(«»))");
        check(CODE, "PROFILE(contact).«»");
        check(CODE, "PROFILE(contact).FILTER(a IN ['x'«»)");
    }
}
