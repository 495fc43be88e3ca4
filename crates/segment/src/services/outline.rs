use crate::ast::{Chain, Node, Start, Step, child, name, set_operands};
use crate::syntax::{Parse, SyntaxKind, SyntaxNode};
use rowan::TextRange;

/// A block or a step of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it is: `PROFILE contact`, `FILTER`, `EXCEPT`.
    pub label: String,
    /// Where it stands.
    pub range: TextRange,
    /// What it holds.
    pub children: Vec<OutlineItem>,
}

/// The blocks of a text, their steps inside.
pub fn outline(parse: &Parse) -> Vec<OutlineItem> {
    let root = parse.syntax();
    let mut items = Vec::new();
    for definition in root.children().filter(|node| node.kind() == SyntaxKind::DEFINITION) {
        let label = definition.first_token().map(|token| token.text().to_string()).unwrap_or_default();
        items.push(OutlineItem { label, range: definition.text_range(), children: blocks(&definition) });
    }
    items.extend(blocks(&root));
    items
}

fn blocks(node: &SyntaxNode) -> Vec<OutlineItem> {
    let operands = set_operands(node);
    operands
        .into_iter()
        .map(|operand| {
            let mut item = block(&operand.chain);
            if let Some((operator, token)) = operand.operator {
                item.label = format!("{} {}", operator.spelling(), item.label);
                item.range = item.range.cover(token.text_range());
            }
            item
        })
        .collect()
}

fn block(chain: &Chain) -> OutlineItem {
    let mut children = Vec::new();
    let label = match chain.start() {
        Some(Start::Profile(profile)) => format!("PROFILE {}", profile.table().unwrap_or_default()),
        Some(Start::Segment(segment)) => format!("SEGMENT {}", segment.name().unwrap_or_default()),
        Some(Start::Interaction(interaction)) => format!("INTERACTION {}", interaction.kind().unwrap_or_default()),
        Some(Start::Inline(inline)) => {
            children = blocks(inline.syntax());
            "( )".into()
        }
        Some(Start::Name(node)) => node.text().to_string(),
        Some(Start::Unknown(node)) => {
            crate::ast::keyword(&node).map(|(token, _)| token.text().to_string()).unwrap_or_default()
        }
        None => "?".into(),
    };
    children.extend(chain.steps().map(|step| step_item(&step)));
    OutlineItem { label: label.trim_end().to_string(), range: chain.range(), children }
}

fn step_item(step: &Step) -> OutlineItem {
    let node = step.syntax();
    let word = crate::ast::keyword(node)
        .map(|(token, word)| word.map_or(token.text().to_string(), |word| word.spelling().into()));
    let target =
        if child(node, SyntaxKind::RELATIONSHIP).is_some() { name(node, SyntaxKind::RELATIONSHIP) } else { None };
    let label = [word, target].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let children = if let Step::Set(node) = step { blocks(node) } else { Vec::new() };
    OutlineItem { label, range: node.text_range(), children }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(items: &[OutlineItem], depth: usize, out: &mut String) {
        for item in items {
            out.extend(["  ".repeat(depth).as_str(), &item.label, "\n"]);
            show(&item.children, depth + 1, out);
        }
    }

    #[test]
    fn blocks_and_steps() {
        let text = "A = SEGMENT(x) PROFILE(account).FILTER(a == 1).TRAVERSE(r) EXCEPT (SEGMENT(b) UNION C)";
        let mut shown = String::new();
        show(&outline(&crate::parse(text)), 0, &mut shown);
        assert_eq!(
            shown,
            "A\n  SEGMENT x\nPROFILE account\n  FILTER\n  TRAVERSE r\nEXCEPT ( )\n  SEGMENT b\n  UNION C\n"
        );
    }
}
