//! Cells that hold several persons: names, the ends of their identity numbers, telephones.

use super::say::{self, Said};
use super::{Column, Owner};
use units::limits;

/// Signs that separate persons in a cell.
pub(super) const SEPARATORS: [char; 9] = ['、', '，', ',', ';', '；', '/', '／', '\n', '|'];

/// Words for “nobody knows”, which count as blank.
const UNKNOWN: [&str; 14] =
    ["-", "--", "—", "——", "－", "/", "无", "不详", "未知", "待核实", "待查", "暂缺", "unknown", "n/a"];

/// Whether a cell says that nobody knows.
pub(super) fn is_unknown(text: &str) -> bool {
    UNKNOWN.contains(&text.to_lowercase().as_str())
}

/// What is wrong with a cell, and of which column.
type Wrong = (Column, Said);

/// Owners of one unit from the three cells, each `None` if blank. Everything wrong is told at once.
pub(super) fn owners(
    names: Option<&str>,
    id_tails: Option<&str>,
    phones: Option<&str>,
) -> Result<Vec<Owner>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let names = match self::names(names) {
        Ok(names) => Some(names),
        Err(said) => {
            wrong.push((Column::Owners, said));
            None
        }
    };
    let count = names.as_ref().map(Vec::len);
    let id_tails = entries(id_tails, count, Column::IdTails, id_tail, &mut wrong);
    let phones = entries(phones, count, Column::Phones, phone, &mut wrong);
    let names = names.unwrap_or_default();
    let of = |list: &[Option<String>], i: usize| list.get(i).cloned().flatten();
    let owners: Vec<Owner> = names
        .into_iter()
        .enumerate()
        .map(|(i, name)| Owner { name, id_tail: of(&id_tails, i), phone: of(&phones, i) })
        .collect();
    if has_double(&owners) {
        wrong.push((Column::Owners, say::name_twice()));
    }
    if wrong.is_empty() { Ok(owners) } else { Err(wrong) }
}

/// The same name twice is two persons only if both have their own identity number.
fn has_double(owners: &[Owner]) -> bool {
    owners.iter().enumerate().any(|(i, a)| {
        owners[..i]
            .iter()
            .any(|b| a.name == b.name && (a.id_tail.is_none() || a.id_tail == b.id_tail || b.id_tail.is_none()))
    })
}

/// Names in a cell, cleaned, at most [`limits::OWNERS_PER_UNIT_MAX`].
pub(super) fn names(cell: Option<&str>) -> Result<Vec<String>, Said> {
    let mut parts = split(cell);
    // A separator at the very end separates nothing.
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    if parts.len() > limits::OWNERS_PER_UNIT_MAX {
        return Err(say::too_many_persons(parts.len()));
    }
    parts.into_iter().map(name).collect()
}

fn name(raw: &str) -> Result<String, Said> {
    let words: Vec<&str> = raw.split_whitespace().collect();
    if words.is_empty() {
        return Err(say::name_empty());
    }
    let chinese = |word: &str| word.chars().all(is_han);
    let name = if words.len() > 1 && words.iter().all(|word| chinese(word)) {
        // “王　芳” is spaced to stand as wide as three characters; “王芳 李明” is two persons.
        if words.iter().any(|word| word.chars().count() > 1) {
            return Err(say::names_with_space());
        }
        words.concat()
    } else {
        words.join(" ")
    };
    if name.chars().count() > limits::NAME_CHARS_MAX {
        return Err(say::name_too_long());
    }
    // A telephone or identity number that slipped into the name would be printed on every notice.
    if name.as_bytes().windows(5).any(|five| five.iter().all(u8::is_ascii_digit)) {
        return Err(say::name_with_number());
    }
    let invisible = |c: char| {
        c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}' | '\u{fffd}')
    };
    if !name.chars().any(|c| c.is_alphabetic() || is_private(c)) || name.chars().any(invisible) {
        return Err(say::name_characters());
    }
    Ok(name)
}

/// Characters of the private area: rare names typed with a machine's own font, unreadable on another one.
pub(super) fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff)
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff) || is_private(c)
}

/// Entries in the owners' order, `None` where one is unknown. `owners` is `None` if the names could not be read.
fn entries(
    cell: Option<&str>,
    owners: Option<usize>,
    column: Column,
    read: fn(&str) -> Result<String, Said>,
    wrong: &mut Vec<Wrong>,
) -> Vec<Option<String>> {
    let mut parts = split(cell);
    if parts.is_empty() {
        return Vec::new();
    }
    if parts.last().is_some_and(|part| part.is_empty()) && owners.is_some_and(|owners| parts.len() > owners) {
        parts.pop();
    }
    let mut out = Vec::with_capacity(parts.len());
    for part in &parts {
        match Some(*part).filter(|part| !part.is_empty() && !is_unknown(part)).map(read).transpose() {
            Ok(entry) => out.push(entry),
            Err(said) => {
                wrong.push((column, said));
                return Vec::new();
            }
        }
    }
    if let Some(owners) = owners.filter(|owners| *owners != parts.len()) {
        wrong.push((column, say::lists_differ(column, owners, parts.len())));
    }
    out
}

fn split(cell: Option<&str>) -> Vec<&str> {
    cell.map(|text| text.split(SEPARATORS).map(crate::sheet::trim).collect()).unwrap_or_default()
}

fn id_tail(text: &str) -> Result<String, Said> {
    let text = text.to_ascii_uppercase();
    if let Some(cure) = half_width(&text) {
        return Err(say::full_width(&masked(&cure)));
    }
    match text.as_bytes() {
        [head @ .., last] if head.len() == 3 && head.iter().all(u8::is_ascii_digit) => {
            if last.is_ascii_digit() || *last == b'X' { Ok(text) } else { Err(say::bad_id_tail(false)) }
        }
        _ => Err(say::bad_id_tail(text.chars().count() > 4)),
    }
}

fn phone(text: &str) -> Result<String, Said> {
    if let Some(cure) = half_width(text) {
        return Err(say::full_width(&cure));
    }
    let fits = (5..=20).contains(&text.len()) && text.bytes().filter(u8::is_ascii_digit).count() >= 5;
    if fits && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-')) {
        Ok(text.to_owned())
    } else {
        Err(say::bad_phone())
    }
}

/// The text in ordinary width, if it holds anything full-width.
pub(super) fn half_width(text: &str) -> Option<String> {
    let half: String = text.chars().map(crate::header::half_width).collect();
    (half != text).then_some(half)
}

/// An identity number but for its last four characters, for findings.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(SEPARATORS) {
        let chars = part.trim_end_matches(SEPARATORS).chars().count();
        out.extend(part.chars().enumerate().map(|(i, c)| if i + 4 < chars { '*' } else { c }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: [&str; 3], expect: &[(&str, &str, &str)]) {
        let cell = |i: usize| Some(cells[i]).filter(|text| !text.is_empty());
        let owners = owners(cell(0), cell(1), cell(2)).unwrap_or_else(|wrong| panic!("{cells:?}: {}", wrong[0].1.code));
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
        let got: Vec<_> = owners.iter().map(|o| (o.name.clone(), or_dash(&o.id_tail), or_dash(&o.phone))).collect();
        let expect: Vec<_> =
            expect.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
        assert_eq!(got, expect, "{cells:?}");
    }

    fn refuse(cells: [&str; 3], expect: &[(Column, &str)]) {
        let cell = |i: usize| Some(cells[i]).filter(|text| !text.is_empty());
        let wrong = owners(cell(0), cell(1), cell(2)).expect_err(cells[0]);
        let got: Vec<_> = wrong.iter().map(|(column, said)| (*column, said.code)).collect();
        assert_eq!(got, expect, "{cells:?}");
    }

    #[test]
    fn owners_as_clerks_write_them() {
        check(["", "", ""], &[]);
        check(["王芳", "", ""], &[("王芳", "-", "-")]);
        check(
            ["王芳、李明", "123x，0456", "13800000001/0571-88880000"],
            &[("王芳", "123X", "13800000001"), ("李明", "0456", "0571-88880000")],
        );
        check(
            ["王芳;李明\n𠮷㛃、", "", "-、不详、13800000001"],
            &[("王芳", "-", "-"), ("李明", "-", "-"), ("𠮷㛃", "-", "13800000001")],
        );
        check(["王芳、李明", "、0456", ""], &[("王芳", "-", "-"), ("李明", "0456", "-")]);
        check(["王芳、李明", "0123、", ""], &[("王芳", "0123", "-"), ("李明", "-", "-")]);
        check(["王芳、李明", "0123、0456、", ""], &[("王芳", "0123", "-"), ("李明", "0456", "-")]);
        check(["王　芳", "", ""], &[("王芳", "-", "-")]);
        check(["Ann  Lee, Bob", "", ""], &[("Ann Lee", "-", "-"), ("Bob", "-", "-")]);
        check(["阿依古丽·买买提", "", "+86-13800000001"], &[("阿依古丽·买买提", "-", "+86-13800000001")]);
        check(["某某（杭州）有限公司", "-", ""], &[("某某（杭州）有限公司", "-", "-")]);
        check(["王芳、王芳", "0123、0456", ""], &[("王芳", "0123", "-"), ("王芳", "0456", "-")]);
    }

    #[test]
    fn what_cannot_be_taken() {
        use Column::{IdTails, Owners, Phones};
        refuse(["王芳、、李明", "", ""], &[(Owners, "name-empty")]);
        refuse(["王芳 李明", "", ""], &[(Owners, "names-with-space")]);
        refuse(["王芳、王芳", "", ""], &[(Owners, "name-twice")]);
        refuse(["王芳、王芳", "0123、0123", ""], &[(Owners, "name-twice")]);
        refuse(["王芳、王芳", "0123、-", ""], &[(Owners, "name-twice")]);
        refuse(["1234", "", ""], &[(Owners, "name-characters")]);
        refuse(["王芳13800000001", "", ""], &[(Owners, "name-with-number")]);
        refuse(["13800000001", "", ""], &[(Owners, "name-with-number")]);
        refuse(["王\u{200b}芳", "", ""], &[(Owners, "name-characters")]);
        refuse([&"长".repeat(61), "", ""], &[(Owners, "name-too-long")]);
        refuse([&"甲a、乙b、".repeat(21), "", ""], &[(Owners, "too-many-persons")]);
        refuse(["王芳、李明", "0123", ""], &[(IdTails, "lists-differ")]);
        refuse(["王芳", "", "13800000001、13800000002"], &[(Phones, "lists-differ")]);
        refuse(["", "0123", ""], &[(IdTails, "lists-differ")]);
        refuse(["王芳", "123", "138"], &[(IdTails, "bad-id-tail"), (Phones, "bad-phone")]);
        refuse(["王芳", "33010019900101123X", ""], &[(IdTails, "bad-id-tail")]);
        refuse(["王芳", "X123", ""], &[(IdTails, "bad-id-tail")]);
        refuse(["王芳", "12A4", ""], &[(IdTails, "bad-id-tail")]);
        refuse(["王芳", "𠮷", ""], &[(IdTails, "bad-id-tail")]);
        refuse(["王芳", "０１２３", ""], &[(IdTails, "full-width")]);
        refuse(["王芳", "", "138 0000 0001"], &[(Phones, "bad-phone")]);
        refuse(["王芳", "", "(0571)88880000"], &[(Phones, "bad-phone")]);
        refuse(["王芳", "", "1.38E+10"], &[(Phones, "bad-phone")]);
        refuse(["王芳", "", "1234"], &[(Phones, "bad-phone")]);
        refuse(["王芳", "", "-----"], &[(Phones, "bad-phone")]);
        refuse(["王芳", "", "138000000011380000000"], &[(Phones, "bad-phone")]);
        refuse(["王芳", "", "１３８０００００００１"], &[(Phones, "full-width")]);
        refuse(
            ["王芳 李明", "0123、04567", "1"],
            &[(Owners, "names-with-space"), (IdTails, "bad-id-tail"), (Phones, "bad-phone")],
        );
    }

    #[test]
    fn identity_numbers_are_masked() {
        for (text, expect) in [
            ("33010019900101123X", "**************123X"),
            ("33010019900101123X、0456", "**************123X、0456"),
            ("12345", "*2345"),
            ("123", "123"),
            ("", ""),
        ] {
            assert_eq!(masked(text), expect);
        }
    }
}
