//! What is written reads back: the template, the export, the list of findings.

use crate::support::*;
use office::roll::{self, Areas, Owner, RollRow, Tenure, Use};
use office::sheet::{At, Sheet};
use office::{Lang, sheet};
use proptest::prelude::*;
use proptest::sample::select;
use units::{Area, Day};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn template_sheets(lang: Lang) -> Vec<Sheet> {
    sheets(&roll::template(lang), "template.xlsx")
}

#[test]
fn the_template_is_a_roll_without_rows() {
    for lang in LANGS {
        let reading = roll::read(&template_sheets(lang), today());
        assert_eq!(codes(&reading), ["A1 no-rows"]);
        assert_eq!(notes(&reading), ["sheet-not-read"], "the instructions are no roll");
        assert_eq!(roll::template(lang), roll::template(lang), "same bytes");
    }
}

#[test]
fn the_instructions_explain_every_column() {
    for (lang, example) in LANGS.into_iter().zip(["示例", "Example"]) {
        let sheets = template_sheets(lang);
        let (data, help) = (&sheets[0], &sheets[1]);
        let headers: Vec<&str> = data.cells.iter().map(|c| c.text.trim_end_matches('*')).collect();
        assert_eq!(headers.len(), 16);
        let firsts: Vec<&str> = help.cells.iter().filter(|c| c.at.column == 0).map(|c| &*c.text).collect();
        for header in &headers {
            assert!(firsts.contains(header), "{header}");
        }
        assert_eq!(firsts.iter().filter(|t| **t == example).count(), 4, "a header and three examples");
    }
}

/// The examples a clerk reads must themselves be readable.
#[test]
fn the_examples_are_good_rolls() {
    for lang in LANGS {
        let sheets = template_sheets(lang);
        let rows: Vec<Vec<String>> = sheets[1]
            .rows()
            .filter(|(_, cells)| ["示例", "Example"].contains(&&*cells[0].text))
            .map(|(row, _)| {
                (1..=16)
                    .map(|column| sheets[1].cell(At { row, column }).map(|c| c.text.to_string()).unwrap_or_default())
                    .collect()
            })
            .collect();
        let reading = roll::read(&sheet::read(&workbook(&rows), "a.xlsx").unwrap(), today());
        assert_eq!(codes(&reading), [""; 0]);
        assert_eq!(reading.rows.len(), 3);
    }
}

#[test]
fn findings_are_listed_for_the_clerk() {
    let reading = read(&[&["楼栋", "房号", "面积"], &["3", "501", "８０"], &["3", "", "x"]]);
    let bytes = roll::write_findings(&reading.findings, Lang::Zh).unwrap();
    let sheet = sheets(&bytes, "a.xlsx").remove(0);
    let row: Vec<String> = cells(&sheet).into_iter().filter(|c| c.contains("3 ")).collect();
    let expect = ["A3 名册", "B3 C2", "C3 2", "D3 面积", "E3 ８０", "F3 写的是全角字符", "G3 改成半角：80"];
    assert_eq!(row, expect);
    assert_eq!(sheet.rows().count(), 2 + 3 + 1);
    assert_eq!(roll::write_findings(&[], Lang::En).map(|b| b.is_empty()).ok(), Some(false));
}

fn label() -> impl Strategy<Value = String> {
    select(vec!["3", "12", "A", "综合楼", "3-1", "S·2", "𠮷栋", "三"]).prop_map(str::to_owned)
}

/// A name of one to three owners' worth of characters, rare ones and foreign ones among them.
fn name() -> impl Strategy<Value = String> {
    let part = select(vec![
        "王",
        "芳",
        "𠮷",
        "㛃",
        "䶮",
        "阿依古丽·买买提",
        "Ann Lee",
        "某某（杭州）有限公司",
        "O'Neil",
        "_x0041_",
        "=王",
        "&a<",
    ]);
    prop::collection::vec(part, 1..3).prop_map(|parts| parts.concat())
}

fn some_area() -> impl Strategy<Value = Option<Area>> {
    prop::option::of((10_000_i64..=200_000_000).prop_map(Area::from_cm2))
}

fn owners() -> impl Strategy<Value = Vec<Owner>> {
    let tail = prop::option::of(select(vec!["0123", "123X", "9999", "0000"]));
    let phone = prop::option::of(select(vec!["13800000001", "0571-88880000", "+8613800000002"]));
    prop::collection::vec((name(), tail, phone), 0..4).prop_map(|list| {
        let mut owners: Vec<Owner> = Vec::new();
        for (name, id_tail, phone) in list {
            if owners.iter().all(|o| o.name != name) {
                owners.push(Owner { name, id_tail: id_tail.map(str::to_owned), phone: phone.map(str::to_owned) });
            }
        }
        owners
    })
}

fn unit() -> impl Strategy<Value = RollRow> {
    let used = select(vec![Use::Home, Use::Shop, Use::Office, Use::Parking, Use::Garage, Use::Storage, Use::Facility]);
    let tenure =
        select(vec![Tenure::Sold, Tenure::Unsold, Tenure::Undelivered, Tenure::PublicHousing, Tenure::WorkUnitHousing]);
    let day = prop::option::of((0..50_000).prop_map(|n| Day::new(1890, 1, 1).unwrap().plus(n)));
    let note = select(vec!["", "朝南\n有井", "=SUM(A1)", "0123", "a,b;c、d", "2020-06-01", "…"]);
    (
        (label(), prop::option::of(label()), -9_i16..=120, used, tenure),
        (some_area(), some_area(), some_area(), some_area()),
        (owners(), day, prop::collection::vec(name(), 0..3), note),
    )
        .prop_map(|((building, stairwell, storey, used, tenure), areas, (owners, since, occupiers, note))| {
            RollRow {
                sheet: "".into(),
                row: 0,
                building,
                stairwell,
                storey: Some(storey),
                room: String::new(),
                used,
                areas: Areas { register: areas.0, surveyed: areas.1, contract: areas.2, unstated: areas.3 },
                tenure,
                owners,
                since,
                occupiers,
                note: note.to_owned(),
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_written_roll_reads_back_equal(units in prop::collection::vec(unit(), 1..20), english: bool) {
        let lang = if english { Lang::En } else { Lang::Zh };
        let name = if english { "Roll" } else { "名册" };
        let rows: Vec<RollRow> = units
            .into_iter()
            .zip(2_u32..)
            .map(|(unit, row)| RollRow { sheet: name.into(), row, room: format!("室{row}"), ..unit })
            .collect();
        let bytes = roll::write(&rows, lang).unwrap();
        let reading = roll::read(&sheets(&bytes, "a.xlsx"), today());
        prop_assert_eq!(codes(&reading), Vec::<String>::new());
        prop_assert!(reading.rows == rows, "{:#?}\n{:#?}", rows, reading.rows);
        prop_assert_eq!(&bytes, &roll::write(&rows, lang).unwrap(), "same rows, same bytes");
    }
}
