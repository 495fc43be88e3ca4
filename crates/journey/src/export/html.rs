//! The document as a web page of its own, which prints well.

use super::escaped;
use super::report::{Block, Report};

const CSS: &str = "body{font:14px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#242424}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em}dt{color:#616161}dd{margin:0;overflow-wrap:anywhere}\
table{border-collapse:collapse}th,td{border:1px solid #d1d1d1;padding:.3em .6em;text-align:start}h3{margin-bottom:.3em;break-after:avoid}";

/// A journey as an HTML document. It holds no script and refers to nothing outside of it.
pub fn document_html(report: &Report<'_>, language: &str) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><style>{CSS}</style></head><body>\n",
        escaped(language),
        escaped(&report.name())
    );
    for block in report.blocks() {
        match block {
            Block::Heading(level, text) => out.push_str(&element(["h1", "h2", "h3"][level.clamp(1, 3) - 1], &text)),
            Block::Paragraph(text) => out.push_str(&element("p", &text)),
            Block::Pairs(pairs) => {
                out.push_str("<dl>\n");
                for (label, value) in pairs {
                    out.push_str(&element("dt", &label));
                    out.push_str(&element("dd", &value));
                }
                out.push_str("</dl>\n");
            }
            Block::Table(head, rows) => {
                out.push_str("<table>\n<tr>");
                out.extend(head.iter().map(|cell| element("th", cell)));
                out.push_str("</tr>\n");
                for cells in rows {
                    out.push_str("<tr>");
                    out.extend(cells.iter().map(|cell| element("td", cell)));
                    out.push_str("</tr>\n");
                }
                out.push_str("</table>\n");
            }
            Block::List(entries) => {
                out.push_str("<ul>\n");
                out.extend(entries.iter().map(|entry| element("li", entry)));
                out.push_str("</ul>\n");
            }
        }
    }
    out.push_str("</body></html>\n");
    out
}

fn element(name: &str, text: &str) -> String {
    format!("<{name} dir=\"auto\">{}</{name}>\n", escaped(text))
}
