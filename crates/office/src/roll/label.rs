//! Labels of buildings, stairwells and rooms: one spelling for “3号楼”, “3幢” and “3#”; and the storeys that follow
//! from them.

use super::Use;

/// Which label it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Building,
    Stairwell,
    Room,
}

impl Label {
    /// Words behind and before the label proper, longest first.
    fn words(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Building => (
                &["号楼栋", "号楼", "号幢", "号栋", "#楼", "幢楼", "栋楼", "幢", "栋", "座", "楼", "号", "#"],
                &["building", "block", "bldg.", "bldg", "no.", "第", "#"],
            ),
            Self::Stairwell => {
                (&["号单元", "#单元", "单元", "号门", "门", "#"], &["stairwell", "entrance", "unit", "第", "#"])
            }
            Self::Room => {
                (&["号房", "室", "房", "号", "户"], &["room", "apartment", "apt.", "apt", "flat", "no.", "#"])
            }
        }
    }
}

/// The label proper if it stands alone between such words, otherwise the text as it is (without blanks). Chinese
/// figures become digits where a word says that they are figures: “三号楼” is 3, “三” stays.
pub(super) fn normal(text: &str, label: Label) -> String {
    let spaced = text.contains(char::is_whitespace);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (behind, before) = label.words();
    let lower = text.to_ascii_lowercase();
    // INVARIANT: lowering ASCII keeps every byte's place.
    let start = before.iter().find(|word| lower.starts_with(**word)).map_or(0, |word| word.len());
    let rest = &text[start..];
    let core = behind.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
    if core.len() == text.len() || core.is_empty() {
        return text;
    }
    if let Some(figure) = chinese_figure(core) {
        return figure.to_string();
    }
    let stands_alone = core.starts_with(|c: char| c.is_ascii_alphanumeric())
        && core.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // Before letters a word is only a word if a blank says so: “Block A”, but not `roomy`.
    let is_word = start == 0
        || !text.starts_with(|c: char| c.is_ascii_alphabetic())
        || core.starts_with(|c: char| c.is_ascii_digit())
        || spaced && core.len() == 1;
    if stands_alone && is_word { core.to_owned() } else { text }
}

/// A building's label in the one spelling rolls have: `3` for `3号楼`.
#[must_use]
pub fn building(text: &str) -> String {
    normal(text, Label::Building)
}

/// A stairwell's.
#[must_use]
pub fn stairwell(text: &str) -> String {
    normal(text, Label::Stairwell)
}

/// A room's.
#[must_use]
pub fn room(text: &str) -> String {
    normal(text, Label::Room)
}

/// Whether a label may hold this character.
pub(super) fn allows(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '#' | '·')
}

/// 一 to 九十九.
fn chinese_figure(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).and_then(|i| u32::try_from(i + 1).ok());
    let chars: Vec<char> = text.chars().collect();
    match *chars.as_slice() {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', ones] => Some(digit(tens)? * 10 + digit(ones)?),
        [one] => digit(one),
        _ => None,
    }
}

/// A storey as people write it: `5`, `5层`, `五楼`, `-1`, `负一层`, `地下1层`, `B1`, `5F`.
pub(super) fn storey(text: &str) -> Option<i16> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let text = text.strip_prefix('第').unwrap_or(&text);
    if matches!(text, "地下室" | "地下" | "半地下" | "地下层") {
        return Some(-1);
    }
    let (sign, rest) = ["地下", "负", "-", "−", "B"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or((1, text), |rest| (-1, rest));
    let rest = ["层", "楼", "F"].iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
    let plain = !rest.is_empty() && rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_digit());
    let value: i16 = if plain { rest.parse().ok()? } else { i16::try_from(chinese_figure(rest)?).ok()? };
    Some(sign * value)
}

/// Storeys a building can have.
pub(super) const STOREYS: std::ops::RangeInclusive<i16> = -9..=120;

/// The storey a room number speaks of, where that is obvious: 501 is on 5, 1203 on 12, `-101` and `B1-05` on -1. A
/// parking space's or a box's number speaks of no storey.
pub(super) fn storey_of_room(room: &str, used: Use) -> Option<i16> {
    if room.starts_with("地下室") {
        return Some(-1);
    }
    let below = ["地下", "负", "-"].iter().find_map(|mark| room.strip_prefix(mark)).map(|rest| (rest, false));
    let below = below.or_else(|| room.strip_prefix(['B', 'b']).map(|rest| (rest, true)));
    if let Some((rest, is_letter)) = below {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = rest.split_at(digits);
        return match (number.len(), tail.chars().next()) {
            // `B1-05`, `负1-05`, `地下1层05`.
            (1, Some('-' | '层')) => storey(&format!("-{number}")).filter(|s| *s < 0),
            // `-101`, `负105`; but `B101` may be room 101 of block B.
            (3, None) if !is_letter => storey(&format!("-{}", &number[..1])).filter(|s| *s < 0),
            _ => None,
        };
    }
    let lived_in = matches!(used, Use::Home | Use::Office | Use::Shop);
    if !lived_in || !room.bytes().all(|b| b.is_ascii_digit()) || room.ends_with("00") {
        return None;
    }
    let (storey, highest) = match room.len() {
        3 => (&room[..1], 9),
        4 => (&room[..2], 60),
        _ => return None,
    };
    storey.parse().ok().filter(|storey| (1..=highest).contains(storey))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_one_place() {
        for (label, text, expect) in [
            (Label::Building, "3", "3"),
            (Label::Building, "3号楼", "3"),
            (Label::Building, "3 号 楼", "3"),
            (Label::Building, "3幢", "3"),
            (Label::Building, "第3栋", "3"),
            (Label::Building, "3#", "3"),
            (Label::Building, "3#楼", "3"),
            (Label::Building, "#3", "3"),
            (Label::Building, "3号", "3"),
            (Label::Building, "A座", "A"),
            (Label::Building, "3-1号楼", "3-1"),
            (Label::Building, "三号楼", "3"),
            (Label::Building, "二十一幢", "21"),
            (Label::Building, "Building 3", "3"),
            (Label::Building, "Block A", "A"),
            (Label::Stairwell, "2单元", "2"),
            (Label::Stairwell, "二单元", "2"),
            (Label::Stairwell, "第十单元", "10"),
            (Label::Stairwell, "甲单元", "甲单元"),
            (Label::Room, "501室", "501"),
            (Label::Room, "501号", "501"),
            (Label::Room, "Room 501", "501"),
            (Label::Room, "S-01", "S-01"),
        ] {
            assert_eq!(normal(text, label), expect, "{text}");
            assert_eq!(normal(expect, label), expect, "stable: {expect}");
        }
    }

    #[test]
    fn names_are_kept() {
        for (label, text) in [
            (Label::Building, "综合楼"),
            (Label::Building, "东3号楼"),
            (Label::Building, "三"),
            (Label::Building, "Blockhouse"),
            (Label::Building, "楼"),
            (Label::Building, "号楼"),
            (Label::Room, "传达室"),
            (Label::Room, "roomy"),
            (Label::Room, "Flats1"),
            (Label::Room, "-101"),
            (Label::Building, "𠮷栋"),
        ] {
            assert_eq!(normal(text, label), text);
        }
    }

    #[test]
    fn storeys_as_people_write_them() {
        for (text, expect) in [
            ("5", Some(5)),
            ("5层", Some(5)),
            ("第5层", Some(5)),
            ("十二楼", Some(12)),
            ("12F", Some(12)),
            ("-1", Some(-1)),
            ("负一层", Some(-1)),
            ("地下2层", Some(-2)),
            ("B1", Some(-1)),
            ("地下室", Some(-1)),
            ("0", Some(0)),
            ("121", Some(121)),
            ("", None),
            ("-", None),
            ("5-6", None),
            ("5.5", None),
            ("1000", None),
            ("顶层", None),
            ("--1", None),
        ] {
            assert_eq!(storey(text), expect, "{text}");
        }
    }

    #[test]
    fn storeys_follow_only_from_obvious_rooms() {
        for (room, used, expect) in [
            ("501", Use::Home, Some(5)),
            ("1203", Use::Home, Some(12)),
            ("0501", Use::Office, Some(5)),
            ("102", Use::Shop, Some(1)),
            ("-101", Use::Storage, Some(-1)),
            ("负105", Use::Storage, Some(-1)),
            ("B1-05", Use::Parking, Some(-1)),
            ("B2-105", Use::Parking, Some(-2)),
            ("地下室3", Use::Storage, Some(-1)),
            ("地下1层05", Use::Storage, Some(-1)),
            ("105", Use::Parking, None),
            ("501", Use::Storage, None),
            ("B101", Use::Shop, None),
            ("-001", Use::Storage, None),
            ("001", Use::Home, None),
            ("500", Use::Home, None),
            ("9901", Use::Home, None),
            ("51", Use::Home, None),
            ("10501", Use::Home, None),
            ("S-01", Use::Shop, None),
            ("东501", Use::Home, None),
            ("负", Use::Storage, None),
            ("B", Use::Storage, None),
        ] {
            assert_eq!(storey_of_room(room, used), expect, "{room}");
        }
    }
}
