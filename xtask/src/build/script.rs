//! The scripts: `app.js` with the boot code and what unpacks, and one a part, with its glue, its style and its module as text.

use std::{io::Write as _, num::NonZeroU64};

use anyhow::Result;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, GzBuilder};
use lzma_rust2::{LzmaOptions, LzmaWriter};
use zopfli::{Format, Options};

/// Engines parse a few large literals faster than one huge one, and some tools choke on lines of many megabytes.
/// A multiple of three, so that every chunk but the last is base64 without padding; in characters it is just under 1 MB.
const CHUNK: usize = 750_000;

/// More find nothing that would be worth the time.
const ROUNDS: NonZeroU64 = NonZeroU64::new(3).unwrap();

/// How a part's module is packed.
///
/// What ships is LZMA, which browsers can't unpack: the unpacker comes along in `app.js`, as gzip, which they can. While
/// developing the module is gzip, which is quick to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Lzma,
    Gzip,
}

/// The script that loads the parts; `code` is the boot code and the unpacker's glue.
pub fn boot(code: &str, unpacker: Option<&[u8]>) -> Result<String> {
    let unpacker = unpacker.map(short_gzip).transpose()?.map_or_else(|| "null".to_owned(), |packed| literals(&packed));
    Ok(format!("{code}\njourneymanBoot({unpacker});\n"))
}

/// The script that carries a part, whose glue `code` is and defines as `global`.
pub fn part(name: &str, global: &str, code: &str, style: &str, module: &[u8], packing: Packing) -> Result<String> {
    let packed = match packing {
        Packing::Lzma => lzma(module)?,
        Packing::Gzip => gzip(module, Compression::fast())?,
    };
    let style = serde_json::to_string(style)?;
    Ok(format!("{code}\njourneyman.part(\"{name}\", {global}, {style}, {});\n", literals(&packed)))
}

/// A list of literals, each of which decodes alone.
fn literals(bytes: &[u8]) -> String {
    let literals: Vec<_> = bytes.chunks(CHUNK).map(|chunk| format!("\"{}\"", STANDARD.encode(chunk))).collect();
    format!("[\n{}\n]", literals.join(",\n"))
}

/// The format `.lzma` with the size in its header. The settings are those that pack WebAssembly smallest.
fn lzma(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut options = LzmaOptions::with_preset(9);
    (options.lc, options.lp, options.pb) = (3, 0, 0);
    (options.nice_len, options.depth_limit) = (LzmaOptions::NICE_LEN_MAX, 512);
    // The whole module is its own window.
    options.dict_size = u32::try_from(bytes.len().next_power_of_two()).unwrap_or(u32::MAX);
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// The shortest gzip that can be found, as `DecompressionStream` takes it.
fn short_gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(Options { iteration_count: ROUNDS, ..Options::default() }, Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

/// Bytes on the wire: web resources are sent gzipped.
pub fn transferred(bytes: &[u8]) -> Result<usize> {
    Ok(gzip(bytes, Compression::best())?.len())
}

/// Gzip without a time or a name in it: the same bytes on every machine.
fn gzip(bytes: &[u8], level: Compression) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().write(Vec::new(), level);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..length).map(|_| next()).collect()
    }

    fn carried(script: &str) -> Result<Vec<u8>> {
        let chunks = script.lines().filter_map(|line| line.trim_end_matches(',').strip_prefix('"'));
        let mut bytes = Vec::new();
        for chunk in chunks {
            assert!(chunk.len() <= 1_000_001);
            bytes.extend(STANDARD.decode(chunk.trim_end_matches('"'))?);
        }
        Ok(bytes)
    }

    #[test]
    fn chunks_decode_alone_and_join_to_the_module() -> Result<()> {
        let wasm = noise(2_000_000);
        let packed = carried(&part("journeys", "glue", "", "", &wasm, Packing::Gzip)?)?;
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked)?;
        assert_eq!(unpacked, wasm);
        Ok(())
    }

    #[test]
    fn what_ships_unpacks() -> Result<()> {
        let wasm = noise(10_000).repeat(20);
        let mut unpacked = Vec::new();
        lzma_rust2::LzmaReader::new_mem_limit(&lzma(&wasm)?[..], u32::MAX, None)?.read_to_end(&mut unpacked)?;
        assert_eq!(unpacked, wasm);
        Ok(())
    }

    #[test]
    fn a_style_stays_one_literal() -> Result<()> {
        let script = part("journeys", "glue", "", "a::after { content: \"\\201C\"; }\n", b"", Packing::Gzip)?;
        assert!(script.contains(r#"glue, "a::after { content: \"\\201C\"; }\n", ["#), "{script}");
        Ok(())
    }

    #[test]
    fn no_time_is_told() -> Result<()> {
        assert_eq!(short_gzip(b"tile tile tile")?[4..8], [0; 4]);
        Ok(())
    }
}
