//! Text that fits nowhere.

use super::Diagnostic;
use super::context::Context;
use rowan::TextRange;

pub(super) const CODE: &str = "unexpected-text";

pub(super) fn check(cx: &Context, range: TextRange, out: &mut Vec<Diagnostic>) {
    let shown: String = cx.slice(range).chars().take(40).collect();
    out.push(Diagnostic::error(CODE, range, format!("“{shown}” has no place here.")));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn prose_and_signs() {
        check(CODE, "SEGMENT(a) «Segment all customers born in May» PROFILE(c)");
        check(CODE, "PROFILE(c).FILTER(a == 1 «? 2»)");
        check(CODE, "PROFILE(c «d»)");
    }
}
