//! Unpacks the app's module in the browser, before the app is there.
//!
//! Browsers unpack gzip by themselves, but its window of 32 KiB sees little of how much a module of many generated
//! functions repeats itself. LZMA takes a fifth off, and this module, itself small and gzipped, brings what browsers lack.
#![allow(unsafe_code)] // The binding to JavaScript is generated glue.

use std::io::Read;

use lzma_rust2::LzmaReader;
use wasm_bindgen::prelude::wasm_bindgen;

/// Most that is unpacked: many times the module.
const LIMIT: usize = 64 << 20;

/// Unpacks the format `.lzma` with its size in the header; nothing if it is damaged.
#[wasm_bindgen]
pub fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let size = u64::from_le_bytes(packed.get(5..13)?.try_into().ok()?);
    let size = usize::try_from(size).ok().filter(|size| *size <= LIMIT)?;
    let mut reader = LzmaReader::new_mem_limit(packed, u32::MAX, None).ok()?;
    let mut unpacked = vec![0; size];
    reader.read_exact(&mut unpacked).ok()?;
    Some(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use lzma_rust2::{LzmaOptions, LzmaWriter};

    use super::unpack;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let options = LzmaOptions::with_preset(6);
        let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64)).expect("options");
        writer.write_all(bytes).expect("memory");
        writer.finish().expect("memory")
    }

    #[test]
    fn what_was_packed_comes_back() {
        for text in ["", "a", &"tile, tile, trigger; ".repeat(10_000)] {
            assert_eq!(unpack(&pack(text.as_bytes())).as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn damage_is_noticed_and_never_a_panic() {
        let whole = pack(&b"journey ".repeat(1_000));
        assert_eq!(unpack(&[]), None);
        assert_eq!(unpack(&whole[..whole.len() / 2]), None);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            let _ = unpack(&damaged);
        }
    }
}
