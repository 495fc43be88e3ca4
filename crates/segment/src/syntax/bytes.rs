//! Bytes that are no text: kept beside the text, put back when it is printed.

/// Any byte string as a text that can be parsed, and the bytes that a text can't hold.
///
/// ```
/// let bytes = b"PROFILE(\xff)";
/// assert_eq!(segment::syntax::ByteText::new(bytes).to_bytes(), bytes);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByteText {
    text: String,
    /// Offset of each replacement character in `text`, and what it stands for. Ascending.
    strays: Vec<(usize, Vec<u8>)>,
}

impl ByteText {
    /// Reads `bytes`; every ill-formed sequence becomes one U+FFFD.
    pub fn new(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len());
        let mut strays = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                strays.push((text.len(), chunk.invalid().to_vec()));
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        Self { text, strays }
    }

    /// The text to parse.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes that were read.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.text.len());
        let mut from = 0;
        for (at, stray) in &self.strays {
            bytes.extend_from_slice(&self.text.as_bytes()[from..*at]);
            bytes.extend_from_slice(stray);
            from = at + char::REPLACEMENT_CHARACTER.len_utf8();
        }
        bytes.extend_from_slice(&self.text.as_bytes()[from..]);
        bytes
    }
}
