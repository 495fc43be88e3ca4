//! Two values with nothing between them.

use super::Diagnostic;
use rowan::TextRange;

pub(super) const CODE: &str = "missing-operator";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    out.push(Diagnostic::error(CODE, range, "A comparison is missing here: ==, !=, >, >=, < or <=."));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn between_two_values() {
        check(CODE, "PROFILE(c).FILTER(DATEDIFF(month, a, DATETIMEUTCNOW())«» 1)");
        check(CODE, "PROFILE(c).FILTER(city«» 'Munich' && a == 1)");
        check(CODE, "PROFILE(c).FILTER(city == 'Munich')");
    }
}
