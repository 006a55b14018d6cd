//! Text in the encodings offices use. Strict: a byte that does not belong is never replaced, since the replaced
//! character would be somebody's name.

use super::ReadError;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// So many characters beyond ASCII that form valid UTF-8 are no accident, whatever script they belong to: of the
/// common characters of GB18030, about one in seven looks like one of UTF-8.
const UTF_8_CERTAIN: usize = 16;

/// Decodes UTF-8, UTF-16 (with or without mark) or GB18030.
///
/// # Errors
/// [`ReadError::Encoding`] if it is none of these, or reads as none without nonsense.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, &bytes[mark..]).filter(|text| is_sane(text)).ok_or(ReadError::Encoding);
    }
    // A zero byte is half of an ASCII character in UTF-16; no text in the other encodings holds one.
    let guesses: &[&'static Encoding] = if bytes.contains(&0) { &[UTF_16LE, UTF_16BE] } else { &[UTF_8, GB18030] };
    let mut best: Option<(usize, String)> = None;
    for encoding in guesses {
        let Some(text) = strict(encoding, bytes).filter(|text| is_sane(text)) else { continue };
        let (mut foreign, mut odd) = (0, 0);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            foreign += 1;
            odd += usize::from(is_odd(c));
        }
        if *encoding == UTF_8 && foreign >= UTF_8_CERTAIN {
            return Ok(text);
        }
        // Ties go to the first, so plain ASCII is UTF-8.
        let plausible = *encoding == UTF_8 || odd * 2 <= foreign;
        if plausible && best.as_ref().is_none_or(|(least, _)| odd < *least) {
            best = Some((odd, text));
        }
    }
    best.map(|(_, text)| text).ok_or(ReadError::Encoding)
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Whether it could be a table at all: control characters mean that it is not text, or not in this encoding.
fn is_sane(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1a}') || matches!(c, '\u{fffe}'))
}

/// Characters that a Chinese office table hardly holds, and that the wrong encoding is full of.
fn is_odd(c: char) -> bool {
    let expected = c.is_ascii()
        || matches!(u32::from(c),
            0xb0..=0xb7 | 0xd7 | 0xf7              // ° ± ² ³ · × ÷
            | 0x2000..=0x22ff | 0x2460..=0x24ff    // punctuation, signs, numbered circles
            | 0x2500..=0x26ff                      // boxes, ticks
            | 0x3000..=0x303f | 0x3200..=0x33ff    // CJK punctuation, ㎡
            | 0x3400..=0x9fff | 0xff00..=0xffef    // CJK, full width
            | 0x2_0000..=0x3_ffff); // rare CJK
    !expected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(expect));
    }

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_of_an_office_reads_the_same() {
        for text in ["楼栋,房号\n3,501\n", "业主\t𠮷田㛃\t䶮\n", "a;b\n1;2\n", "𠮷", "约翰·史密斯，89.53㎡"]
        {
            check(text.as_bytes(), text);
            check(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), text);
            check(&GB18030.encode(text).0, text);
            for big in [false, true] {
                check(&utf16(text, big, true), text);
                if text.contains('\n') {
                    check(&utf16(text, big, false), text);
                }
            }
        }
    }

    #[test]
    fn gb18030_four_byte_characters_survive() {
        let bytes = GB18030.encode("㛃𠮷").0;
        assert_eq!(bytes.len(), 8, "both need four bytes");
        check(&bytes, "㛃𠮷");
    }

    #[test]
    fn short_gbk_that_happens_to_be_valid_utf8_is_still_gbk() {
        // 联 and 通 are not; these two are valid UTF-8, as Armenian.
        let bytes = b"\xd5\xb7\xd5\xb7";
        assert!(std::str::from_utf8(bytes).is_ok());
        assert_eq!(decode(bytes).as_deref(), Ok(GB18030.decode(bytes).0.as_ref()));
    }

    #[test]
    fn other_scripts_in_utf8_are_not_taken_for_chinese() {
        for text in ["ئەركىن، تۇرسۇن، گۈلنار", "Владимир Путёвкин, Анна", "བསྟན་འཛིན་རྒྱ་མཚོ"]
        {
            check(text.as_bytes(), text);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            &b"\x00\x01\x02\x03"[..],
            b"\xff\xff",
            b"\x80\xff",
            b"a,b\x07",
            b"\xfe\xff\xd8\x00",
            b"\xff\xfea",
            b"\xef\xbb\xbf\xff",
            b"ab\x00",
        ] {
            assert_eq!(decode(bytes), Err(ReadError::Encoding), "{bytes:x?}");
        }
    }
}
