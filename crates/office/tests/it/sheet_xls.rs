//! XLS: fixtures of another library, and Excel 95 by hand.

use crate::support::*;
use encoding_rs::GB18030;
use office::sheet::{Kind, Region};

#[test]
fn a_roll_of_another_library() {
    let sheets = sheets(ROLL_XLS, "roll.xls");
    let names: Vec<(&str, bool)> = sheets.iter().map(|s| (&*s.name, s.hidden)).collect();
    assert_eq!(names, [("名册", false), ("没用的表", false), ("旧名册", true)]);
    let row: Vec<String> = cells(&sheets[0]).into_iter().filter(|c| c.contains("5 ")).collect();
    assert_eq!(row[..6], ["A5 3", "B5 2单元", "D5 301", "E5 住宅", "F5 91.53", "G5 已售"]);
    assert_eq!(row[6..], ["H5 𠮷田三", "I5 0014", "J5 13800000002", "K5 2020-06-03"]);
    assert_eq!(sheets[0].merged, [Region::parse("A1:L1").unwrap()]);
    assert!(cells(&sheets[0]).contains(&"L3 第一行\n第二行".to_owned()));
    assert_eq!(cells(&sheets[1]), ["A1 TRUE", "B2 0.3", "IV71 角落"]);
}

#[test]
fn merged_cells_are_known() {
    let sheet = sheets(WRONG_XLS, "wrong.xls").remove(0);
    assert_eq!(sheet.merged, [Region::parse("A2:A4").unwrap()]);
    let kinds: Vec<(String, Kind)> =
        sheet.cells.iter().filter(|c| c.at.column == 5).map(|c| (c.at.to_string(), c.kind)).collect();
    // This library stores its formulas with an empty text as result, as Excel does for `=""`: a blank to whoever looks.
    let expect = [("F1", Kind::Text), ("F3", Kind::Text)];
    assert_eq!(kinds, expect.map(|(at, kind)| (at.to_owned(), kind)));
}

#[test]
fn strings_over_many_records() {
    let sheet = sheets(LONG_XLS, "long.xls").remove(0);
    assert_eq!(sheet.cells.len(), 1_400);
    for (row, cells) in sheet.rows() {
        assert_eq!(&*cells[0].text, format!("{}{row}", "abcdefghij".repeat(3)));
        assert_eq!(&*cells[1].text, format!("{}{row}", "某某小区三号楼二单元五零一室".repeat(2)));
    }
}

/// A workbook of Excel 95: texts are bytes in the machine's code page.
fn excel_95(cells: &[(u16, u16, &str)]) -> Vec<u8> {
    let name = GB18030.encode("名册").0;
    let globals = |start: u32| {
        let sheet = [&start.to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat();
        [
            record(0x0809, &[0, 5, 5, 0, 0, 0, 0, 0]),
            record(0x0042, &936_u16.to_le_bytes()),
            record(0x041e, &[&164_u16.to_le_bytes()[..], &[10], b"yyyy-mm-dd"].concat()),
            record(0x00e0, &[0; 16]),
            record(0x00e0, &[0, 0, 164, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            record(0x0085, &sheet),
            record(0x000a, &[]),
        ]
        .concat()
    };
    let start = u32::try_from(globals(0).len()).unwrap();
    let mut stream = globals(start);
    stream.extend(record(0x0809, &[0, 5, 16, 0, 0, 0, 0, 0]));
    for (row, column, text) in cells {
        let text = GB18030.encode(text).0;
        let head = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], (text.len() as u16).to_le_bytes()].concat();
        stream.extend(record(0x0204, &[&head[..], &text].concat()));
    }
    let day = [&[9, 0, 0, 0, 1, 0][..], &43_983_f64.to_le_bytes()].concat();
    stream.extend(record(0x0203, &day));
    // A chart inside the sheet, with cells of its own that are not the sheet's.
    stream.extend(record(0x0809, &[0, 5, 32, 0, 0, 0, 0, 0]));
    stream.extend(record(0x0203, &day));
    stream.extend(record(0x000a, &[]));
    stream.extend(record(0x000a, &[]));
    compound("Book", &stream)
}

#[test]
fn excel_95_reads_in_its_code_page() {
    let sheet = sheets(&excel_95(&[(0, 0, "楼栋"), (0, 1, "房号"), (1, 0, "3号楼")]), "a.xls").remove(0);
    assert_eq!(&*sheet.name, "名册");
    assert_eq!(cells(&sheet), ["A1 楼栋", "B1 房号", "A2 3号楼", "A10 2020-06-01"]);
}

fn biff8(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let head = |start: u32| {
        let tab = [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
        [vec![record(0x0809, &[0, 6, 5, 0])], globals.to_vec(), vec![record(0x0085, &tab), record(0x000a, &[])]]
            .concat()
            .concat()
    };
    let start = u32::try_from(head(0).len()).unwrap();
    let body = [vec![record(0x0809, &[0, 6, 16, 0])], sheet.to_vec(), vec![record(0x000a, &[])]].concat().concat();
    compound("Workbook", &[head(start), body].concat())
}

#[test]
fn a_formula_marked_for_calculation_has_no_result() {
    let formula =
        |column: u8, flags: u8| record(0x0006, &[&[0, 0, column, 0, 0, 0][..], &[0; 8], &[flags, 0], &[0; 6]].concat());
    let sheet = sheets(&biff8(&[], &[formula(0, 3), formula(1, 1)]), "a.xls").remove(0);
    let got: Vec<(&str, Kind)> = sheet.cells.iter().map(|c| (&*c.text, c.kind)).collect();
    assert_eq!(got, [("=", Kind::Uncomputed), ("0", Kind::Number)]);
}

#[test]
fn every_record_a_cell_can_be() {
    let rk = |value: i32| ((value << 2) as u32 | 3).to_le_bytes();
    let formula = |value: [u8; 8]| record(0x0006, &[&[5, 0, 0, 0, 0, 0][..], &value, &[0; 8]].concat());
    let text = record(0x0207, &[&2_u16.to_le_bytes()[..], &[1], &[0x57, 0x53, 0x17, 0x53]].concat());
    let sheet = [
        record(0x00bd, &[&[0, 0, 0, 0][..], &[0, 0], &rk(8953), &[0, 0], &rk(100), &[1, 0]].concat()),
        record(0x027e, &[&[1, 0, 0, 0, 0, 0][..], &rk(50)].concat()),
        record(0x0205, &[2, 0, 0, 0, 0, 0, 0x17, 1]),
        record(0x0205, &[2, 0, 1, 0, 0, 0, 0, 0]),
        formula([0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        record(0x04bc, &[0; 10]),
        text.clone(),
        // A text record that belongs to no formula.
        text,
    ];
    let sheet = sheets(&biff8(&[], &sheet), "a.xls").remove(0);
    assert_eq!(cells(&sheet), ["A1 89.53", "B1 1", "A2 0.5", "A3 #REF!", "B3 FALSE", "A6 南北"]);
}

#[test]
fn locked_old_and_foreign_files_say_so() {
    assert_eq!(refused(&biff8(&[record(0x002f, &[0; 6])], &[]), "a.xls"), "password");
    assert_eq!(refused(&compound("EncryptedPackage", b""), "a.xlsx"), "password");
    assert_eq!(refused(&compound("WordDocument", b""), "a.xls"), "not-a-spreadsheet");
    assert_eq!(refused(&compound("Other", b""), "a.xls"), "not-a-spreadsheet");
    assert_eq!(refused(&compound("Workbook", &record(0x0409, &[0, 4, 16, 0])), "a.xls"), "old-excel");
    assert_eq!(refused(&compound("Workbook", &record(0x0809, &[0, 2, 16, 0])), "a.xls"), "old-excel");
    assert_eq!(
        refused(&compound("Workbook", &[record(0x0809, &[0, 6, 5, 0]), record(10, &[])].concat()), "a.xls"),
        "no-sheet"
    );
}

#[test]
fn damage_is_told() {
    let good = biff8(&[], &[record(0x0203, &[&[0; 6][..], &1_f64.to_le_bytes()].concat())]);
    assert_eq!(refused(&good, "a.xls"), "read");
    for (globals, sheet) in [
        (vec![], vec![record(0x0203, &[0; 10])]),
        (vec![], vec![record(0x00fd, &[0; 10])]),
        (vec![], vec![record(0x0204, &[0, 0, 0, 0, 0, 0, 9, 0, 0, b'a'])]),
        (vec![], vec![record(0x00e5, &[1])]),
        (vec![], vec![record(0x0006, &[0; 12])]),
        (vec![record(0x0022, &[])], vec![]),
        (vec![record(0x00fc, &[1, 0, 0, 0, 1, 0, 0, 0, 5, 0])], vec![]),
        (vec![record(0x041e, &[0, 0, 9, 0, 0])], vec![]),
    ] {
        assert_eq!(refused(&biff8(&globals, &sheet), "a.xls"), "damaged", "{globals:?} {sheet:?}");
    }
    assert_eq!(refused(&good[..600], "a.xls"), "damaged");
    assert_eq!(refused(&good[..8], "a.xls"), "damaged");
    assert_eq!(refused(&compound("Workbook", &record(0x0809, &[0, 6, 5, 0])), "a.xls"), "damaged", "no end");
}
