//! What findings say. One function a finding: what is wrong, and what to do, in plain words.

use super::Column;
use super::words::Few;
use crate::sheet::{At, Region};
use crate::{Lang, Place, Words};
use units::{Area, Day, Inexact, limits};

/// The words of a finding.
pub(super) struct Said {
    pub(super) code: &'static str,
    pub(super) what: Words,
    pub(super) cure: Words,
}

fn said(code: &'static str, what: [String; 2], cure: [String; 2]) -> Said {
    let words = |[zh, en]: [String; 2]| Words::new(zh, en);
    Said { code, what: words(what), cure: words(cure) }
}

/// A finding whose words depend on nothing.
fn fixed(code: &'static str, what: [&str; 2], cure: [&str; 2]) -> Said {
    said(code, what.map(str::to_owned), cure.map(str::to_owned))
}

fn names(columns: &[Column]) -> [String; 2] {
    let words: Vec<Words> = columns.iter().map(|c| c.words()).collect();
    [
        words.iter().map(|w| format!("“{}”", w.zh)).collect::<Vec<_>>().join("、"),
        words.iter().map(|w| format!("`{}`", w.en)).collect::<Vec<_>>().join(", "),
    ]
}

pub(super) fn header_not_found() -> Said {
    fixed(
        "header-not-found",
        ["没有找到表头", "no header row found"],
        [
            "表头至少要有“楼栋”和“房号”两列，写在前 30 行里。可以下载模板，把内容粘贴进去再上传",
            "the header needs at least `building` and `room`, within the first 30 rows. Or download the template and paste \
             the data into it",
        ],
    )
}

pub(super) fn header_missing(columns: &[Column]) -> Said {
    let [zh, en] = names(columns);
    said(
        "header-missing",
        [format!("表头缺少 {zh} 这一列"), format!("the header has no column {en}")],
        [
            format!("加上 {zh} 列，每一行都填；如果这一列已经有了，请把列名改成和模板一样"),
            format!("add the column {en} and fill it in every row; if it is there, name it as in the template"),
        ],
    )
}

pub(super) fn header_twice(column: Column, first: At, second: At) -> Said {
    let Words { zh, en } = column.words();
    said(
        "header-twice",
        [
            format!("“{zh}”有两列：{} 列和 {} 列", first.letters(), second.letters()),
            format!("`{en}` is there twice: columns {} and {}", first.letters(), second.letters()),
        ],
        ["只留一列，另一列删掉或者改名".into(), "keep one and delete or rename the other".into()],
    )
}

pub(super) fn no_rows() -> Said {
    fixed(
        "no-rows",
        ["表头下面没有数据", "there are no rows below the header"],
        ["从表头下面一行开始填，一户一行", "fill in one row a unit, right below the header"],
    )
}

pub(super) fn merged(region: Region) -> Said {
    said(
        "merged",
        [format!("单元格 {region} 合并了"), format!("cells {region} are merged")],
        ["取消合并，每行填全".into(), "unmerge them and fill in every row".into()],
    )
}

pub(super) fn totals_row() -> Said {
    fixed(
        "totals-row",
        ["这一行是合计，不是一户", "this row is a total, not a unit"],
        ["删掉这一行。合计由系统来算", "delete this row; the program adds up itself"],
    )
}

pub(super) fn stray_row() -> Said {
    fixed(
        "stray-row",
        ["这一行既没有楼栋，也没有房号", "this row has neither building nor room"],
        [
            "如果是一户，请补上楼栋和房号；如果是说明或者签字栏，请删掉这一行",
            "if it is a unit, fill in building and room; if it is a remark or a line for signatures, delete it",
        ],
    )
}

pub(super) fn missing(column: Column) -> Said {
    let Words { zh, en } = column.words();
    let code = if column == Column::Building { "missing-building" } else { "missing-room" };
    said(code, [format!("没有填{zh}"), format!("no {en}")], [format!("补上{zh}"), format!("fill in the {en}")])
}

/// `3-2-501` in the room's column while the building's is empty.
pub(super) fn whole_address(building: &str, stairwell: &str, room: &str) -> Said {
    said(
        "whole-address",
        ["房号里像是写了楼栋、单元和房号".into(), "the room seems to hold building, stairwell and room".into()],
        [
            format!("拆成三列：楼栋填 {building}，单元填 {stairwell}，房号填 {room}"),
            format!("split it into three columns: building {building}, stairwell {stairwell}, room {room}"),
        ],
    )
}

pub(super) fn formula_error() -> Said {
    fixed(
        "formula-error",
        ["公式出错，没有算出结果", "the formula ends in an error"],
        ["改好公式，或者直接填结果", "mend the formula or type the result"],
    )
}

pub(super) fn formula_uncomputed() -> Said {
    fixed(
        "formula-uncomputed",
        ["这个公式还没有算出结果", "this formula has not been calculated"],
        [
            "用 Excel 或 WPS 打开表格，保存一次再上传；或者直接填结果",
            "open the workbook in Excel or WPS, save it and upload it again; or type the result",
        ],
    )
}

pub(super) fn full_width(cure: &str) -> Said {
    said(
        "full-width",
        ["写的是全角字符".into(), "full-width characters".into()],
        [format!("改成半角：{cure}"), format!("write {cure}")],
    )
}

/// A figure that is none, in a column of areas.
pub(super) fn inexact_area(why: &Inexact) -> Said {
    match why {
        Inexact::FullWidth { cure } => full_width(cure),
        Inexact::TooManyDecimals { most } => said(
            "too-many-decimals",
            [format!("小数超过 {most} 位"), format!("more than {most} decimals")],
            [
                "按证书上的数填写；如果是公式算出来的，请用 ROUND 保留两位小数".into(),
                "write it as on the certificate; if a formula gave it, ROUND it to two decimals".into(),
            ],
        ),
        Inexact::Grouping => fixed(
            "grouping",
            ["千位逗号的位置不对", "thousands separators in the wrong place"],
            ["去掉逗号，例如 1089.5", "leave them out: 1089.5"],
        ),
        Inexact::TooLarge => area_too_large(),
        Inexact::Empty | Inexact::NotAFigure => fixed(
            "not-a-figure",
            ["面积不是数字", "the area is not a figure"],
            [
                "只填数字，例如 89.53；不知道就留空，另外的话写到备注里",
                "write only the figure, such as 89.53; leave it blank if unknown, and put words into the note",
            ],
        ),
    }
}

pub(super) fn area_too_small() -> Said {
    said(
        "area-too-small",
        [
            format!("面积小于 {} 平方米", limits::UNIT_AREA_MIN),
            format!("the area is below {} ㎡", limits::UNIT_AREA_MIN),
        ],
        [
            "核对这个数；不知道就留空，不要写 0".into(),
            "check the figure; leave it blank if unknown, do not write 0".into(),
        ],
    )
}

pub(super) fn area_too_large() -> Said {
    said(
        "area-too-large",
        [
            format!("一户的面积超过 {} 平方米", limits::UNIT_AREA_MAX),
            format!("the area of one unit is above {} ㎡", limits::UNIT_AREA_MAX),
        ],
        [
            "核对小数点；如果这是整栋楼的面积，请改成这一户的".into(),
            "check the decimal point; if this is the building's area, write the unit's".into(),
        ],
    )
}

/// One row's area is what all others together make.
pub(super) fn area_is_total(scope: &Words, others: usize, sum: Area) -> Said {
    said(
        "area-is-total",
        [
            format!("这个面积正好等于{}其余 {others} 户的总和（{sum} 平方米）", scope.zh),
            format!("this area is exactly what the other {others} units of {} add up to ({sum} ㎡)", scope.en),
        ],
        [
            "这像是合计。请改成这一户的面积，或者删掉这一行".into(),
            "it looks like a total. Write the unit's own area, or delete the row".into(),
        ],
    )
}

pub(super) fn area_twice(source: Column) -> Said {
    let Words { zh, en } = source.words();
    said(
        "area-twice",
        [format!("“{zh}”一列已经填了另一个数"), format!("`{en}` already has another figure")],
        ["两个数只留对的那个".into(), "keep the one that is right".into()],
    )
}

pub(super) fn unknown_word<T: Few>(code: &'static str, column: Column) -> Said {
    let Words { zh, en } = column.words();
    said(
        code,
        [format!("“{zh}”里没有这个词"), format!("`{en}` does not know this word")],
        [
            format!("改成其中一个：{}；不知道就留空", T::allowed(Lang::Zh).join("、")),
            format!("write one of {}, or leave it blank", T::allowed(Lang::En).join(", ")),
        ],
    )
}

pub(super) fn label_characters(bad: &str) -> Said {
    said(
        "label-characters",
        [format!("有不能用的字符：{bad}"), format!("characters that a label cannot hold: {bad}")],
        [
            "只用汉字、字母、数字和 - # ·，一格只写一户".into(),
            "use only letters, digits and - # ·, and one unit a row".into(),
        ],
    )
}

pub(super) fn label_too_long() -> Said {
    let most = limits::LABEL_CHARS_MAX;
    said(
        "label-too-long",
        [format!("超过 {most} 个字"), format!("more than {most} characters")],
        ["只写号码，其余写到备注里".into(), "write only the label and put the rest into the note".into()],
    )
}

pub(super) fn label_is_date() -> Said {
    fixed(
        "label-is-date",
        ["Excel 把这个号码变成了日期", "Excel has turned this label into a date"],
        [
            "把这一列的单元格格式改成“文本”，再重新填号码，例如 3-1",
            "format the column as text and type the label again, such as 3-1",
        ],
    )
}

pub(super) fn bad_storey() -> Said {
    fixed(
        "bad-storey",
        ["楼层不是 -9 到 120 的整数", "the storey is no whole number from -9 to 120"],
        [
            "只写一个数字，地下一层写 -1；复式写入户的那一层；不知道就留空",
            "write one number, -1 for the basement, the entrance's storey for a duplex; leave it blank if unknown",
        ],
    )
}

pub(super) fn too_many_persons(count: usize) -> Said {
    let most = limits::OWNERS_PER_UNIT_MAX;
    said(
        "too-many-persons",
        [format!("一格写了 {count} 个人，最多 {most} 个"), format!("{count} persons in one cell; at most {most}")],
        ["核对是不是把几户写到了一格里".into(), "check whether several units stand in one cell".into()],
    )
}

pub(super) fn lists_differ(column: Column, owners: usize, these: usize) -> Said {
    let Words { zh, en } = column.words();
    said(
        "lists-differ",
        [
            format!("业主有 {owners} 位，{zh}却有 {these} 个"),
            format!("{owners} owners, but {these} entries under `{en}`"),
        ],
        [
            format!("按业主的顺序一人写一个，用顿号“、”隔开；哪位不知道就写“-”；都不知道就把{zh}留空"),
            "write one entry an owner, in their order, separated by commas; `-` for an unknown one; leave the cell blank \
             if all are unknown"
                .into(),
        ],
    )
}

pub(super) fn name_empty() -> Said {
    fixed(
        "name-empty",
        ["两个分隔号之间没有名字", "no name between two separators"],
        ["补上名字，或者删掉多余的分隔号", "fill in the name or delete the separator"],
    )
}

pub(super) fn name_twice() -> Said {
    fixed(
        "name-twice",
        ["同一位业主写了两次", "the same owner is named twice"],
        [
            "只留一个；如果真是两个同名的人，请写上各自的证件号后四位",
            "keep one; if they really are two persons, write the last four characters of both identity numbers",
        ],
    )
}

pub(super) fn name_too_long() -> Said {
    let most = limits::NAME_CHARS_MAX;
    said(
        "name-too-long",
        [format!("名字超过 {most} 个字"), format!("a name of more than {most} characters")],
        [
            "只写名字；有几个人就用顿号“、”隔开；其余写到备注里".into(),
            "write only names, separated by commas, and put the rest into the note".into(),
        ],
    )
}

pub(super) fn name_characters() -> Said {
    fixed(
        "name-characters",
        ["名字里没有文字，或者有看不见的字符", "a name without letters, or with invisible characters"],
        ["重新输入名字；不知道就留空", "type the name again; leave it blank if unknown"],
    )
}

pub(super) fn name_with_number() -> Said {
    fixed(
        "name-with-number",
        ["名字里有号码", "a number within a name"],
        [
            "这一格只写名字；号码移到“电话”或者“证件号后四位”一列",
            "write only names here and move the number to `phones` or `last four of ID`",
        ],
    )
}

pub(super) fn names_with_space() -> Said {
    fixed(
        "names-with-space",
        ["几个名字之间只有空格", "names separated only by a blank"],
        [
            "几个人用顿号“、”隔开；一个人的名字中间不要空格",
            "separate persons by a comma; leave no blank inside a Chinese name",
        ],
    )
}

pub(super) fn bad_id_tail(is_long: bool) -> Said {
    let what = if is_long {
        [
            "这里只能填证件号的最后四位，不要填完整号码",
            "only the last four characters of an identity number, never all of it",
        ]
    } else {
        ["不是四位（数字，最后一位可以是 X）", "not four characters (digits, the last perhaps X)"]
    };
    fixed(
        "bad-id-tail",
        what,
        [
            "只留最后四位，例如 0123、123X；开头的 0 没了，就把单元格格式改成“文本”再填；单位、护照等不适用的写“-”",
            "keep the last four, such as 0123 or 123X; if Excel dropped a leading zero, format the cell as text and type it \
             again; `-` where there is no such number",
        ],
    )
}

pub(super) fn bad_phone() -> Said {
    fixed(
        "bad-phone",
        ["不是电话号码", "not a telephone number"],
        [
            "只用数字、+ 和 -，5 到 20 位，例如 13800000001、0571-88880000；一位业主写一个",
            "use only digits, + and -, 5 to 20 of them: 13800000001, 0571-88880000; one an owner",
        ],
    )
}

pub(super) fn not_a_day(hint: Option<Day>) -> Said {
    let (zh, en) = match hint {
        Some(day) => (format!("如果是 {day}，就写成 {day}"), format!("if it is {day}, write {day}")),
        None => {
            ("写成 2020-06-01 这样；不知道就留空".into(), "write it as 2020-06-01; leave it blank if unknown".into())
        }
    };
    said("not-a-day", ["这不是一个日期".into(), "this is not a day".into()], [zh, en])
}

pub(super) fn future_day(today: Day) -> Said {
    said(
        "future-day",
        [format!("日期在今天（{today}）之后"), format!("the day lies after today ({today})")],
        ["核对年份；还没有取得的，请留空".into(), "check the year; leave it blank if it is still to come".into()],
    )
}

pub(super) fn text_too_long() -> Said {
    let most = limits::TEXT_CHARS_MAX;
    said(
        "text-too-long",
        [format!("超过 {most} 个字"), format!("more than {most} characters")],
        ["写短一些".into(), "make it shorter".into()],
    )
}

pub(super) fn duplicate_unit(first: &Place) -> Said {
    said(
        "duplicate-unit",
        [
            format!("这一户和“{}”第 {} 行是同一户", first.name, first.at.row + 1),
            format!("the same unit as in row {} of `{}`", first.at.row + 1, first.name),
        ],
        [
            "一户只写一行，几位业主写在同一格；如果不是同一户，请改正楼栋、单元或房号".into(),
            "write one row a unit, with all its owners in one cell; if they are two units, mend building, stairwell or room"
                .into(),
        ],
    )
}

pub(super) fn too_many_units() -> Said {
    let most = limits::UNITS_MAX;
    said(
        "too-many-units",
        [format!("超过 {most} 户"), format!("more than {most} units")],
        ["按物业管理区域分开导入".into(), "import each management area by itself".into()],
    )
}

pub(super) fn too_many_buildings() -> Said {
    let most = limits::BUILDINGS_MAX;
    said(
        "too-many-buildings",
        [format!("超过 {most} 栋楼"), format!("more than {most} buildings")],
        [
            "核对“楼栋”一列是不是填错了内容；或者按物业管理区域分开导入".into(),
            "check whether `building` holds something else; or import each management area by itself".into(),
        ],
    )
}
