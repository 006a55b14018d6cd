//! What a file is, by its content; the name decides only whether text is a disguise.

use super::{ReadError, encoding};

/// What a file turned out to be.
pub(super) enum Content {
    /// A ZIP container: XLSX, or something else in a ZIP.
    Zip,
    /// A compound file: XLS, or something else of that age.
    Cfb,
    /// Text.
    Text(String),
}

/// First bytes of what is not a spreadsheet.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"{\\rtf", "Word"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"RIFF", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "unknown"),
    (b"\x7fELF", "unknown"),
];

/// First bytes of a BIFF2 to BIFF8 stream that lacks its container.
const BARE_BIFF: [&[u8]; 4] = [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08"];

/// Decides what `bytes` are.
pub(super) fn content(bytes: &[u8], name: &str) -> Result<Content, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Content::Zip);
    }
    if bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"PK\x07\x08") {
        return Err(ReadError::NotASpreadsheet { looks_like: "archive" });
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Content::Cfb);
    }
    if let Some((_, looks_like)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ReadError::NotASpreadsheet { looks_like });
    }
    if BARE_BIFF.iter().any(|start| bytes.starts_with(start)) {
        return Err(ReadError::OldExcel);
    }
    let text = encoding::decode(bytes)?;
    refuse_markup(&text)?;
    if super::trim(&text).is_empty() {
        return Err(ReadError::Empty);
    }
    if is_workbook_name(name) {
        return Err(ReadError::TextInDisguise);
    }
    Ok(Content::Text(text))
}

/// Web pages, web archives and XML spreadsheets, which many older systems hand out under the name `.xls`.
fn refuse_markup(text: &str) -> Result<(), ReadError> {
    let head: String = super::trim(text).chars().take(4_096).collect::<String>().to_ascii_lowercase();
    if head.starts_with("mime-version:") {
        return Err(ReadError::WebPage);
    }
    if !head.starts_with('<') {
        return Ok(());
    }
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && !head.contains("<html") {
        return Err(ReadError::XmlSpreadsheet);
    }
    if ["<!doctype html", "<html", "<head", "<meta", "<style", "<table", "<body", "<div"]
        .iter()
        .any(|tag| head.contains(tag))
    {
        return Err(ReadError::WebPage);
    }
    if head.starts_with("<?xml") { Err(ReadError::NotASpreadsheet { looks_like: "unknown" }) } else { Ok(()) }
}

fn is_workbook_name(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    [".xls", ".xlsx", ".xlsm", ".et", ".xlt", ".xltx", ".ett"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], name: &str, expect: &str) {
        let got = match content(bytes, name) {
            Ok(Content::Zip) => "zip",
            Ok(Content::Cfb) => "cfb",
            Ok(Content::Text(_)) => "text",
            Err(e) => e.code(),
        };
        assert_eq!(got, expect, "{name}: {}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn content_decides_not_the_name() {
        check(b"PK\x03\x04rest", "a.xls", "zip");
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.csv", "cfb");
        check("楼栋,房号\n".as_bytes(), "a.csv", "text");
        check("楼栋\t房号\n".as_bytes(), "a.txt", "text");
        check(b"a,b", "", "text");
        check(b"<5,b", "a.csv", "text");
    }

    #[test]
    fn disguises_and_strangers_are_refused() {
        check("楼栋,房号\n".as_bytes(), "名册.XLS", "text-in-disguise");
        check(b"a,b", "a.xlsx", "text-in-disguise");
        check(b"  <html><table><tr><td>1", "a.xls", "web-page");
        check("\u{feff}<!DOCTYPE HTML PUBLIC>".as_bytes(), "a.xls", "web-page");
        check(b"<table border=1><tr>", "a.csv", "web-page");
        check(b"<?xml version=\"1.0\"?><html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", "a.xls", "web-page");
        check(b"MIME-Version: 1.0\nX-Document-Type: Workbook", "a.xls", "web-page");
        check(
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "a.xls",
            "xml-spreadsheet",
        );
        check(b"<?xml version=\"1.0\"?><roll/>", "a.xml", "not-a-spreadsheet");
        check(b"%PDF-1.7", "a.xlsx", "not-a-spreadsheet");
        check(b"\x89PNG\r\n", "a.xlsx", "not-a-spreadsheet");
        check(b"Rar!\x1a\x07", "a.xlsx", "not-a-spreadsheet");
        check(b"PK\x05\x06", "a.xlsx", "not-a-spreadsheet");
        check(b"\x09\x08\x10\x00\x00\x06\x05\x00", "a.xls", "old-excel");
        check(b"\x09\x00\x04\x00\x07\x00\x10\x00", "a.xls", "old-excel");
        check(b"", "a.csv", "empty");
        check(b" \r\n\t", "a.csv", "empty");
        check(b"\xef\xbb\xbf", "a.csv", "empty");
        check(b"\x00\x01\x02\x03", "a.csv", "encoding");
        check(b"\xff\xff\xff\xff\x80", "a.csv", "encoding");
    }
}
