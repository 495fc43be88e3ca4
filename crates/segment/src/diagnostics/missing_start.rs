//! A step that belongs to no block.

use super::Diagnostic;
use rowan::TextRange;

pub(super) const CODE: &str = "missing-start";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    let message =
        "A query begins with PROFILE(table), SEGMENT(name) or INTERACTION(type, link); this step follows none.";
    out.push(Diagnostic::error(CODE, range, message));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn before_a_lonely_step() {
        check(CODE, "«»FILTER(\n  Contact.firstname MATCHES_REGEX \"^[A-Z]+$\"\n)");
        check(CODE, "«».FILTER(a == 1)");
    }
}
