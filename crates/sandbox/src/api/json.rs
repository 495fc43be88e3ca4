//! JSON written piece by piece, so that numbers keep the digits that their column prints.

use serde_json::Value as Json;

/// An object being written.
pub struct Object<'o> {
    out: &'o mut String,
    empty: bool,
}

impl<'o> Object<'o> {
    /// Begins one.
    pub fn open(out: &'o mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// Begins a member; its value follows in the text returned.
    pub fn member(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        string(self.out, name);
        self.out.push(':');
        self.out
    }

    /// A member with a text.
    pub fn text(&mut self, name: &str, value: &str) {
        string(self.member(name), value);
    }

    /// A member with any value.
    pub fn value(&mut self, name: &str, value: &Json) {
        let text = value.to_string();
        self.member(name).push_str(&text);
    }

    /// Ends it.
    pub fn close(self) {
        self.out.push('}');
    }
}

/// Writes a text with its quotes.
pub fn string(out: &mut String, text: &str) {
    // Escapes only: cannot fail for a str.
    out.push_str(&Json::from(text).to_string());
}

/// Writes the items of an array.
pub fn array<T, E>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T) -> Result<(), E>,
) -> Result<(), E> {
    out.push('[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item)?;
    }
    out.push(']');
    Ok(())
}
