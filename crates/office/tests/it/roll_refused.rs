//! Everything a roll can have wrong with it, each where it stands.

use crate::support::*;
use office::roll;
use office::sheet;
use rust_xlsxwriter::{Format, Formula, Workbook};

const HEADER: [&str; 17] = [
    "楼栋",         // A
    "单元",         // B
    "楼层",         // C
    "房号",         // D
    "用途",         // E
    "登记面积",     // F
    "实测面积",     // G
    "合同面积",     // H
    "面积",         // I
    "面积来源",     // J
    "产权状态",     // K
    "业主",         // L
    "证件号后四位", // M
    "电话",         // N
    "取得日期",     // O
    "使用人",       // P
    "备注",         // Q
];

/// A row of unit 3-2-501 with some cells replaced, by column letter.
fn row(cells: &[(char, &str)]) -> Vec<String> {
    let mut row = vec![String::new(); HEADER.len()];
    (row[0], row[1], row[3]) = ("3".into(), "2".into(), "501".into());
    for (column, text) in cells {
        row[*column as usize - 'A' as usize] = (*text).to_owned();
    }
    row
}

/// A header and these rows; the findings as `A2 code`.
fn check_rows(rows: &[Vec<String>], expect: &[&str]) {
    let mut all = vec![HEADER.map(str::to_owned).to_vec()];
    all.extend(rows.iter().cloned());
    let reading = roll::read(&sheets(&workbook(&all), "名册.xlsx"), today());
    assert_eq!(codes(&reading), expect, "{rows:?}");
    assert_eq!(reading.rows.is_empty(), !expect.is_empty() || rows.is_empty(), "nothing is half imported");
    for finding in &reading.findings {
        for words in [&finding.what, &finding.cure] {
            assert!(!words.zh.is_empty() && !words.en.is_empty(), "{}", finding.code);
        }
        assert_eq!(&*finding.place.name, "名册");
    }
}

fn check(cells: &[(char, &str)], expect: &[&str]) {
    check_rows(&[row(cells)], expect);
}

#[test]
fn labels() {
    check(&[], &[]);
    check(&[('A', "")], &["A2 missing-building"]);
    check(&[('D', "")], &["D2 missing-room"]);
    check(&[('A', ""), ('B', ""), ('D', "3-2-501")], &["D2 whole-address"]);
    check(&[('A', ""), ('B', ""), ('D', "3号楼2单元501室")], &["D2 whole-address"]);
    check(&[('A', ""), ('D', "S-01")], &["A2 missing-building"]);
    check(&[('A', ""), ('B', ""), ('D', ""), ('Q', "制表人：某某")], &["Q2 stray-row"]);
    check(&[('A', "３号楼")], &["A2 full-width"]);
    check(&[('D', "５０１")], &["D2 full-width"]);
    check(&[('B', "２")], &["B2 full-width"]);
    check(&[('D', "501、502")], &["D2 label-characters"]);
    check(&[('D', "501/502")], &["D2 label-characters"]);
    check(&[('A', "3号楼（东）")], &["A2 full-width"]);
    check(&[('A', "3号楼(东)")], &["A2 label-characters"]);
    check(&[('D', "很长很长很长很长很长很长很长很长的房号")], &["D2 label-too-long"]);
    check(&[('A', "第一期的综合服务大楼附属楼二号")], &[]);
}

#[test]
fn storeys_uses_and_tenures() {
    for bad in ["五楼半", "5-6", "121", "-10", "5.5", "顶楼"] {
        check(&[('C', bad)], &["C2 bad-storey"]);
    }
    check(&[('C', "５")], &["C2 full-width"]);
    check(&[('E', "别墅")], &["E2 unknown-use"]);
    check(&[('E', "住宅、商铺")], &["E2 unknown-use"]);
    check(&[('K', "公房")], &["K2 unknown-tenure"]);
    check(&[('K', "商品房")], &["K2 unknown-tenure"]);
    check(&[('I', "80"), ('J', "听说的")], &["J2 unknown-area-source"]);
}

#[test]
fn areas() {
    for (text, code) in [
        ("８９．５３", "full-width"),
        ("89．53", "full-width"),
        ("约90", "not-a-figure"),
        ("八十九", "not-a-figure"),
        ("89.53平", "not-a-figure"),
        ("89.53+10", "not-a-figure"),
        ("-89.53", "not-a-figure"),
        ("89.53001", "too-many-decimals"),
        ("8,95.3", "grouping"),
        ("0", "area-too-small"),
        ("0.99", "area-too-small"),
        ("20000.01", "area-too-large"),
        ("8953000", "area-too-large"),
        ("999999999999", "area-too-large"),
        ("1E+21", "not-a-figure"),
    ] {
        for column in ['F', 'G', 'H', 'I'] {
            check(&[(column, text)], &[&format!("{column}2 {code}")]);
        }
    }
    check(&[('F', "89.53"), ('I', "90"), ('J', "登记")], &["I2 area-twice"]);
    check(&[('F', "89.53"), ('I', "89.53"), ('J', "登记")], &[]);
    check(&[('F', "20000")], &[]);
    check(&[('F', "1")], &[]);
}

#[test]
fn persons() {
    check(&[('L', "王芳 李明")], &["L2 names-with-space"]);
    check(&[('L', "王芳、、李明")], &["L2 name-empty"]);
    check(&[('L', "王芳、王芳")], &["L2 name-twice"]);
    check(&[('L', "13800000001")], &["L2 name-with-number"]);
    check(&[('L', "？？？")], &["L2 name-characters"]);
    check(&[('L', &"长".repeat(61))], &["L2 name-too-long"]);
    let many: Vec<String> = (0..41).map(|i| format!("业主{}", char::from(b'A' + i))).collect();
    check(&[('L', &many.join("、"))], &["L2 too-many-persons"]);
    check(&[('L', &many[..40].join("、"))], &[]);
    check(&[('L', "王芳"), ('M', "123")], &["M2 bad-id-tail"]);
    check(&[('L', "王芳"), ('M', "12X4")], &["M2 bad-id-tail"]);
    check(&[('L', "王芳、李明"), ('M', "1234")], &["M2 lists-differ"]);
    check(&[('M', "1234")], &["M2 lists-differ"]);
    check(&[('L', "王芳"), ('N', "138-ABCD")], &["N2 bad-phone"]);
    check(&[('L', "王芳"), ('N', "13800000001 13800000002")], &["N2 bad-phone"]);
    check(&[('L', "王芳"), ('N', "13800000001/13800000002")], &["N2 lists-differ"]);
    check(&[('P', &many.join("、"))], &["P2 too-many-persons"]);
    check(&[('P', "赵一 钱二")], &["P2 names-with-space"]);
    check(&[('Q', &"长".repeat(4_001))], &["Q2 text-too-long"]);
    check(&[('Q', &"长".repeat(4_000))], &[]);
}

#[test]
fn a_whole_identity_number_is_refused_and_not_repeated() {
    let mut all = vec![HEADER.map(str::to_owned).to_vec()];
    all.push(row(&[('L', "王芳"), ('M', "33010019900101123X")]));
    let reading = roll::read(&sheets(&workbook(&all), "a.xlsx"), today());
    assert_eq!(codes(&reading), ["M2 bad-id-tail"]);
    assert_eq!(reading.findings[0].found, "**************123X");
    assert!(!format!("{reading:?}").contains("3301001990"), "nor in a log");
}

#[test]
fn days() {
    for bad in ["2020-13-01", "2020年6月", "六月一日", "20200601", "43983", "20-6-1", "2020-06-01 起"] {
        check(&[('O', bad)], &["O2 not-a-day"]);
    }
    check(&[('O', "2026-11-24")], &["O2 future-day"]);
    check(&[('O', "２０２０-06-01")], &["O2 full-width"]);
    for good in ["2026-11-23", "2020/6/1", "2020.06.01", "2020年6月1日", "2020/6/1 0:00:00"] {
        check(&[('O', good)], &[]);
    }
}

#[test]
fn the_cure_says_exactly_what_to_write() {
    let cure = |cells: &[(char, &str)]| {
        let mut all = vec![HEADER.map(str::to_owned).to_vec()];
        all.push(row(cells));
        let mut reading = roll::read(&sheets(&workbook(&all), "a.xlsx"), today());
        reading.findings.remove(0).cure.zh
    };
    for (cells, part) in [
        ([('F', "８９．５３")], "89.53"),
        ([('A', "３号楼")], "3号楼"),
        ([('O', "20200601")], "2020-06-01"),
        ([('O', "43983")], "2020-06-01"),
        ([('E', "别墅")], "住宅、商铺、办公、车位、车库、储藏室、配套用房"),
        ([('K', "公房")], "已售、未售、已售未交付、直管公房、单位公房"),
    ] {
        let cure = cure(&cells);
        assert!(cure.contains(part), "{cure}");
    }
    let mut all = vec![HEADER.map(str::to_owned).to_vec()];
    all.push(row(&[('A', ""), ('B', ""), ('D', "3号楼2单元501室")]));
    let reading = roll::read(&sheets(&workbook(&all), "a.xlsx"), today());
    assert_eq!(reading.findings[0].cure.zh, "拆成三列：楼栋填 3，单元填 2，房号填 501");
}

#[test]
fn everything_wrong_in_a_row_is_told_at_once() {
    check(
        &[
            ('A', "３"),
            ('C', "x"),
            ('E', "x"),
            ('F', "x"),
            ('K', "x"),
            ('L', "王芳 李明"),
            ('M', "1"),
            ('N', "1"),
            ('O', "x"),
            ('P', "赵一 钱二"),
        ],
        &[
            "A2 full-width",
            "C2 bad-storey",
            "E2 unknown-use",
            "F2 not-a-figure",
            "K2 unknown-tenure",
            "L2 names-with-space",
            "M2 bad-id-tail",
            "N2 bad-phone",
            "O2 not-a-day",
            "P2 names-with-space",
        ],
    );
}

#[test]
fn units_named_twice() {
    check_rows(
        &[row(&[]), row(&[('D', "502")]), row(&[('A', "3号楼"), ('B', "2单元"), ('D', "501室")])],
        &["D4 duplicate-unit"],
    );
    check_rows(&[row(&[]), row(&[]), row(&[])], &["D3 duplicate-unit", "D4 duplicate-unit"]);
    check_rows(&[row(&[]), row(&[('B', "1")]), row(&[('A', "4")])], &[]);
    let reading = read(&[&["楼栋", "房号"], &["3", "501"], &["3幢", "501室"]]);
    assert!(reading.findings[0].what.zh.contains("“名册”第 2 行"), "{}", reading.findings[0].what.zh);
}

#[test]
fn totals() {
    for (column, text) in
        [('A', "合计"), ('A', "3号楼小计"), ('D', "总计"), ('B', "共计："), ('L', "合 计"), ('A', "Total")]
    {
        check_rows(
            &[row(&[]), row(&[('A', ""), ('B', ""), ('D', ""), (column, text), ('F', "9000")])],
            &[&format!("{column}3 totals-row")],
        );
    }
    let reading = read(&[&["业主", "楼栋", "房号"], &["小计划商贸有限公司", "3", "501"]]);
    assert_eq!(codes(&reading), [""; 0], "a company is no total");
    let reading = read(&[&["序号", "楼栋", "房号", "面积"], &["1", "3", "501", "80"], &["合计", "", "", "80"]]);
    assert_eq!(codes(&reading), ["A3 totals-row"]);
    let room = |n: usize, area: &'static str| row(&[('D', ["101", "102", "103", "104", "105", "106"][n]), ('F', area)]);
    let homes: Vec<_> = (0..5).map(|n| room(n, "80.5")).collect();
    let with = |area| [homes.clone(), vec![room(5, area)]].concat();
    check_rows(&with("402.5"), &["F7 area-is-total"]);
    check_rows(&with("402.51"), &[]);
    check_rows(&[room(0, "80"), room(1, "80")], &[]);
    // The building's total in a roll of several buildings.
    let mut two = with("402.5");
    two.push(row(&[('A', "4"), ('F', "1000")]));
    check_rows(&two, &["F7 area-is-total"]);
}

#[test]
fn headers() {
    let check = |rows: &[&[&str]], expect: &[&str]| {
        let reading = read(rows);
        assert_eq!(codes(&reading), expect, "{rows:?}");
        reading
    };
    let found = check(&[&["姓名表"], &["张三", "80"]], &["A1 header-not-found"]).findings.remove(0).found;
    assert_eq!(found, "姓名表、张三、80");
    let reading = check(&[&["房号", "业主"], &["501", "王芳"]], &["A1 header-missing"]);
    assert_eq!(reading.findings[0].found, "房号、业主");
    assert!(reading.findings[0].what.zh.contains("“楼栋”"));
    check(&[&["业主", "电话"], &["王芳", "13800000001"]], &["A1 header-missing"]);
    check(&[&["楼栋", "房号", "面积", "建筑面积"], &["3", "501", "80", "90"]], &["D1 header-twice"]);
    check(&[&["楼栋", "房号"]], &["A1 no-rows"]);
    check(&[&["楼栋", "房号", "序号"], &["", "", "1"], &["", "", "2"]], &["A1 no-rows"]);
    check(&[&[""]], &[" header-not-found"].map(|s| if s.starts_with(' ') { "A1 header-not-found" } else { s }));
}

#[test]
fn what_only_a_workbook_can_have_wrong() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("m\"月\"d\"日\"");
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 4, "某某小区业主名册", &plain).unwrap();
    for (column, name) in (0..).zip(["楼栋", "房号", "面积", "备注", "车牌"]) {
        sheet.write_string(1, column, name).unwrap();
    }
    // Excel turned 3-1 into the first of March.
    sheet.write_number_with_format(2, 0, 46_082.0, &day).unwrap();
    sheet.write_number(2, 1, 101).unwrap();
    sheet.write_formula(2, 2, Formula::new("=C99").set_result("#REF!")).unwrap();
    sheet.merge_range(3, 0, 5, 0, "3", &plain).unwrap();
    for row in 3..6 {
        sheet.write_number(row, 1, 201 + 100 * (row - 3)).unwrap();
        sheet.write_number(row, 2, 89.530_000_000_000_01).unwrap();
    }
    sheet.merge_range(4, 3, 5, 3, "", &plain).unwrap();
    sheet.write_string(6, 0, "3").unwrap();
    sheet.write_formula(6, 1, Formula::new("=A1").set_result("#N/A")).unwrap();
    // Merged cells in a column that is not imported do not matter.
    sheet.merge_range(3, 4, 5, 4, "浙A", &plain).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let reading = roll::read(&sheets(&bytes, "a.xlsx"), today());
    assert_eq!(
        codes(&reading),
        ["A3 label-is-date", "C3 formula-error", "A4 merged", "D5 merged", "B7 formula-error",]
    );
    assert_eq!(reading.findings[2].region.map(|r| r.to_string()).as_deref(), Some("A4:A6"));
    assert_eq!(reading.findings[2].cure.zh, "取消合并，每行填全");
    assert_eq!(reading.findings[2].column.as_deref(), Some("楼栋"));
}

#[test]
fn formulas_nobody_calculated() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let header = [text("楼栋"), text("房号"), text("面积")].concat();
    let sheet = format!(
        "<worksheet><sheetData><row>{header}</row><row>{}{}<c><f>80+9.53</f><v></v></c></row></sheetData></worksheet>",
        text("3"),
        text("501")
    );
    let reading = roll::read(&sheets(&xlsx(&sheet, "", ""), "a.xlsx"), today());
    assert_eq!(codes(&reading), ["C2 formula-uncomputed"]);
}

#[test]
fn a_wrong_roll_in_the_old_format() {
    let reading = roll::read(&sheets(WRONG_XLS, "wrong.xls"), today());
    assert_eq!(codes(&reading), ["A2 merged", "F3 not-a-figure", "A5 totals-row"]);
}

#[test]
fn several_sheets() {
    let mut workbook = Workbook::new();
    for (name, hidden, rows) in [
        ("1号楼", false, vec![vec!["楼栋", "房号"], vec!["1", "101"]]),
        ("2号楼", false, vec![vec!["楼栋", "房号"], vec!["2", "101"], vec!["1", "101"]]),
        ("车位", false, vec![vec!["房号", "业主"], vec!["1", "王芳"]]),
        ("说明", false, vec![vec!["随便写写"]]),
        ("旧的", true, vec![vec!["楼栋", "房号"], vec!["9", "901"]]),
        ("Sheet6", false, vec![]),
    ] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(hidden);
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
    }
    let reading = roll::read(&sheets(&workbook.save_to_buffer().unwrap(), "a.xlsx"), today());
    let places: Vec<String> = reading.findings.iter().map(|f| format!("{} {}", f.place, f.code)).collect();
    assert_eq!(places, ["2号楼!B3 duplicate-unit", "车位!A1 header-missing"]);
    assert_eq!(notes(&reading)[..2], ["sheet-hidden", "sheet-not-read"]);
}

#[test]
fn two_hundred_wrong_cells_are_two_hundred_findings() {
    // Every fifteenth of 3,000 rows has one wrong cell, the kind of wrong in turn.
    let wrong: [(char, &str, &str); 8] = [
        ('F', "８９．５３", "full-width"),
        ('F', "89.53001", "too-many-decimals"),
        ('E', "别墅", "unknown-use"),
        ('K', "公房", "unknown-tenure"),
        ('M', "12", "bad-id-tail"),
        ('N', "138 0000 0001", "bad-phone"),
        ('O', "2030-01-01", "future-day"),
        ('C', "顶楼", "bad-storey"),
    ];
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    let mut expect = Vec::new();
    for i in 0..3_000 {
        let (building, room) = ((i / 100 + 1).to_string(), format!("{}{:02}", i % 100 / 10 + 1, i % 10 + 1));
        let area = format!("{}.{:02}", 60 + i % 70, i % 97);
        let name = format!("业主{}", char::from_u32(0x4e00 + i).unwrap());
        let mut cells = vec![('A', building.as_str()), ('D', &room), ('F', &area), ('L', &name), ('M', "012X")];
        if i % 15 == 7 {
            let (column, text, code) = wrong[i as usize / 15 % wrong.len()];
            cells.push((column, text));
            expect.push(format!("{column}{} {code}", i + 2));
        }
        rows.push(row(&cells));
    }
    assert_eq!(expect.len(), 200);
    let bytes = workbook(&rows);
    let started = std::time::Instant::now();
    let reading = roll::read(&sheet::read(&bytes, "名册.xlsx").unwrap(), today());
    // As released; a test build is ten times slower.
    assert!(cfg!(debug_assertions) || started.elapsed().as_millis() < 300, "{:?}", started.elapsed());
    assert_eq!(codes(&reading), expect);
    assert_eq!((reading.rows.len(), reading.rows_seen), (0, 3_000));
}

#[test]
fn findings_end_at_the_limit_with_a_count() {
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    rows.extend((0..2_500).map(|i| row(&[('D', &format!("{}", i + 101)), ('F', "x")])));
    let reading = roll::read(&sheets(&workbook(&rows), "a.xlsx"), today());
    assert_eq!(reading.findings.len(), units::limits::SHEET_FINDINGS_MAX + 1);
    let last = &reading.findings[units::limits::SHEET_FINDINGS_MAX];
    assert_eq!(last.code, "more");
    assert_eq!(last.what.zh, "还有 500 处问题没有列出");
}

#[test]
fn more_units_than_an_estate_has() {
    let mut text = String::from("楼栋,房号\n");
    for i in 0..=units::limits::UNITS_MAX {
        text.push_str(&format!("{},{}\n", i % 500 + 1, i));
    }
    let read = |text: &str| roll::read(&sheets(text.as_bytes(), "a.csv"), today());
    assert_eq!(codes(&read(&text)), ["B30002 too-many-units"]);
    let buildings: String = (0..=units::limits::BUILDINGS_MAX).map(|i| format!("{},101\n", i + 1)).collect();
    assert_eq!(codes(&read(&format!("楼栋,房号\n{buildings}"))), ["A502 too-many-buildings"]);
}
