//! A text in paragraphs, from a DOCX or a plain file, a line a paragraph. Nothing else of the file is looked at.
//!
//! Refuses to know: what the text says; numbers that Word sets by itself are not in the text and do not come out of it.

use crate::sheet::encoding::decode;
use crate::sheet::xml::{Item, Xml};
use std::io::{Cursor, Read as _};
use units::limits::TEXT_FILE_BYTES_MAX;
use zip::ZipArchive;

/// Why a file gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It is neither DOCX nor text, or a text in no encoding that offices use.
    #[error("neither a DOCX nor a plain text")]
    Kind,
    /// It is a DOCX that does not read.
    #[error("the DOCX is damaged")]
    Broken,
    /// It holds more than a text of rules ever does.
    #[error("too much text")]
    TooLarge,
}

/// Reads a file.
///
/// # Errors
/// [`TextError`].
pub fn read(bytes: &[u8]) -> Result<String, TextError> {
    if bytes.len() > TEXT_FILE_BYTES_MAX {
        return Err(TextError::TooLarge);
    }
    if bytes.starts_with(b"PK") {
        return docx(bytes);
    }
    // The older Word, PDF and pictures: known by their first bytes, and no text.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") || bytes.starts_with(b"%PDF") {
        return Err(TextError::Kind);
    }
    decode(bytes).map_err(|_| TextError::Kind)
}

fn docx(bytes: &[u8]) -> Result<String, TextError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TextError::Broken)?;
    let part = zip.by_name("word/document.xml").map_err(|_| TextError::Kind)?;
    let mut inflated = Vec::new();
    // One byte more than allowed, so that reaching the limit and passing it differ.
    let most = TEXT_FILE_BYTES_MAX as u64 * 4;
    part.take(most + 1).read_to_end(&mut inflated).map_err(|_| TextError::Broken)?;
    if inflated.len() as u64 > most {
        return Err(TextError::TooLarge);
    }
    let text = String::from_utf8(inflated).map_err(|_| TextError::Broken)?;
    let mut xml = Xml::new(&text, "document");
    // How many elements are open, and how many of them hold text.
    let (mut out, mut open, mut depth) = (String::new(), 0_u32, 0_u32);
    while let Some(item) = xml.next().map_err(|_| TextError::Broken)? {
        match item {
            Item::Open(e) => {
                open += 1;
                match e.name() {
                    "t" => depth += 1,
                    "br" | "cr" => out.push('\n'),
                    "tab" => out.push(' '),
                    _ => {}
                }
            }
            Item::Close(name) => {
                open = open.saturating_sub(1);
                match &*name {
                    "t" => depth = depth.saturating_sub(1),
                    "p" => out.push('\n'),
                    _ => {}
                }
            }
            Item::Text(text) if depth > 0 => out.push_str(&text),
            Item::Text(_) => {}
        }
    }
    if open == 0 { Ok(out) } else { Err(TextError::Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    fn zipped(name: &str, text: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn word_and_plain_files_give_the_same_lines() {
        let body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>第一条 </w:t></w:r><w:r><w:t>总则&amp;附则</w:t></w:r></w:p>\
                    <w:p><w:del><w:delText>删去的</w:delText></w:del><w:r><w:t>第二条</w:t><w:br/><w:t>下一行</w:t></w:r></w:p></w:body></w:document>";
        let text = "第一条 总则&附则\n第二条\n下一行\n";
        assert_eq!(read(&zipped("word/document.xml", body)).unwrap(), text);
        assert_eq!(read(text.as_bytes()).unwrap(), text);
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(read(&gb).unwrap(), text);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let broken = "<w:document><w:p><w:t>没有收尾";
        for (bytes, why) in [
            (zipped("xl/workbook.xml", "<a/>"), TextError::Kind),
            (zipped("word/document.xml", broken), TextError::Broken),
            (b"PK\x03\x04 cut short".to_vec(), TextError::Broken),
            (b"%PDF-1.7".to_vec(), TextError::Kind),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), TextError::Kind),
            (b"\xFF\xD8\xFF\x00\x00".to_vec(), TextError::Kind),
            (zipped("word/document.xml", &" ".repeat(TEXT_FILE_BYTES_MAX * 4 + 1)), TextError::TooLarge),
            (vec![b'a'; TEXT_FILE_BYTES_MAX + 1], TextError::TooLarge),
        ] {
            let first = &bytes[..bytes.len().min(8)];
            assert_eq!(read(&bytes), Err(why), "{first:?}");
        }
    }
}
