//! A second query that nothing joins to the first.

use super::Diagnostic;
use rowan::TextRange;

pub(super) const CODE: &str = "several-queries";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    let message = "Another query begins here. A segment has one; join them with UNION, INTERSECT or EXCEPT.";
    out.push(Diagnostic::error(CODE, range, message));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn where_the_second_begins() {
        check(CODE, "PROFILE(contact)\n«PROFILE»(account)");
        check(CODE, "A = PROFILE(contact)«B» = PROFILE(account)");
        check(CODE, "PROFILE(contact) UNION PROFILE(account)");
    }
}
