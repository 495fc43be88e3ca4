//! `app.js`: glue, boot code and the module as text.

use std::{io::Write as _, num::NonZeroU64};

use anyhow::Result;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, GzBuilder};
use zopfli::{Format, Options};

use super::Profile;

/// Engines parse a few large literals faster than one huge one, and some tools choke on lines of many megabytes.
/// A multiple of three, so that every part but the last is base64 without padding; in characters it is just under 1 MB.
const PART: usize = 750_000;

/// More find nothing that would be worth the time.
const ROUNDS: NonZeroU64 = NonZeroU64::new(3).unwrap();

/// One classic script that carries and starts the module.
pub fn assemble(glue: &str, boot: &str, wasm: &[u8], profile: Profile) -> Result<String> {
    let packed = pack(wasm, profile)?;
    let parts: Vec<_> = packed.chunks(PART).map(|part| format!("\"{}\"", STANDARD.encode(part))).collect();
    Ok(format!("{glue}\n{boot}\njourneymanBoot([\n{}\n]);\n", parts.join(",\n")))
}

/// The module as `DecompressionStream` takes it. Searching for the shortest gzip takes seconds and saves 4 % of every first load.
fn pack(wasm: &[u8], profile: Profile) -> Result<Vec<u8>> {
    match profile {
        Profile::Dev => gzip(wasm, Compression::fast()),
        Profile::Ship => {
            let mut packed = Vec::new();
            zopfli::compress(
                Options { iteration_count: ROUNDS, ..Options::default() },
                Format::Gzip,
                wasm,
                &mut packed,
            )?;
            Ok(packed)
        }
    }
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

    #[test]
    fn parts_decode_alone_and_join_to_the_module() -> Result<()> {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let wasm: Vec<u8> = (0..2_000_000).map(|_| noise()).collect();
        let script = assemble("glue", "boot", &wasm, Profile::Dev)?;
        let parts: Vec<_> = script.lines().filter_map(|line| line.trim_end_matches(',').strip_prefix('"')).collect();
        assert!(parts.len() > 1);
        let mut packed = Vec::new();
        for part in parts {
            assert!(part.len() <= 1_000_001);
            packed.extend(STANDARD.decode(part.trim_end_matches('"'))?);
        }
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked)?;
        assert_eq!(unpacked, wasm);
        Ok(())
    }

    #[test]
    fn what_ships_holds_no_time_and_unpacks() -> Result<()> {
        let module = b"\0asm tile tile tile tile";
        let packed = pack(module, Profile::Ship)?;
        assert_eq!(packed[4..8], [0; 4]);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked)?;
        assert_eq!(unpacked, module);
        Ok(())
    }
}
