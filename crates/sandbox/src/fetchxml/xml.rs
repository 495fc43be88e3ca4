//! An XML document as a tree, as far as FetchXML needs one: no namespaces, no document type.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::trouble;
use crate::ApiError;

/// Deeper documents are refused; what walks the tree may then recurse.
const DEEPEST: usize = 60;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Name as written.
    pub name: String,
    /// Attributes in order.
    pub attributes: Vec<(String, String)>,
    /// Elements inside.
    pub children: Vec<Element>,
    /// Text inside.
    pub text: String,
}

impl Element {
    /// Reads a document.
    ///
    /// # Errors
    /// What is not well formed, a document type, nesting beyond reason.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}').trim());
        reader.config_mut().enable_all_checks(true);
        let mut open: Vec<Self> = Vec::new();
        loop {
            match reader.read_event().map_err(trouble::malformed)? {
                Event::Start(start) => {
                    if open.len() >= DEEPEST {
                        return Err(trouble::malformed("The document is nested too deeply."));
                    }
                    open.push(Self::begun(&start)?);
                }
                Event::Empty(start) => {
                    if let Some(root) = closed(&mut open, Self::begun(&start)?) {
                        return root.alone(&mut reader);
                    }
                }
                Event::End(_) => {
                    let ended = open.pop().ok_or_else(|| trouble::malformed("An end without a beginning."))?;
                    if let Some(root) = closed(&mut open, ended) {
                        return root.alone(&mut reader);
                    }
                }
                Event::Text(text) => match open.last_mut() {
                    Some(element) => element.text.push_str(&text.xml10_content()),
                    None if text.trim().is_empty() => {}
                    None => return Err(trouble::malformed("Data at the root level is invalid.")),
                },
                Event::CData(text) => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text.xml10_content());
                    }
                }
                Event::GeneralRef(reference) => {
                    let escaped = format!("&{};", &*reference);
                    let text = quick_xml::escape::unescape(&escaped).map_err(trouble::malformed)?;
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text);
                    }
                }
                Event::DocType(_) => return Err(trouble::malformed("For security reasons DTD is prohibited.")),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return Err(trouble::malformed("Root element is missing.")),
            }
        }
    }

    /// The first attribute of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn begun(start: &BytesStart) -> Result<Self, ApiError> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(trouble::malformed)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(trouble::malformed)?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Self { name: start.name().as_ref().to_owned(), attributes, ..Self::default() })
    }

    /// The root, if nothing but comments follows it.
    fn alone(self, reader: &mut Reader<&[u8]>) -> Result<Self, ApiError> {
        loop {
            match reader.read_event().map_err(trouble::malformed)? {
                Event::Eof => return Ok(self),
                Event::Comment(_) | Event::PI(_) => {}
                _ => return Err(trouble::malformed("There are multiple root elements.")),
            }
        }
    }
}

/// Puts an element that ended into the one around it; gives it back if it is the root.
fn closed(open: &mut [Element], ended: Element) -> Option<Element> {
    match open.last_mut() {
        Some(parent) => {
            parent.children.push(ended);
            None
        }
        None => Some(ended),
    }
}
