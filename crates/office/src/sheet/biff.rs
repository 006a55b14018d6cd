//! XLS: a stream of records ([MS-XLS] and the Excel 95 form before it). Only what a person sees is read: the cells'
//! stored values, number formats, merged regions.

use super::cfb::{Cfb, u16_at, u32_at};
use super::number::{self, Format};
use super::{At, Builder, Kind, ReadError, Region, Sheet};
use crate::limits;
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use std::collections::HashMap;
use std::sync::Arc;

const DAMAGED: ReadError = ReadError::Damaged { what: "workbook stream" };

/// Reads every worksheet of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let file = Cfb::open(bytes)?;
    if file.has("EncryptedPackage") {
        return Err(ReadError::Password);
    }
    let Some(stream) = file.stream("Workbook").or_else(|| file.stream("Book")) else {
        let looks_like = if file.has("WordDocument") || file.has("PowerPoint Document") { "Word" } else { "unknown" };
        return Err(ReadError::NotASpreadsheet { looks_like });
    };
    let stream = stream?;
    let book = Book::read(&stream)?;
    let mut budget = 0;
    // Sheets stand one behind the other; many that start in one place would be read as often as there are tabs.
    let mut left = stream.len() * 2;
    let mut sheets = Vec::new();
    for tab in book.tabs.iter().filter(|tab| tab.is_worksheet) {
        let mut records = Records { bytes: stream.get(tab.start..).ok_or(DAMAGED)? };
        let before = records.bytes.len();
        let builder = Builder::new(&tab.name, sheets.len(), tab.hidden, &mut budget);
        sheets.push(read_sheet(&mut records, &book, builder)?);
        left = left.checked_sub(before - records.bytes.len()).ok_or(DAMAGED)?;
    }
    Ok(sheets)
}

/// Record types.
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00bd;
    pub(super) const RICH_STRING: u16 = 0x00d6;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const MERGED: u16 = 0x00e5;
    pub(super) const STRINGS: u16 = 0x00fc;
    pub(super) const LABEL_SST: u16 = 0x00fd;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// Splits a stream into records.
#[derive(Clone, Copy)]
struct Records<'a> {
    bytes: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    /// The next record; nothing where the stream ends or a record would reach beyond it.
    fn next(&mut self) -> Option<Self::Item> {
        let (kind, len) = (u16_at(self.bytes, 0)?, u16_at(self.bytes, 2)?);
        let data = self.bytes.get(4..4 + usize::from(len))?;
        self.bytes = &self.bytes[4 + usize::from(len)..];
        Some((kind, data))
    }
}

impl<'a> Records<'a> {
    /// The data of the `CONTINUE` records that follow, without moving on.
    fn continued(self) -> impl Iterator<Item = &'a [u8]> {
        self.take_while(|(kind, _)| *kind == kind::CONTINUE).map(|(_, data)| data)
    }
}

/// How texts are stored.
#[derive(Clone, Copy)]
enum Texts {
    /// Excel 97 and later: UTF-16, or its lower bytes.
    Unicode,
    /// Excel 95: bytes in the code page of the machine that wrote it.
    CodePage(&'static Encoding),
}

struct Tab {
    name: String,
    start: usize,
    hidden: bool,
    is_worksheet: bool,
}

/// What stands before the sheets.
struct Book {
    texts: Texts,
    from_1904: bool,
    tabs: Vec<Tab>,
    strings: Vec<Arc<str>>,
    formats: Vec<Format>,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut records = Records { bytes: stream };
        let texts = match records.next() {
            Some((kind::BOF, data)) => match u16_at(data, 0) {
                Some(0x0600) => Texts::Unicode,
                Some(0x0500) => Texts::CodePage(WINDOWS_1252),
                _ => return Err(ReadError::OldExcel),
            },
            Some((0x0009 | 0x0209 | 0x0409, _)) => return Err(ReadError::OldExcel),
            _ => return Err(DAMAGED),
        };
        let mut book = Self { texts, from_1904: false, tabs: Vec::new(), strings: Vec::new(), formats: Vec::new() };
        let mut own = HashMap::new();
        let mut ended = false;
        while let Some((kind, data)) = records.next() {
            if kind == kind::EOF {
                ended = true;
                break;
            }
            book.global(kind, data, records, &mut own).map_or(Err(DAMAGED), |done| done)?;
        }
        if ended { Ok(book) } else { Err(DAMAGED) }
    }

    /// Takes in one record; `None` if it is too short for what it says.
    fn global(
        &mut self,
        kind: u16,
        data: &[u8],
        rest: Records<'_>,
        own: &mut HashMap<u16, Format>,
    ) -> Option<Result<(), ReadError>> {
        match kind {
            kind::FILE_PASS => return Some(Err(ReadError::Password)),
            kind::DATE_MODE => self.from_1904 = u16_at(data, 0)? == 1,
            kind::CODE_PAGE => {
                if let Texts::CodePage(encoding) = &mut self.texts {
                    *encoding = code_page(u16_at(data, 0)?);
                }
            }
            kind::FORMAT => {
                let code = match self.texts {
                    Texts::Unicode => self.texts.long(data.get(2..)?)?,
                    Texts::CodePage(_) => self.texts.short(data.get(2..)?)?,
                };
                own.insert(u16_at(data, 0)?, number::custom(&code));
            }
            // Formats stand before the styles that use them.
            kind::XF if self.formats.len() <= usize::from(u16::MAX) => {
                let id = u16_at(data, 2)?;
                self.formats.push(own.get(&id).copied().unwrap_or_else(|| number::built_in(id)));
            }
            kind::BOUND_SHEET => {
                if self.tabs.len() >= limits::SHEETS_MAX {
                    return Some(Err(ReadError::TooManySheets));
                }
                self.tabs.push(Tab {
                    start: u32_at(data, 0)? as usize,
                    hidden: data.get(4)? & 3 != 0,
                    is_worksheet: *data.get(5)? == 0,
                    name: self.texts.short(data.get(6..)?)?.replace('\0', ""),
                });
            }
            kind::STRINGS => {
                let parts: Vec<&[u8]> = std::iter::once(data).chain(rest.continued()).collect();
                self.strings = match Strings::new(parts).read()? {
                    Ok(strings) => strings,
                    Err(error) => return Some(Err(error)),
                };
            }
            _ => {}
        }
        Some(Ok(()))
    }
}

fn code_page(id: u16) -> &'static Encoding {
    match id {
        932 => SHIFT_JIS,
        936 | 54_936 => GB18030,
        949 => EUC_KR,
        950 => BIG5,
        _ => WINDOWS_1252,
    }
}

impl Texts {
    /// A text after its length in two bytes.
    fn long(self, data: &[u8]) -> Option<String> {
        let len = usize::from(u16_at(data, 0)?);
        match self {
            Self::Unicode => unicode(*data.get(2)?, data.get(3..)?, len),
            Self::CodePage(encoding) => {
                Some(encoding.decode_without_bom_handling(data.get(2..2 + len)?).0.into_owned())
            }
        }
    }

    /// A text after its length in one byte.
    fn short(self, data: &[u8]) -> Option<String> {
        let len = usize::from(*data.first()?);
        match self {
            Self::Unicode => unicode(*data.get(1)?, data.get(2..)?, len),
            Self::CodePage(encoding) => {
                Some(encoding.decode_without_bom_handling(data.get(1..1 + len)?).0.into_owned())
            }
        }
    }
}

/// `len` UTF-16 units, or only their lower bytes.
fn unicode(flags: u8, data: &[u8], len: usize) -> Option<String> {
    let units: Vec<u16> = if flags & 1 == 0 {
        data.get(..len)?.iter().map(|b| u16::from(*b)).collect()
    } else {
        data.get(..len * 2)?.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect()
    };
    Some(String::from_utf16_lossy(&units))
}

/// The shared strings: one table over several records. Where a string's characters run over a record's end, the next
/// record begins with a flag that says anew how wide they are.
struct Strings<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    now: &'a [u8],
}

impl<'a> Strings<'a> {
    fn new(parts: Vec<&'a [u8]>) -> Self {
        Self { parts: parts.into_iter(), now: &[] }
    }

    /// All strings; `None` if the table ends within one.
    fn read(mut self) -> Option<Result<Vec<Arc<str>>, ReadError>> {
        self.bytes(4)?;
        let count = self.bytes(4)?;
        let count = u32::from_le_bytes(count.try_into().ok()?) as usize;
        if count > limits::CELLS_MAX {
            return Some(Err(ReadError::TooManyCells));
        }
        let mut out = Vec::new();
        while out.len() < count && self.has_more() {
            out.push(super::line_ends(&self.string()?).into());
        }
        Some(Ok(out))
    }

    fn string(&mut self) -> Option<String> {
        let len = self.number(2)?;
        let flags = self.bytes(1)?[0];
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let text = self.units(len, flags)?;
        self.skip(runs * 4 + phonetic)?;
        Some(text)
    }

    fn units(&mut self, len: usize, mut flags: u8) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < len {
            if self.now.is_empty() {
                self.now = self.parts.next()?;
                flags = self.bytes(1)?[0];
            }
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let take = (len - units.len()).min(self.now.len() / width);
            if take == 0 {
                return None;
            }
            let (chars, rest) = self.now.split_at(take * width);
            self.now = rest;
            units.extend(
                chars.chunks_exact(width).map(|b| u16::from(b[0]) | b.get(1).map_or(0, |b| u16::from(*b) << 8)),
            );
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn has_more(&mut self) -> bool {
        while self.now.is_empty() {
            match self.parts.next() {
                Some(part) => self.now = part,
                None => return false,
            }
        }
        true
    }

    /// A number of `n` bytes, low first.
    fn number(&mut self, n: usize) -> Option<usize> {
        Some(self.bytes(n)?.iter().rev().fold(0, |sum, b| sum << 8 | usize::from(*b)))
    }

    /// The next `n` bytes; a record's end may lie between them.
    fn bytes(&mut self, n: usize) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(n);
        while out.len() < n {
            if !self.has_more() {
                return None;
            }
            let (head, rest) = self.now.split_at(self.now.len().min(n - out.len()));
            out.extend_from_slice(head);
            self.now = rest;
        }
        Some(out)
    }

    fn skip(&mut self, mut n: usize) -> Option<()> {
        while n > 0 {
            if !self.has_more() {
                return None;
            }
            let step = self.now.len().min(n);
            self.now = &self.now[step..];
            n -= step;
        }
        Some(())
    }
}

fn read_sheet(records: &mut Records<'_>, book: &Book, mut builder: Builder<'_>) -> Result<Sheet, ReadError> {
    if !matches!(records.next(), Some((kind::BOF, _))) {
        return Err(DAMAGED);
    }
    // Charts and the like stand inside as streams of their own.
    let mut inside = 0_u32;
    let mut formula = None;
    for (kind, data) in records {
        match kind {
            kind::BOF => inside += 1,
            kind::EOF if inside > 0 => inside -= 1,
            kind::EOF => break,
            _ if inside > 0 => {}
            _ => cells(kind, data, book, &mut formula, &mut builder).unwrap_or(Err(DAMAGED))?,
        }
    }
    Ok(builder.finish())
}

/// Takes in one record of a sheet; `None` if it is too short for what it says. `formula` is where the text of the
/// next `STRING` record belongs.
fn cells(
    kind: u16,
    data: &[u8],
    book: &Book,
    formula: &mut Option<At>,
    builder: &mut Builder<'_>,
) -> Option<Result<(), ReadError>> {
    let at = || Some(At { row: u32::from(u16_at(data, 0)?), column: u32::from(u16_at(data, 2)?) });
    let number = |at: At, style: u16, value: f64, builder: &mut Builder<'_>| {
        let format = book.formats.get(usize::from(style)).copied().unwrap_or_default();
        let (kind, text) = number::show(value, format, book.from_1904);
        builder.push(at, kind, text.into())
    };
    Some(match kind {
        kind::LABEL_SST => {
            let text = book.strings.get(u32_at(data, 6)? as usize)?;
            builder.push(at()?, Kind::Text, Arc::clone(text))
        }
        kind::LABEL | kind::RICH_STRING => {
            let text = book.texts.long(data.get(6..)?)?;
            builder.push(at()?, Kind::Text, super::line_ends(&text).into())
        }
        kind::NUMBER => number(at()?, u16_at(data, 4)?, f64_at(data, 6)?, builder),
        kind::RK => number(at()?, u16_at(data, 4)?, rk(u32_at(data, 6)?), builder),
        kind::MUL_RK => {
            let first = at()?;
            for (i, one) in data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6).enumerate() {
                let at = At { row: first.row, column: first.column + u32::try_from(i).ok()? };
                if let Err(error) = number(at, u16_at(one, 0)?, rk(u32_at(one, 2)?), builder) {
                    return Some(Err(error));
                }
            }
            Ok(())
        }
        kind::BOOL_ERR => {
            let (kind, text) = bool_or_error(*data.get(6)?, *data.get(7)? != 0);
            builder.push(at()?, kind, text.into())
        }
        kind::FORMULA => {
            *formula = None;
            match stored(data.get(6..14)?, u16_at(data, 14)?) {
                Stored::Number(value) => number(at()?, u16_at(data, 4)?, value, builder),
                Stored::Shown(kind, text) => builder.push(at()?, kind, text.into()),
                Stored::Text => {
                    *formula = at();
                    Ok(())
                }
            }
        }
        kind::STRING => match formula.take() {
            Some(at) => builder.push(at, Kind::Text, super::line_ends(&book.texts.long(data)?).into()),
            None => Ok(()),
        },
        kind::MERGED => {
            for one in data.get(2..)?.chunks_exact(8).take(usize::from(u16_at(data, 0)?)) {
                let corner = |row: usize, column: usize| {
                    Some(At { row: u32::from(u16_at(one, row)?), column: u32::from(u16_at(one, column)?) })
                };
                builder.merge(Region { first: corner(0, 4)?, last: corner(2, 6)? });
            }
            Ok(())
        }
        _ => Ok(()),
    })
}

/// A formula's stored result.
enum Stored {
    Number(f64),
    Shown(Kind, &'static str),
    /// In the `STRING` record that follows.
    Text,
}

fn stored(value: &[u8], flags: u16) -> Stored {
    match value {
        [0, .., 0xff, 0xff] => Stored::Text,
        [1, _, b, .., 0xff, 0xff] => {
            let (kind, text) = bool_or_error(*b, false);
            Stored::Shown(kind, text)
        }
        [2, _, b, .., 0xff, 0xff] => {
            let (kind, text) = bool_or_error(*b, true);
            Stored::Shown(kind, text)
        }
        // Libraries that cannot calculate write a zero or an empty text, and a mark that asks for it on opening; Excel
        // itself leaves that bit clear.
        [0, 0, 0, 0, 0, 0, 0, 0] | [3, .., 0xff, 0xff] if flags & 2 != 0 => Stored::Shown(Kind::Uncomputed, "="),
        // An empty text.
        [3, .., 0xff, 0xff] => Stored::Shown(Kind::Text, ""),
        value => Stored::Number(f64_at(value, 0).unwrap_or(f64::NAN)),
    }
}

fn bool_or_error(value: u8, is_error: bool) -> (Kind, &'static str) {
    match (is_error, value) {
        (false, 0) => (Kind::Bool, "FALSE"),
        (false, _) => (Kind::Bool, "TRUE"),
        (true, 0x00) => (Kind::Error, "#NULL!"),
        (true, 0x07) => (Kind::Error, "#DIV/0!"),
        (true, 0x0f) => (Kind::Error, "#VALUE!"),
        (true, 0x17) => (Kind::Error, "#REF!"),
        (true, 0x1d) => (Kind::Error, "#NAME?"),
        (true, 0x24) => (Kind::Error, "#NUM!"),
        (true, _) => (Kind::Error, "#N/A"),
    }
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// A number in four bytes: an integer or the upper half of a float, either perhaps in hundredths.
fn rk(raw: u32) -> f64 {
    let value = if raw & 2 != 0 {
        f64::from(raw.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(raw & 0xffff_fffc) << 32)
    };
    if raw & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        for (raw, value) in [
            (0x3ff0_0000, 1.0),
            ((501 << 2) | 2, 501.0),
            ((8953 << 2) | 3, 89.53),
            (0xffff_fffe, -1.0),
            (0x4056_8000, 90.0),
        ] {
            assert_eq!(rk(raw), value, "{raw:x}");
        }
    }

    fn strings(parts: &[&[u8]]) -> Option<Vec<String>> {
        let all = Strings::new(parts.to_vec()).read()?.ok()?;
        Some(all.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn shared_strings_over_records() {
        let head = [2, 0, 0, 0, 2, 0, 0, 0];
        // “业ab”: two wide units, then narrow ones after the break; then “x” with one formatting run.
        let one = [&head[..], &[4, 0, 1, 0x1a, 0x4e, 0x61, 0]].concat();
        let two = [1, 0x62, 0, 0x63, 0, 1, 0, 8, 1, 0, b'x', 9, 9];
        assert_eq!(strings(&[&one, &two, &[9, 9]]), Some(vec!["业abc".into(), "x".into()]));
        let narrow = [0, b'b', b'c', 1, 0, 0, b'x'];
        assert_eq!(strings(&[&one, &narrow]), Some(vec!["业abc".into(), "x".into()]));
    }

    #[test]
    fn shared_strings_that_end_early_are_damage() {
        let head = [1, 0, 0, 0, 1, 0, 0, 0];
        assert_eq!(strings(&[&head[..6]]), None);
        assert_eq!(strings(&[&[&head[..], &[9, 0, 0, b'a']].concat()]), None);
        assert_eq!(strings(&[&[&head[..], &[9, 0, 1, b'a']].concat()]), None);
        assert_eq!(strings(&[&[&head[..], &[1, 0, 4, 0xff, 0xff, 0xff, 0xff, b'a']].concat()]), None);
        assert_eq!(strings(&[&[&head[..4], &[0xff; 4]].concat()]), None, "more strings than bytes");
    }

    #[test]
    fn stored_results_of_formulas() {
        for (value, flags, kind, text) in [
            ([1, 0, 1, 0, 0, 0, 0xff, 0xff], 0, Kind::Bool, "TRUE"),
            ([2, 0, 0x17, 0, 0, 0, 0xff, 0xff], 0, Kind::Error, "#REF!"),
            ([3, 0, 0, 0, 0, 0, 0xff, 0xff], 0, Kind::Text, ""),
            ([3, 0, 0, 0, 0, 0, 0xff, 0xff], 1, Kind::Text, ""),
            ([3, 0, 0, 0, 0, 0, 0xff, 0xff], 3, Kind::Uncomputed, "="),
            ([0; 8], 3, Kind::Uncomputed, "="),
        ] {
            assert!(matches!(stored(&value, flags), Stored::Shown(k, t) if k == kind && t == text), "{value:?}");
        }
        assert!(matches!(stored(&[0; 8], 0), Stored::Number(v) if v == 0.0));
        assert!(matches!(stored(&[0, 0, 0, 0, 0, 0, 0xff, 0xff], 0), Stored::Text));
    }
}
