//! A value that is worked out once for what it depends on.

use leptos::prelude::*;

/// The last value and what it was worked out from. Cheap to copy.
pub struct Kept<K: 'static, V: 'static>(StoredValue<Option<(K, V)>, LocalStorage>);

impl<K, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Kept<K, V> {}

impl<K: PartialEq, V: Clone> Kept<K, V> {
    /// Nothing is worked out yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// The value for `key`.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let kept = self.0.with_value(|kept| kept.as_ref().filter(|(of, _)| *of == key).map(|(_, value)| value.clone()));
        kept.unwrap_or_else(|| {
            let value = make();
            self.0.set_value(Some((key, value.clone())));
            value
        })
    }
}
