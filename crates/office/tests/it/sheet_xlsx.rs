//! XLSX in all the spellings that programs other than Excel write.

use crate::support::*;
use office::sheet::{Kind, Region};
use rust_xlsxwriter::{Format, Formula, Workbook};

const HEAD: &str = "<worksheet><sheetData>";
const TAIL: &str = "</sheetData></worksheet>";

fn check(sheet: &str, strings: &str, styles: &str, expect: &[&str]) {
    let sheets = sheets(&xlsx(sheet, strings, styles), "a.xlsx");
    assert_eq!(cells(&sheets[0]), expect, "{sheet}");
}

fn check_rows(rows: &str, expect: &[&str]) {
    check(&format!("{HEAD}{rows}{TAIL}"), "", "", expect);
}

#[test]
fn a_workbook_of_a_spreadsheet_program() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let chinese = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let tail = Format::new().set_num_format("0000");
    let merged = Format::new();
    sheet.write_string(0, 0, "𠮷㛃 &<>\"\n二").unwrap();
    sheet.write_number(1, 0, 89.530_000_000_000_01).unwrap();
    sheet.write_number(1, 1, 501.0).unwrap();
    sheet.write_number(1, 2, 13_800_138_000.0).unwrap();
    sheet.write_number_with_format(2, 0, 43_983.0, &day).unwrap();
    sheet.write_number_with_format(2, 1, 43_983.0, &chinese).unwrap();
    sheet.write_number_with_format(2, 2, 123.0, &tail).unwrap();
    sheet.write_boolean(3, 0, true).unwrap();
    sheet.write_formula(4, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(4, 1, Formula::new("=A99").set_result("#REF!")).unwrap();
    sheet.write_formula(4, 2, Formula::new("=A1&\"x\"").set_result("文字")).unwrap();
    sheet.merge_range(5, 0, 7, 1, "合并", &merged).unwrap();
    sheet.set_row_hidden(1).unwrap();
    sheet.set_column_hidden(2).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let sheet = sheets(&bytes, "a.xlsx").remove(0);
    assert_eq!(
        cells(&sheet),
        [
            "A1 𠮷㛃 &<>\"\n二",
            "A2 89.53",
            "B2 501",
            "C2 13800138000",
            "A3 2020-06-01",
            "B3 2020-06-01",
            "C3 0123",
            "A4 TRUE",
            "A5 2",
            "B5 #REF!",
            "C5 文字",
            "A6 合并",
        ]
    );
    let kinds: Vec<Kind> = sheet.cells.iter().map(|c| c.kind).collect();
    use Kind::{Bool, Date, Error, Number, Text};
    assert_eq!(kinds, [Text, Number, Number, Number, Date, Date, Number, Bool, Number, Error, Text, Text]);
    assert_eq!(sheet.merged, [Region::parse("A6:B8").unwrap()]);
}

#[test]
fn every_way_to_write_a_text() {
    let strings = "<sst uniqueCount=\"99999999999999\"><si><t>一</t></si><si><r><t>二</t></r><r><rPr/><t xml:space=\"preserve\"> 三</t></r>\
                   <rPh sb=\"0\" eb=\"1\"><t>ニ</t></rPh></si><si/><si><t>_xD842__xDFB7_&#x20BB7;</t></si></sst>";
    check(
        &format!(
            "{HEAD}<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>{TAIL}"
        ),
        strings,
        "",
        &["A1 一", "B1 二 三", "D1 𠮷𠮷"],
    );
    check_rows(
        "<row><c t=\"inlineStr\"><is><t>内联</t></is></c><c t=\"inlineStr\"><is><r><t>分</t></r><r><t>段</t></r></is></c></row>",
        &["A1 内联", "B1 分段"],
    );
    check_rows(
        "<row><c t=\"str\"><f>A2</f><v>结果&amp;</v></c><c t=\"str\"><v><![CDATA[<原样>]]></v></c></row>",
        &["A1 结果&", "B1 <原样>"],
    );
}

#[test]
fn places_may_be_left_out() {
    check_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>", &["A1 1", "B1 2", "A3 3"]);
    check_rows(
        "<row r=\"5\"><c r=\"C5\"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        &["C5 1", "D5 2", "A6 3"],
    );
    check_rows(
        "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        &["A1 1", "A2 2"],
    );
    check_rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", &["XFD1048576 1"]);
}

#[test]
fn prefixes_and_unknown_parts_do_not_matter() {
    check(
        "<x:worksheet xmlns:x=\"m\"><x:sheetPr><x:tabColor/></x:sheetPr><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row>\
         </x:sheetData><x:mergeCells><x:mergeCell ref=\"A1:B2\"/></x:mergeCells><x:extLst><x:ext><f>Z</f><c><v>9</v></c></x:ext></x:extLst></x:worksheet>",
        "",
        "",
        &["A1 7"],
    );
}

#[test]
fn formulas_are_read_by_their_stored_result() {
    let sheet = format!(
        "{HEAD}<row><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c><f>1+1</f><v/></c><c t=\"str\"><f>\"\"</f><v></v></c>\
         <c><f t=\"shared\" si=\"0\"/><v>5</v></c><c t=\"e\"><f>X</f><v>#SPILL!</v></c><c s=\"1\"/></row>{TAIL}"
    );
    let sheet = sheets(&xlsx(&sheet, "", ""), "a.xlsx").remove(0);
    let got: Vec<(String, Kind)> = sheet.cells.iter().map(|c| (c.at.to_string(), c.kind)).collect();
    let expect = [
        ("A1", Kind::Uncomputed),
        ("B1", Kind::Uncomputed),
        ("C1", Kind::Uncomputed),
        ("E1", Kind::Number),
        ("F1", Kind::Error),
    ];
    assert_eq!(got, expect.map(|(at, kind)| (at.to_owned(), kind)));
}

#[test]
fn dates_by_style() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>\
                  <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"31\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>";
    check(
        &format!(
            "{HEAD}<row><c s=\"0\"><v>43983</v></c><c s=\"1\"><v>43983</v></c><c s=\"2\"><v>43983</v></c><c s=\"3\"><v>43983.5</v></c><c s=\"4\"><v>43983</v></c><c s=\"99\"><v>43983</v></c><c t=\"d\"><v>2020-06-01T00:00:00</v></c></row>{TAIL}"
        ),
        "",
        styles,
        &["A1 43983", "B1 2020-06-01", "C1 2020-06-01", "D1 2020-06-01 12:00", "E1 43983", "F1 43983", "G1 2020-06-01"],
    );
}

#[test]
fn several_sheets_old_calendars_and_odd_paths() {
    let rels = r#"<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="/XL/Worksheets/One.xml"/><Relationship Id="b" Type="http://x/chartsheet" Target="chart.xml"/><Relationship Id="c" Type="http://x/worksheet" Target="worksheets\two.xml"/><Relationship Id="d" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;
    let book = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="1号楼 &amp; 2号楼" id="a"/><sheet name="图" id="b"/><sheet name="旧" state="veryHidden" id="c"/></sheets></workbook>"#;
    let one = "<worksheet><sheetData><row><c s=\"0\"><v>42521</v></c></row></sheetData></worksheet>";
    let two: Vec<u8> = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>宽</t></is></c></row></sheetData></worksheet>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let bytes = package(&[
        ("_rels/.rels", ROOT_RELS.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/one.xml", one.as_bytes()),
        ("xl\\worksheets\\two.xml", &two),
        ("xl/styles.xml", styles.as_bytes()),
    ]);
    let sheets = sheets(&bytes, "a.xlsx");
    let got: Vec<(&str, usize, bool, Vec<String>)> =
        sheets.iter().map(|s| (&*s.name, s.index, s.hidden, cells(s))).collect();
    assert_eq!(
        got,
        [("1号楼 & 2号楼", 0, false, vec!["A1 2020-06-01".to_owned()]), ("旧", 1, true, vec!["A1 宽".to_owned()])]
    );
}

#[test]
fn other_packages_say_what_they_are() {
    let rel = |target: &str| ROOT_RELS.replace("xl/workbook.xml", target);
    for (parts, code) in [
        (
            vec![("_rels/.rels", rel("word/document.xml")), ("word/document.xml", "<w/>".to_owned())],
            "not-a-spreadsheet",
        ),
        (vec![("_rels/.rels", rel("xl/workbook.bin")), ("xl/workbook.bin", String::new())], "binary-workbook"),
        (vec![("mimetype", "application/vnd.oasis".to_owned()), ("content.xml", "<o/>".to_owned())], "open-document"),
        (vec![("名册.xlsx", "PK".to_owned())], "not-a-spreadsheet"),
        (vec![("_rels/.rels", rel("xl/workbook.xml"))], "damaged"),
        (vec![("_rels/.rels", rel("xl/workbook.xml")), ("xl/workbook.xml", BOOK.to_owned())], "damaged"),
        (vec![("_rels/.rels", "<Relationships".to_owned()), ("xl/workbook.xml", BOOK.to_owned())], "damaged"),
    ] {
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        assert_eq!(refused(&package(&parts), "a.xlsx"), code, "{parts:?}");
    }
}

#[test]
fn damage_is_told() {
    for rows in [
        "<row r=\"0\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"x\"/>",
        "<row><c r=\"XFE1\"><v>1</v></c></row>",
        "<row><c r=\"1A\"><v>1</v></c></row>",
        "<row><c t=\"s\"><v>0</v></c></row>",
        "<row><c t=\"s\"><v>x</v></c></row>",
        "<row><c><v>1</v></row>",
        "<row></sheetData>",
    ] {
        assert_eq!(refused(&xlsx(&format!("{HEAD}{rows}{TAIL}"), "", ""), "a.xlsx"), "damaged", "{rows}");
    }
    let merged = "<worksheet><sheetData/><mergeCells><mergeCell ref=\"A1:\"/></mergeCells></worksheet>";
    assert_eq!(refused(&xlsx(merged, "", ""), "a.xlsx"), "damaged");
    assert_eq!(refused(&xlsx("\u{0}", "", ""), "a.xlsx"), "read", "no sheet data is an empty sheet");
    assert_eq!(refused(b"PK\x03\x04", "a.xlsx"), "damaged");
}
