//! A zip that depends on nothing but its contents.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::{CompressionMethod, DateTime, System, ZipWriter, write::SimpleFileOptions};

/// Deflates the parts in the order given, all dated 1980-01-01, without entries for folders.
pub fn zip<'a>(parts: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Dos)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::DeflateDecoder;

    use super::*;

    /// By another reader than the library that wrote it.
    fn read_back(archive: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
        let archive = rawzip::ZipArchive::from_slice(archive)?;
        let mut files = Vec::new();
        for header in archive.entries() {
            let header = header?;
            let name = header.file_path().try_normalize()?.as_ref().to_owned();
            let entry = archive.get_entry(header.wayfinder())?;
            let mut bytes = Vec::new();
            entry.verifying_reader(DeflateDecoder::new(entry.data())).read_to_end(&mut bytes)?;
            files.push((name, bytes));
        }
        Ok(files)
    }

    #[test]
    fn every_part_comes_back_in_its_order() -> Result<()> {
        let parts = [
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("WebResources/jm_tile", vec![7; 100_000]),
            ("empty", Vec::new()),
        ];
        let archive = zip(parts.clone().into_iter())?;
        assert_eq!(read_back(&archive)?, parts.map(|(name, bytes)| (name.to_owned(), bytes)));
        Ok(())
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() -> Result<()> {
        let parts = [("solution.xml", b"<ImportExportXml/>".to_vec())];
        assert_eq!(zip(parts.clone().into_iter())?, zip(parts.into_iter())?);
        Ok(())
    }
}
