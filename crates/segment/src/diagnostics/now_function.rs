//! `DateTimeNowUtc()` for `DATETIMEUTCNOW()` (reference/data/segments/grammar.ebnf T6).

use super::Diagnostic;
use crate::edit::TextEdit;
use crate::syntax::{SyntaxToken, Word};

pub(super) const CODE: &str = "now-function";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    if Word::read(token.text()) != Some(Word::NowSlip) {
        return;
    }
    let edit = TextEdit::replace(token.text_range(), Word::Now.spelling());
    let diagnostic = Diagnostic::error(CODE, token.text_range(), "The function is called DATETIMEUTCNOW().");
    out.push(diagnostic.fix("Write DATETIMEUTCNOW", vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn of_the_fourth_example() {
        check(CODE, "PROFILE(c).FILTER(DATEDIFF(day, a, «DateTimeNowUtc»()) < 30)");
        check_fix(CODE, "PROFILE(c).FILTER(a < datetimenowutc())", "PROFILE(c).FILTER(a < DATETIMEUTCNOW())");
    }
}
