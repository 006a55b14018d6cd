//! Files built to do harm, and files that merely went through much. Nothing panics, nothing grows without bound.

use crate::support::*;
use office::{limits, roll, sheet};
use proptest::prelude::*;
use zip::CompressionMethod;

/// Reads as the server does; what comes of it is not the point.
fn survive(bytes: &[u8], name: &str) {
    if let Ok(sheets) = sheet::read(bytes, name) {
        let reading = roll::read(&sheets, today());
        assert!(reading.findings.is_empty() || reading.rows.is_empty());
    }
}

#[test]
fn a_declared_count_reserves_nothing() {
    // Half a kilobyte that asks for 10¹⁴ strings.
    let bytes = xlsx("<worksheet/>", "<sst uniqueCount=\"100000000000000\"><si><t>a</t></si></sst>", "");
    assert_eq!(refused(&bytes, "a.xlsx"), "read");
    let strings = [&1_u32.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &[1, 0, 0, b'a']].concat();
    let stream = [record(0x0809, &[0, 6, 5, 0]), record(0x00fc, &strings), record(0x000a, &[])].concat();
    assert_eq!(refused(&compound("Workbook", &stream), "a.xls"), "too-many-cells");
}

#[test]
fn a_sheet_as_wide_as_excel_costs_only_its_cells() {
    let corners = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row><c><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>\
                   <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let sheets = sheets(&xlsx(corners, "", ""), "a.xlsx");
    assert_eq!(cells(&sheets[0]), ["A1 1", "XFD1048576 2"]);
}

#[test]
fn bombs_are_not_unfolded() {
    let blanks = vec![b' '; limits::PART_BYTES_MAX + 1];
    let part = |name: &'static str, bytes: &'static [u8]| (name, bytes);
    let mut parts = vec![
        part("_rels/.rels", ROOT_RELS.as_bytes()),
        part("xl/workbook.xml", BOOK.as_bytes()),
        part("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
    ];
    let small = |parts: &[(&str, &[u8])]| {
        let bytes = zip_of(parts, CompressionMethod::Deflated);
        assert!(bytes.len() < 1 << 20, "{}", bytes.len());
        bytes
    };
    let all: Vec<(&str, &[u8])> = [parts.clone(), vec![]].concat();
    let sheet = [all.clone(), vec![("xl/worksheets/sheet1.xml", blanks.as_slice())]].concat();
    assert_eq!(refused(&small(&sheet), "a.xlsx"), "bomb", "one part");
    // A hundred names of one part: each within its limit, not all together.
    let sheets: String = (0..100).map(|i| format!("<sheet name=\"{i}\" id=\"rId1\"/>")).collect();
    let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    parts.remove(1);
    let mut all: Vec<(&str, &[u8])> = parts;
    let half = ["<worksheet/>".as_bytes(), &blanks[..limits::PART_BYTES_MAX / 8]].concat();
    all.push(("xl/workbook.xml", book.as_bytes()));
    all.push(("xl/worksheets/sheet1.xml", &half));
    assert_eq!(refused(&small(&all), "a.xlsx"), "bomb", "many parts");
}

#[test]
fn containers_of_countless_entries_are_refused() {
    let names: Vec<String> = (0..=limits::ZIP_ENTRIES_MAX).map(|i| format!("{i}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refused(&package(&parts), "a.xlsx"), "bomb");
    let sheets: String = (0..=limits::SHEETS_MAX).map(|i| format!("<sheet name=\"{i}\" id=\"rId1\"/>")).collect();
    let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let bytes = package(&[
        ("_rels/.rels", ROOT_RELS.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
    ]);
    assert_eq!(refused(&bytes, "a.xlsx"), "too-many-sheets");
}

#[test]
fn limits_of_size() {
    assert_eq!(refused(&vec![b'a'; units::limits::UPLOAD_BYTES_MAX + 1], "a.csv"), "too-large");
    let rows = "1\n".repeat(units::limits::SHEET_ROWS_MAX + 1);
    assert_eq!(refused(rows.as_bytes(), "a.csv"), "too-many-rows");
    let blanks = format!("1{}2\n", "\n".repeat(units::limits::SHEET_ROWS_MAX * 2));
    assert_eq!(refused(blanks.as_bytes(), "a.csv"), "read", "blank rows are none");
    let wide = format!("{}\n", "1,".repeat(limits::CELLS_MAX / 50_000)).repeat(50_001);
    assert_eq!(refused(wide.as_bytes(), "a.csv"), "too-many-cells");
}

#[test]
fn chains_that_loop_end() {
    let good = compound("Workbook", &record(0x0809, &[0, 6, 5, 0]));
    assert_eq!(refused(&good, "a.xls"), "damaged");
    let with = |at: usize, value: u32| {
        let mut bytes = good.clone();
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        refused(&bytes, "a.xls")
    };
    // The directory, which has no length of its own, goes round for ever.
    assert_eq!(with(512 + 4, 1), "damaged");
    // The stream goes back to its start, and claims to be endless.
    let mut bytes = good.clone();
    bytes[512 + 12..512 + 16].copy_from_slice(&2_u32.to_le_bytes());
    bytes[1024 + 128 + 120..1024 + 128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(refused(&bytes, "a.xls"), "damaged");
    // The list of table sectors names itself as its continuation.
    assert_eq!(with(68, 0), "damaged");
    // Sectors that are not there.
    assert_eq!(with(48, 1_000), "damaged");
    assert_eq!(with(76, 0xffff_fff0), "damaged");
    assert_eq!(with(512 + 4, 0x7fff_ffff), "damaged");
}

#[test]
fn a_million_merged_regions_are_a_few() {
    let regions: String = (0..200_000).map(|i| format!("<mergeCell ref=\"A{}:B{}\"/>", i * 2 + 1, i * 2 + 2)).collect();
    let sheet = format!(
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>楼栋</t></is></c><c t=\"inlineStr\"><is><t>房号</t></is></c></row><row r=\"500000\"><c><v>1</v></c><c><v>2</v></c></row></sheetData><mergeCells>{regions}</mergeCells></worksheet>"
    );
    let sheets = sheets(&xlsx(&sheet, "", ""), "a.xlsx");
    assert_eq!(sheets[0].merged.len(), limits::MERGED_MAX);
    let reading = roll::read(&sheets, today());
    assert_eq!(reading.findings.len(), units::limits::SHEET_FINDINGS_MAX + 1);
}

/// A workbook whose parts are stored, so that changing a byte of it changes XML and not only a checksum.
fn stored_roll() -> Vec<(&'static str, String)> {
    let cells = "<c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>房号</t></is></c><c t=\"str\"><v>面积</v></c>";
    let rows = "<c><v>3</v></c><c s=\"1\"><v>501</v></c><c><f>80+1</f><v>81</v></c>";
    vec![
        ("_rels/.rels", ROOT_RELS.to_owned()),
        ("xl/workbook.xml", BOOK.to_owned()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.to_owned()),
        ("xl/sharedStrings.xml", "<sst><si><t>楼栋</t></si></sst>".to_owned()),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0000\"/></numFmts><cellXfs><xf/><xf numFmtId=\"164\"/></cellXfs></styleSheet>".to_owned()),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData><row r=\"1\">{cells}</row><row>{rows}</row></sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>"),
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_after_any_beginning(start in 0_usize..8, bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let starts: [&[u8]; 8] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<?xml", b"\x09\x08"];
        survive(&[starts[start], &bytes].concat(), "a");
        survive(&compound("Workbook", &[&record(0x0809, &[0, 6, 5, 0]), &bytes[..]].concat()), "a");
    }

    #[test]
    fn any_text(text in any::<String>()) {
        survive(text.as_bytes(), "a.csv");
        survive(format!("楼栋,房号,业主\n{text}").as_bytes(), "a.csv");
    }

    #[test]
    fn any_text_in_a_column(texts in prop::collection::vec(any::<String>(), 17)) {
        let header = ["楼栋", "单元", "楼层", "房号", "用途", "登记面积", "实测面积", "合同面积", "面积", "面积来源", "产权状态", "业主", "证件号后四位", "电话", "取得日期", "使用人", "备注"];
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let row: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        survive(format!("{}\n{}\n", header.join(","), row.join(",")).as_bytes(), "a.csv");
    }

    #[test]
    fn records_in_any_order(records in prop::collection::vec((0_usize..22, prop::collection::vec(any::<u8>(), 0..40)), 0..40)) {
        const KINDS: [u16; 22] = [0x0006, 0x000a, 0x0022, 0x003c, 0x0042, 0x0085, 0x00bd, 0x00d6, 0x00e0, 0x00e5, 0x00fc, 0x00fd, 0x0203, 0x0204, 0x0205, 0x0207, 0x027e, 0x041e, 0x0809, 0x0809, 0x000a, 0x0085];
        let mut stream = record(0x0809, &[0, 6, 5, 0]);
        for (kind, data) in records {
            // Tabs point back to the beginning, so that the same records are read as a sheet too.
            let data = if KINDS[kind] == 0x0085 { vec![0, 0, 0, 0, 0, 0, 1, 0, b'a'] } else { data };
            stream.extend(record(KINDS[kind], &data));
        }
        survive(&compound("Workbook", &stream), "a.xls");
    }

    #[test]
    fn changed_bytes_of_a_workbook(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        for good in [package(&stored_roll().iter().map(|(n, t)| (*n, t.as_bytes())).collect::<Vec<_>>()), ROLL_XLS.to_vec(), WRONG_XLS.to_vec()] {
            let mut bytes = good;
            for (index, byte) in &changes {
                let at = index.index(bytes.len());
                bytes[at] = *byte;
            }
            survive(&bytes, "a");
            bytes.truncate(cut.index(bytes.len()));
            survive(&bytes, "a");
        }
    }

    #[test]
    fn changed_characters_of_a_part(part in 0_usize..6, changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..16), 1..6)) {
        const SIGNS: [&str; 16] = ["<", ">", "/", "\"", "=", "&", ";", "9", "-", "#", "楼", "\0", "<c>", "</c>", "<row r=\"9\">", "_x0000_"];
        let mut parts = stored_roll();
        for (index, sign) in &changes {
            let chars: Vec<char> = parts[part].1.chars().collect();
            let at = index.index(chars.len());
            parts[part].1 = chars[..at].iter().collect::<String>() + SIGNS[*sign] + &chars[at + 1..].iter().collect::<String>();
        }
        survive(&package(&parts.iter().map(|(n, t)| (*n, t.as_bytes())).collect::<Vec<_>>()), "a.xlsx");
    }
}
