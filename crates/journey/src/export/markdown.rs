//! The document as Markdown (CommonMark with tables).

use super::report::{Block, Report};

/// A journey as a Markdown document.
pub fn document_markdown(report: &Report<'_>) -> String {
    let mut out = String::new();
    for block in report.blocks() {
        match block {
            Block::Heading(level, text) => {
                out.push_str(&"#".repeat(level));
                out.push(' ');
                out.push_str(&plain(&text));
                out.push('\n');
            }
            Block::Paragraph(text) => {
                out.push_str(&plain(&text));
                out.push('\n');
            }
            Block::Pairs(pairs) => {
                for (label, value) in pairs {
                    out.push_str(&format_pair(&plain(&label), &plain(&value)));
                }
            }
            Block::Table(head, rows) => {
                out.push_str(&row(&head));
                out.push_str(&"| --- ".repeat(head.len()));
                out.push_str("|\n");
                for cells in rows {
                    out.push_str(&row(&cells));
                }
            }
            Block::List(entries) => {
                for entry in entries {
                    out.push_str("- ");
                    out.push_str(&plain(&entry));
                    out.push('\n');
                }
            }
        }
        out.push('\n');
    }
    out
}

fn format_pair(label: &str, value: &str) -> String {
    format!("- **{label}:** {value}\n")
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Text of records on one line, so that none of it is read as a mark.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
