//! Files made by hand, and short ways to say what came of them.

use office::roll::{self, Reading};
use office::sheet::{self, ReadError, Sheet};
use std::io::{Cursor, Write};
use units::Day;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const ROLL_XLS: &[u8] = include_bytes!("../../fixtures/roll.xls");
pub const WRONG_XLS: &[u8] = include_bytes!("../../fixtures/wrong.xls");
pub const OPENPYXL_XLSX: &[u8] = include_bytes!("../../fixtures/openpyxl.xlsx");
pub const LONG_XLS: &[u8] = include_bytes!("../../fixtures/long.xls");

pub fn today() -> Day {
    Day::new(2026, 11, 23).unwrap()
}

/// Reads what must be readable.
pub fn sheets(bytes: &[u8], name: &str) -> Vec<Sheet> {
    sheet::read(bytes, name).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// `A1 text` of every cell.
pub fn cells(sheet: &Sheet) -> Vec<String> {
    sheet.cells.iter().map(|c| format!("{} {}", c.at, c.text)).collect()
}

/// The code with which a file is refused.
pub fn refused(bytes: &[u8], name: &str) -> &'static str {
    sheet::read(bytes, name).map_or_else(|e: ReadError| e.code(), |_| "read")
}

/// A workbook of text cells, one sheet.
pub fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("名册").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Reads a roll of text cells given as rows.
pub fn read(rows: &[&[&str]]) -> Reading {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|t| (*t).to_owned()).collect()).collect();
    roll::read(&sheets(&workbook(&rows), "名册.xlsx"), today())
}

/// `C12 code` of every finding.
pub fn codes(reading: &Reading) -> Vec<String> {
    reading.findings.iter().map(|f| format!("{} {}", f.place.at, f.code)).collect()
}

/// The codes of the notes.
pub fn notes(reading: &Reading) -> Vec<&'static str> {
    reading.notes.iter().map(|n| n.code).collect()
}

/// A ZIP of these parts, stored as they are.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(parts, zip::CompressionMethod::Stored)
}

/// A ZIP of these parts.
pub fn zip_of(parts: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub const ROOT_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub const BOOK: &str =
    r#"<workbook><sheets><sheet name="名册" sheetId="1" r:id="rId1" xmlns:r="x"/></sheets></workbook>"#;
pub const BOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;

/// A workbook of one hand-written sheet; empty parts are left out.
pub fn xlsx(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", ROOT_RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    if !strings.is_empty() {
        parts.push(("xl/sharedStrings.xml", strings.as_bytes()));
    }
    if !styles.is_empty() {
        parts.push(("xl/styles.xml", styles.as_bytes()));
    }
    package(&parts)
}

/// One record of an XLS stream.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
}

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut body = stream.to_vec();
    body.resize(stream.len().max(4_096).div_ceil(SECTOR) * SECTOR, 0);
    let count = u32::try_from(body.len() / SECTOR).unwrap();
    // Sector 0: table; 1: directory; from 2: the stream.
    let mut table = vec![0xffff_fffd, 0xffff_fffe];
    table.extend((1..count).map(|i| i + 2));
    table.push(0xffff_fffe);
    assert!(table.len() <= SECTOR / 4, "one table sector is enough for these tests");
    table.resize(SECTOR / 4, 0xffff_ffff);
    let entry = |name: &str, kind: u8, start: u32, size: u32| {
        let mut out = vec![0; 128];
        for (i, unit) in name.encode_utf16().enumerate() {
            out[i * 2..i * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        out[66] = kind;
        out[116..120].copy_from_slice(&start.to_le_bytes());
        out[120..124].copy_from_slice(&size.to_le_bytes());
        out
    };
    let size = u32::try_from(stream.len().max(4_096)).unwrap();
    let mut directory = [entry("Root Entry", 5, 0xffff_fffe, 0), entry(name, 2, 2, size)].concat();
    directory.resize(SECTOR, 0);
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[26] = 3;
    header[30] = 9;
    header[32] = 6;
    header[44] = 1;
    header[48] = 1;
    header[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    for slot in header[80..].chunks_exact_mut(4) {
        slot.copy_from_slice(&0xffff_ffff_u32.to_le_bytes());
    }
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, body].concat()
}
