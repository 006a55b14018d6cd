//! The result file of an official voting platform: one line a ballot, with its home, its time and what was chosen.
//!
//! Platforms differ; what they share is a header that names building, stairwell, room and time as rolls do, and a column
//! an item, headed by the item's own words or by its number (`议题1`, `事项二`, `第1项`). Everything that cannot be read
//! comes back at once, and nothing is guessed.
//!
//! Start with [`read()`].

use crate::finding::{Findings, shown};
use crate::header::{self, Header, half_width, plain};
use crate::roll::{self, Column};
use crate::sheet::{At, Cell, Sheet};
use crate::table::{self, Table, Value, WriteError};
use crate::{Finding, Lang, Place, Words};
use units::Moment;

/// An item as it stands on the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its words.
    pub title: String,
    /// Options of a choice; none for 同意 / 反对 / 弃权.
    pub options: Vec<String>,
}

/// What was chosen for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 同意.
    Approve,
    /// 反对.
    Against,
    /// 弃权.
    Abstain,
    /// 以上都不选.
    NoneOfThem,
    /// Options, by index, ascending.
    Options(Vec<u16>),
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub place: Place,
    /// Building, as rolls spell it.
    pub building: String,
    /// Stairwell.
    pub stairwell: String,
    /// Room.
    pub room: String,
    /// When it was cast.
    pub at: Moment,
    /// One an item.
    pub answers: Vec<Answer>,
}

/// A file as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its ballots; none where anything was found.
    pub lines: Vec<Line>,
    /// What cannot be taken as written.
    pub findings: Vec<Finding>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Building,
    Stairwell,
    Room,
    Time,
    Item(usize),
}

const TIMES: [&str; 8] = ["投票时间", "表决时间", "提交时间", "时间", "time", "votedat", "submittedat", "castat"];
const ABSTAIN: [&str; 3] = ["弃权", "abstain", "abstained"];
const NONE: [&str; 4] = ["以上都不选", "都不选", "以上均不选", "noneofthem"];
const APPROVE: [&str; 6] = ["同意", "赞成", "支持", "approve", "for", "yes"];
const AGAINST: [&str; 6] = ["反对", "不同意", "不赞成", "against", "no", "disapprove"];

fn field(text: &str, items: &[Item]) -> Option<Field> {
    match Column::from_header(text) {
        Some(Column::Building) => return Some(Field::Building),
        Some(Column::Stairwell) => return Some(Field::Stairwell),
        Some(Column::Room) => return Some(Field::Room),
        _ => {}
    }
    if TIMES.contains(&text) {
        return Some(Field::Time);
    }
    let named = items.iter().position(|item| plain(&item.title) == text);
    named.or_else(|| numbered(text).filter(|n| *n < items.len())).map(Field::Item)
}

/// `议题1`, `事项二`, `第1项`, `item 1`: the item's place, from 0.
fn numbered(text: &str) -> Option<usize> {
    let core = ["议题", "事项", "表决事项", "item", "第"].iter().find_map(|word| text.strip_prefix(word))?;
    let core = core.strip_suffix('项').unwrap_or(core).trim_start_matches('第');
    let core = core.strip_suffix('项').unwrap_or(core);
    let number = core
        .parse()
        .ok()
        .or_else(|| "一二三四五六七八九十".chars().position(|c| core == c.to_string()).map(|i| i + 1))?;
    (1..=100).contains(&number).then(|| number - 1)
}

/// Reads a platform's file for a vote on these items.
#[must_use]
pub fn read(sheets: &[Sheet], items: &[Item]) -> Reading {
    let found = sheets.iter().filter(|s| !s.hidden).find_map(|sheet| {
        let known = |text: &str| field(text, items);
        Some((sheet, header::find(sheet, &known)?))
    });
    let mut findings = Findings::default();
    let Some((sheet, header)) = found else {
        if let Some(sheet) = sheets.first() {
            let what = Words::new(
                "没有找到表头：要有楼栋、房号、投票时间和每一项表决事项",
                "no header: building, room, time and every item are needed",
            );
            let cure = Words::new(
                "从平台导出明细，或者用这里的模板",
                "export the ballots from the platform, or use the template of this page",
            );
            findings.add(at_header(sheet, At { row: 0, column: 0 }, "header-missing", what, cure));
        }
        return Reading { lines: Vec::new(), findings: findings.finish() };
    };
    for (field, name) in [(Field::Building, "楼栋"), (Field::Room, "房号"), (Field::Time, "投票时间")] {
        if header.column(field).is_none() {
            missing_column(sheet, &header, name, &mut findings);
        }
    }
    for (i, item) in items.iter().enumerate() {
        if header.column(Field::Item(i)).is_none() {
            missing_column(sheet, &header, &item.title, &mut findings);
        }
    }
    let mut lines = Vec::new();
    if findings.is_empty() {
        for (row, cells) in sheet.rows().filter(|(row, _)| *row > header.last) {
            if let Some(line) = line(sheet, &header, row, cells, items, &mut findings) {
                lines.push(line);
            }
        }
    }
    let findings = findings.finish();
    if findings.is_empty() { Reading { lines, findings } } else { Reading { lines: Vec::new(), findings } }
}

fn at_header(sheet: &Sheet, at: At, code: &'static str, what: Words, cure: Words) -> Finding {
    let place = Place { sheet: sheet.index, at, name: sheet.name.clone() };
    Finding { place, region: None, column: None, found: shown(&header::first_texts(sheet)), code, what, cure }
}

fn missing_column(sheet: &Sheet, header: &Header<Field>, name: &str, findings: &mut Findings) {
    let what = Words::new(format!("没有“{name}”这一列"), format!("there is no column “{name}”"));
    let cure = Words::new("补上这一列再上传", "add the column and upload again");
    findings.add(at_header(sheet, At { row: header.last, column: 0 }, "column-missing", what, cure));
}

fn line(
    sheet: &Sheet,
    header: &Header<Field>,
    row: u32,
    cells: &[Cell],
    items: &[Item],
    findings: &mut Findings,
) -> Option<Line> {
    let cell = |field: Field| {
        let column = header.column(field)?;
        cells.iter().find(|c| c.at.column == column)
    };
    let mut wrong = |field: Field, code: &'static str, what: Words, cure: Words| {
        let column = header.column(field).unwrap_or_default();
        let found = cell(field).map(|c| shown(&c.text)).unwrap_or_default();
        let name = sheet.cell(At { row: header.last, column }).map(|c| c.text.to_string());
        let place = Place { sheet: sheet.index, at: At { row, column }, name: sheet.name.clone() };
        findings.add(Finding { place, region: None, column: name, found, code, what, cure });
    };
    let empty = || Words::new("这一格是空的", "this cell is empty");
    let fill = || Words::new("补上再上传", "fill it in and upload again");
    let text = |field: Field| cell(field).map(|c| c.text.to_string());
    let building = text(Field::Building).map(|t| roll::building(&t));
    let room = text(Field::Room).map(|t| roll::room(&t));
    let stairwell = text(Field::Stairwell).map(|t| roll::stairwell(&t)).unwrap_or_default();
    for (field, value) in [(Field::Building, &building), (Field::Room, &room)] {
        if value.is_none() {
            wrong(field, "empty", empty(), fill());
        }
    }
    let at = match text(Field::Time) {
        None => {
            wrong(Field::Time, "empty", empty(), fill());
            None
        }
        Some(time) => {
            let read = moment(&time);
            if read.is_none() {
                let what = Words::new("读不出是什么时间", "this is no time that can be read");
                wrong(Field::Time, "time", what, Words::new("写成2026-10-21 09:30", "write 2026-10-21 09:30"));
            }
            read
        }
    };
    let mut answers = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        match text(Field::Item(i)) {
            None => wrong(Field::Item(i), "empty", empty(), fill()),
            Some(said) => match answer(&said, item) {
                Some(answer) => answers.push(answer),
                None => {
                    let what = Words::new("不是票面上的选项", "this is no option of the ballot");
                    let cure = if item.options.is_empty() {
                        Words::new("写同意、反对或者弃权", "write 同意, 反对 or 弃权")
                    } else {
                        let all = item.options.join("、");
                        Words::new(
                            format!("写选项的名字，几个之间用顿号：{all}"),
                            format!("write the options’ names: {all}"),
                        )
                    };
                    wrong(Field::Item(i), "answer", what, cure);
                }
            },
        }
    }
    let place = Place { sheet: sheet.index, at: At { row, column: 0 }, name: sheet.name.clone() };
    (answers.len() == items.len()).then_some(())?;
    Some(Line { place, building: building?, stairwell, room: room?, at: at?, answers })
}

fn answer(text: &str, item: &Item) -> Option<Answer> {
    let said = plain(text);
    let is = |words: &[&str]| words.contains(&said.as_str());
    if is(&ABSTAIN) {
        return Some(Answer::Abstain);
    }
    if item.options.is_empty() {
        return if is(&APPROVE) {
            Some(Answer::Approve)
        } else if is(&AGAINST) {
            Some(Answer::Against)
        } else {
            None
        };
    }
    if is(&NONE) {
        return Some(Answer::NoneOfThem);
    }
    let named =
        |name: &str| item.options.iter().position(|o| plain(o) == plain(name)).and_then(|i| u16::try_from(i).ok());
    let mut chosen = Vec::new();
    for name in text.split(['、', '，', ',', ';', '；', '/', '|']).filter(|n| !n.trim().is_empty()) {
        chosen.push(named(name)?);
    }
    chosen.sort_unstable();
    let many = chosen.len();
    chosen.dedup();
    (many > 0 && many == chosen.len()).then_some(Answer::Options(chosen))
}

/// `2026-10-21 09:30:05`, `2026/10/21 9:30`, `2026年10月21日 09:30`.
fn moment(text: &str) -> Option<Moment> {
    let text: String = text.chars().map(half_width).collect();
    let digits: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let (year, month, day, hour, minute) = match digits[..] {
        [y, m, d, h, min] | [y, m, d, h, min, _] => (y, m, d, h, min),
        _ => return None,
    };
    Moment::parse(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
}

/// A sheet in the columns read here, for platforms whose export has others; with a line an example home of the roll.
///
/// # Errors
/// [`WriteError`], if an item's words hold what Excel cannot.
pub fn template(items: &[Item], homes: &[[String; 3]], lang: Lang) -> Result<Vec<u8>, WriteError> {
    let pick = |words: [&'static str; 2]| if lang == Lang::Zh { words[0] } else { words[1] };
    let fixed = [["楼栋", "building"], ["单元", "stairwell"], ["房号", "room"], ["投票时间", "time"]];
    let mut columns: Vec<table::Column> = fixed.iter().map(|words| table::Column::new(pick(*words), 18)).collect();
    columns.extend(items.iter().map(|item| table::Column::new(item.title.clone(), 28)));
    let rows = homes.iter().map(|home| home.iter().map(Value::text).collect()).collect();
    table::write(&[Table {
        sheet: pick(["平台结果", "Ballots"]).to_owned(),
        title: String::new(),
        columns,
        rows,
        footer: Vec::new(),
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        let named = |title: &str, options: &[&str]| Item {
            title: title.into(),
            options: options.iter().map(|o| (*o).to_owned()).collect(),
        };
        vec![named("同意使用维修资金修电梯吗？", &[]), named("选出三家之一", &["甲公司", "乙公司"])]
    }

    fn reading(text: &str) -> Reading {
        read(&crate::sheet::read(text.as_bytes(), "结果.csv").unwrap(), &items())
    }

    #[test]
    fn lines_are_read_in_the_platforms_own_words() {
        let read = reading(
            "楼栋,单元,房号,投票时间,议题1,选出三家之一\n3号楼,2单元,501室,2026/10/21 9:05:30,赞成,乙公司\n3,2,502,2026-10-21 10:00,弃权,以上都不选\n",
        );
        assert_eq!(read.findings, []);
        let [first, second] = &read.lines[..] else { panic!("{read:?}") };
        assert_eq!((&*first.building, &*first.stairwell, &*first.room), ("3", "2", "501"));
        assert_eq!(first.at, Moment::parse("2026-10-21T09:05").unwrap());
        assert_eq!(first.answers, [Answer::Approve, Answer::Options(vec![1])]);
        assert_eq!(second.answers, [Answer::Abstain, Answer::NoneOfThem]);
    }

    #[test]
    fn everything_wrong_is_named_at_once_and_nothing_is_read() {
        let read = reading(
            "楼栋,单元,房号,投票时间,议题1,议题2\n3,2,501,昨天,同意,丙公司\n3,2,,2026-10-21 10:00,也许,甲公司\n",
        );
        let codes: Vec<(&str, String)> = read.findings.iter().map(|f| (f.code, f.place.at.to_string())).collect();
        let codes: Vec<(&str, &str)> = codes.iter().map(|(c, at)| (*c, at.as_str())).collect();
        assert_eq!(codes, [("time", "D2"), ("answer", "F2"), ("empty", "C3"), ("answer", "E3")]);
        assert!(read.lines.is_empty());
        let read = reading("楼栋,房号,投票时间,议题1\n3,501,2026-10-21 10:00,同意\n");
        assert_eq!(read.findings[0].code, "column-missing");
        assert_eq!(reading("一,二\n三,四\n").findings[0].code, "header-missing");
    }

    #[test]
    fn the_template_reads_back() {
        let home = ["3".to_owned(), "2".to_owned(), "501".to_owned()];
        let bytes = template(&items(), &[home], Lang::Zh).unwrap();
        let read = read(&crate::sheet::read(&bytes, "模板.xlsx").unwrap(), &items());
        // Only what has to be filled in is missing.
        let codes: Vec<&str> = read.findings.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["empty", "empty", "empty"]);
    }
}
