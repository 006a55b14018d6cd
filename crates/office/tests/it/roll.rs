//! Rolls as clerks really write them.

use crate::support::*;
use encoding_rs::GB18030;
use office::roll::{self, Owner, RollRow, Tenure, Use};
use units::{Area, Day};

fn area(text: &str) -> Option<Area> {
    Some(Area::parse(text).unwrap())
}

fn owner(name: &str, id_tail: &str, phone: &str) -> Owner {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Owner { name: name.to_owned(), id_tail: some(id_tail), phone: some(phone) }
}

/// `building-stairwell-room storey` of every row.
fn places(rows: &[RollRow]) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".into());
    let storey = |row: &RollRow| row.storey.map_or_else(|| "?".into(), |s| s.to_string());
    rows.iter().map(|r| format!("{}-{}-{} {}", r.building, or(&r.stairwell), r.room, storey(r))).collect()
}

#[test]
fn one_full_row() {
    let reading = read(&[
        &["某某小区业主名册"],
        &[
            "序号",
            "幢",
            "单元号",
            "室号",
            "房屋用途",
            "产权面积",
            "实测面积",
            "产权",
            "产权人",
            "身份证后四位",
            "联系电话",
            "登记日期",
            "租户",
            "备注",
        ],
        &[
            "1",
            "3号楼",
            "二单元",
            "501室",
            "商业",
            "1,089.5㎡",
            "1090",
            "已售未交付",
            "王芳，𠮷田㛃",
            "123x、-",
            "13800000001;0571-88880000",
            "2020年6月1日",
            "赵一、钱二",
            "朝南\n一楼有井",
        ],
    ]);
    assert_eq!(codes(&reading), [""; 0]);
    let row = &reading.rows[0];
    assert_eq!((&*row.sheet, row.row), ("名册", 3));
    assert_eq!(places(&reading.rows), ["3-2-501 5"]);
    assert_eq!((row.used, row.tenure), (Use::Shop, Tenure::Undelivered));
    assert_eq!((row.areas.register, row.areas.surveyed, row.areas.contract), (area("1089.5"), area("1090"), None));
    assert_eq!(row.owners, [owner("王芳", "123X", "13800000001"), owner("𠮷田㛃", "", "0571-88880000")]);
    assert_eq!(
        (row.since, row.occupiers.join(","), &*row.note),
        (Day::new(2020, 6, 1), "赵一,钱二".into(), "朝南\n一楼有井")
    );
    assert_eq!(notes(&reading), ["column-not-imported", "storey-derived"]);
    assert_eq!(reading.notes[0].what.zh, "这些列没有导入：序号");
}

#[test]
fn unknown_is_a_value() {
    let reading = read(&[
        &["楼栋", "房号", "面积", "业主", "证件号后四位", "取得日期"],
        &["3", "501", "", "", "", ""],
        &["3", "502", "待核实", "不详", "-", "/"],
        &["3", "503", "80", "王芳", "", ""],
    ]);
    assert_eq!(codes(&reading), [""; 0]);
    assert!(reading.rows[..2].iter().all(|r| r.areas.is_unknown() && r.owners.is_empty() && r.since.is_none()));
    assert_eq!((reading.rows[0].used, reading.rows[0].tenure), (Use::Home, Tenure::Sold));
    assert_eq!(reading.rows[2].areas.unstated, area("80"));
    let counts: Vec<_> = reading.notes.iter().map(|n| (n.code, n.count)).collect();
    assert_eq!(counts, [("area-unknown", 2), ("owner-unknown", 2), ("storey-derived", 3)]);
}

#[test]
fn a_stated_source_names_the_area() {
    let reading = read(&[
        &["楼栋", "房号", "建筑面积（㎡）", "面积来源"],
        &["3", "501", "80", "不动产登记簿"],
        &["3", "502", "81", "测绘"],
        &["3", "503", "82", "购房合同"],
        &["3", "504", "83", ""],
    ]);
    let areas: Vec<_> = reading.rows.iter().map(|r| r.areas).collect();
    assert_eq!(areas[0].register, area("80"));
    assert_eq!(areas[1].surveyed, area("81"));
    assert_eq!(areas[2].contract, area("82"));
    assert_eq!(areas[3].unstated, area("83"));
}

#[test]
fn storeys_stated_and_derived() {
    let reading = read(&[
        &["楼栋", "单元", "楼层", "房号", "用途"],
        &["1", "1", "", "501", ""],
        &["1", "1", "", "1203", ""],
        &["1", "1", "2", "502", ""],
        &["1", "1", "地下一层", "库1", "储藏室"],
        &["1", "", "", "B1-05", "车位"],
        &["1", "", "", "-101", "储藏室"],
        &["1", "", "", "105", "车位"],
    ]);
    let expect = ["1-1-501 5", "1-1-1203 12", "1-1-502 2", "1-1-库1 -1", "1-?-B1-05 -1", "1-?--101 -1", "1-?-105 ?"];
    assert_eq!(places(&reading.rows), expect);
}

#[test]
fn headers_of_two_rows_and_repeated_ones() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    sheet.merge_range(0, 0, 0, 4, "业主名册", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "楼栋", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "房号", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 3, "建筑面积（平方米）", &plain).unwrap();
    sheet.write_string(2, 2, "登记面积").unwrap();
    sheet.write_string(2, 3, "合同面积").unwrap();
    for (row, cells) in
        [(3, ["3", "501", "80", "81"]), (4, ["楼栋", "房号", "登记面积", "合同面积"]), (6, ["3", "502", "82", ""])]
    {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let reading = roll::read(&sheets(&workbook.save_to_buffer().unwrap(), "a.xlsx"), today());
    assert_eq!(codes(&reading), [""; 0]);
    assert_eq!(places(&reading.rows), ["3-?-501 5", "3-?-502 5"]);
    assert_eq!((reading.rows[0].areas.register, reading.rows[0].areas.contract), (area("80"), area("81")));
    assert_eq!(notes(&reading)[0], "header-repeated");
}

#[test]
fn what_deserves_a_second_look() {
    let check = |rows: &[&[&str]], code: &str, cells: &[&str]| {
        let mut all: Vec<&[&str]> = vec![&["楼栋", "单元", "房号", "业主", "证件号后四位"]];
        all.extend(rows);
        let reading = read(&all);
        assert_eq!(codes(&reading), [""; 0]);
        let got: Vec<String> = reading
            .notes
            .iter()
            .filter(|n| n.code == code)
            .flat_map(|n| n.places.iter().map(|p| p.at.to_string()))
            .collect();
        assert_eq!(got, cells, "{rows:?}");
    };
    check(&[&["3", "1", "501", "王芳", ""], &["3", "1", "502", "王芳", "1234"]], "same-name", &["C2", "C3"]);
    check(&[&["3", "1", "501", "王芳", "0123"], &["3", "1", "502", "王芳", "1234"]], "same-name", &[]);
    check(&[&["3", "1", "501", "王芳", ""], &["3", "1", "502", "李明", ""]], "same-name", &[]);
    check(&[&["3号楼", "1", "501", "", ""], &["3幢", "1", "502", "", ""]], "spelt-differently", &["C2", "C3"]);
    check(&[&["3号楼", "1", "501", "", ""], &["3 号楼", "1", "502", "", ""]], "spelt-differently", &[]);
    check(&[&["3", "1", "501", "", ""], &["3", "", "501", "", ""]], "near-duplicate", &["C2", "C3"]);
    check(&[&["3", "1", "501", "", ""], &["03", "1", "0501", "", ""]], "near-duplicate", &["C2", "C3"]);
    check(&[&["A", "1", "501", "", ""], &["a", "1", "501", "", ""]], "near-duplicate", &["C2", "C3"]);
    check(&[&["3", "1", "501", "", ""], &["3", "2", "501", "", ""]], "near-duplicate", &[]);
    check(&[&["3", "1", "501", "王\u{e123}", ""]], "private-character", &["C2"]);
}

#[test]
fn the_same_roll_in_every_format() {
    let text = "楼栋,单元,房号,登记面积,业主,证件号后四位,电话,取得日期\n\
                3号楼,2单元,501,89.53,\"王芳、𠮷田㛃\",\"0123、123X\",\"13800000001、-\",2020/6/1\n\
                3号楼,2单元,502,90,,,,\n";
    let mark = |text: &str| format!("\u{feff}{text}");
    let utf16: Vec<u8> = mark(text).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let quoted: Vec<Vec<String>> =
        text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect();
    let files: Vec<Vec<u8>> = vec![
        text.as_bytes().to_vec(),
        mark(text).into_bytes(),
        GB18030.encode(text).0.into_owned(),
        utf16,
        text.replace(',', "\t").into_bytes(),
        GB18030.encode(&text.replace(',', ";")).0.into_owned(),
        text.replace('\n', "\r\n").into_bytes(),
        workbook(&quoted),
    ];
    let read = |bytes: &[u8]| roll::read(&sheets(bytes, "名册"), today());
    let first = read(&files[7]);
    assert_eq!(codes(&first), [""; 0]);
    assert_eq!(first.rows[0].owners[1], owner("𠮷田㛃", "123X", ""));
    for file in &files {
        assert_eq!(read(file).rows, first.rows);
    }
}

#[test]
fn a_roll_from_another_library() {
    let reading = roll::read(&sheets(ROLL_XLS, "roll.xls"), today());
    assert_eq!(codes(&reading), [""; 0]);
    assert_eq!(places(&reading.rows)[4..], ["3-2-501 5", "3-2-601 6"]);
    assert_eq!(reading.rows[4].owners, [owner("张五", "0012", "13800000004"), owner("赵六", "123X", "")]);
    assert_eq!(reading.rows[0].owners, [owner("王一", "0012", "13800000000")]);
    assert_eq!(reading.rows[2].since, Day::new(2020, 6, 3));
    assert_eq!(notes(&reading)[..2], ["sheet-hidden", "sheet-not-read"]);
}

#[test]
fn a_roll_from_a_third_library() {
    let mut sheets = sheets(OPENPYXL_XLSX, "openpyxl.xlsx");
    assert!(sheets[1].hidden);
    let reading = roll::read(&sheets, today());
    assert_eq!(codes(&reading), ["G4 formula-uncomputed"]);
    sheets[0].cells.retain(|cell| cell.kind != office::sheet::Kind::Uncomputed);
    let reading = roll::read(&sheets, today());
    assert_eq!(places(&reading.rows)[..3], ["3-?-101 1", "3-?-201 2", "3-?-301 3"], "hidden rows are rows");
    assert_eq!(reading.rows[0].owners, [owner("业主一", "0012", "")]);
    assert_eq!((reading.rows[4].since, &*reading.rows[0].note), (Day::new(2020, 6, 5), "第一行\n第二行 𠮷㛃"));
}

#[test]
fn debug_output_names_nobody() {
    let reading = read(&[
        &["楼栋", "房号", "业主", "证件号后四位", "电话", "使用人", "备注"],
        &["3", "501", "王芳", "9876", "13800000001", "赵一", "欠费"],
    ]);
    let text = format!("{:?}", reading.rows);
    for personal in ["王芳", "9876", "13800000001", "赵一", "欠费"] {
        assert!(!text.contains(personal), "{text}");
    }
    assert!(text.contains("501"));
}
