//! A string that nobody closed.

use super::Diagnostic;
use rowan::TextRange;

pub(super) const CODE: &str = "unterminated-string";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    out.push(Diagnostic::error(CODE, range, "The closing quote of this text is missing."));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn to_the_end_of_its_line() {
        check(CODE, "PROFILE(c).FILTER(a == «'x)»\n.FILTER(b == 1)");
        check(CODE, "PROFILE(c).FILTER(a == '' && b == 'x''')");
    }
}
