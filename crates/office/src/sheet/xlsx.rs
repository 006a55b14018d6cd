//! XLSX: a ZIP of XML parts. Each part is inflated under a limit, read, and let go.

use super::number::{self, Format};
use super::xml::{Element, Item, Xml, unescape};
use super::{At, Builder, Kind, ReadError, Region, Sheet};
use crate::limits;
use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;
use zip::ZipArchive;

/// Reads every worksheet of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let mut package = Package::open(bytes)?;
    let book_path = package.book_path()?;
    let book = Book::read(&package.list(&book_path, "workbook")?)?;
    if book.sheets.len() > limits::SHEETS_MAX {
        return Err(ReadError::TooManySheets);
    }
    let relations = package.relations(&book_path)?;
    let part = |kind: &str| relations.values().find(|r| r.kind == kind).map(|r| r.path.clone());
    let strings = match part("sharedStrings") {
        Some(path) if package.has(&path) => read_strings(&package.text(&path, "shared strings")?)?,
        _ => Vec::new(),
    };
    let formats = match part("styles") {
        Some(path) if package.has(&path) => read_formats(&package.text(&path, "styles")?)?,
        _ => Vec::new(),
    };
    let context = Context { strings, formats, from_1904: book.from_1904 };
    let mut budget = 0;
    let mut sheets = Vec::new();
    for tab in &book.sheets {
        // Chart and dialogue sheets have no cells.
        let Some(relation) = relations.get(&tab.relation).filter(|r| r.kind == "worksheet") else { continue };
        let text = package.text(&relation.path, "worksheet")?;
        let builder = Builder::new(&tab.name, sheets.len(), tab.hidden, &mut budget);
        sheets.push(read_sheet(&text, &context, builder)?);
    }
    Ok(sheets)
}

/// The container.
struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Paths in lower case with forward strokes, since some writers differ in both.
    paths: HashMap<String, usize>,
    /// Bytes that may still be inflated.
    budget: usize,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        // Counted before the directory is built in memory: a full upload of empty entries is 300,000 of them.
        if bytes.windows(4).filter(|w| w == b"PK\x01\x02").nth(limits::ZIP_ENTRIES_MAX).is_some() {
            return Err(ReadError::Bomb);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged { what: "container" })?;
        let names = zip.file_names_raw().map(|name| plain(&String::from_utf8_lossy(name)));
        let paths = names.enumerate().map(|(i, name)| (name, i)).collect();
        Ok(Self { zip, paths, budget: limits::INFLATED_BYTES_MAX })
    }

    fn has(&self, path: &str) -> bool {
        self.paths.contains_key(&plain(path))
    }

    /// The main part, as the package's own relationships name it; if there is none, what else it is.
    fn book_path(&mut self) -> Result<String, ReadError> {
        let main = if self.has("_rels/.rels") {
            self.relations("")?.into_values().find(|r| r.kind == "officeDocument").map(|r| r.path)
        } else {
            None
        };
        let starts = |start: &str| self.paths.keys().any(|path| path.starts_with(start));
        match main {
            Some(path) if path.ends_with(".bin") => Err(ReadError::BinaryWorkbook),
            Some(path) if starts("xl/") || path.contains("workbook") => Ok(path),
            Some(_) => Err(ReadError::NotASpreadsheet { looks_like: "Word" }),
            None if self.has("xl/workbook.xml") => Ok("xl/workbook.xml".to_owned()),
            None if self.has("mimetype") && self.has("content.xml") => Err(ReadError::OpenDocument),
            None => Err(ReadError::NotASpreadsheet { looks_like: "archive" }),
        }
    }

    /// One part as text.
    fn text(&mut self, path: &str, what: &'static str) -> Result<String, ReadError> {
        self.inflate(path, what, limits::PART_BYTES_MAX)
    }

    /// One part that only lists others.
    fn list(&mut self, path: &str, what: &'static str) -> Result<String, ReadError> {
        self.inflate(path, what, limits::LIST_PART_BYTES_MAX)
    }

    fn inflate(&mut self, path: &str, what: &'static str, most: usize) -> Result<String, ReadError> {
        let damaged = ReadError::Damaged { what };
        let index = *self.paths.get(&plain(path)).ok_or_else(|| damaged.clone())?;
        let file = self.zip.by_index(index).map_err(|_| damaged.clone())?;
        let most = self.budget.min(most);
        let mut bytes = Vec::new();
        // One byte more than allowed, so that reaching the limit and passing it differ.
        file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| damaged.clone())?;
        if bytes.len() > most {
            return Err(ReadError::Bomb);
        }
        self.budget -= bytes.len();
        match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, mark)) => encoding
                .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
                .map(std::borrow::Cow::into_owned)
                .ok_or(damaged),
            None => String::from_utf8(bytes).map_err(|_| damaged),
        }
    }

    /// What the part at `path` refers to, by relationship id.
    fn relations(&mut self, path: &str) -> Result<HashMap<String, Relation>, ReadError> {
        let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let text = self.list(&format!("{folder}{slash}_rels/{file}.rels"), "relationships")?;
        let mut xml = Xml::new(&text, "relationships");
        let mut out = HashMap::new();
        while let Some(item) = xml.next()? {
            let Item::Open(e) = item else { continue };
            if e.name() != "Relationship" {
                continue;
            }
            if let [Some(id), Some(kind), Some(target)] = e.attributes(["Id", "Type", "Target"])? {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                out.insert(id, Relation { kind, path: resolve(folder, &target) });
            }
        }
        Ok(out)
    }
}

struct Relation {
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    path: String,
}

fn plain(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A relationship's target, from the root of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

struct Tab {
    name: String,
    relation: String,
    hidden: bool,
}

struct Book {
    sheets: Vec<Tab>,
    from_1904: bool,
}

impl Book {
    fn read(text: &str) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, "workbook");
        let mut book = Self { sheets: Vec::new(), from_1904: false };
        while let Some(item) = xml.next()? {
            let Item::Open(e) = item else { continue };
            match e.name() {
                "sheet" => {
                    let [name, relation, state] = e.attributes(["name", "id", "state"])?;
                    book.sheets.push(Tab {
                        name: unescape(&name.unwrap_or_default()).into_owned(),
                        relation: relation.unwrap_or_default(),
                        hidden: state.is_some_and(|state| state != "visible"),
                    });
                }
                "workbookPr" => {
                    book.from_1904 = e.attribute("date1904")?.is_some_and(|v| v == "1" || v == "true");
                }
                _ => {}
            }
        }
        Ok(book)
    }
}

/// Gathers the text of `<t>` elements, leaving out phonetic guides (`<rPh>`).
#[derive(Default)]
struct Text {
    out: String,
    in_text: bool,
    in_guide: bool,
}

impl Text {
    fn open(&mut self, name: &str) {
        match name {
            "t" => self.in_text = true,
            "rPh" => self.in_guide = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_guide = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && !self.in_guide {
            self.out.push_str(text);
        }
    }

    fn take(&mut self) -> Arc<str> {
        let raw = std::mem::take(self).out;
        super::line_ends(&unescape(&raw)).into()
    }
}

fn read_strings(text: &str) -> Result<Vec<Arc<str>>, ReadError> {
    let mut xml = Xml::new(text, "shared strings");
    let mut strings = Vec::new();
    let mut current = Text::default();
    while let Some(item) = xml.next()? {
        match item {
            Item::Open(e) => current.open(e.name()),
            Item::Text(text) => current.text(&text),
            Item::Close(name) if name == "si" => {
                if strings.len() >= limits::CELLS_MAX {
                    return Err(ReadError::TooManyCells);
                }
                strings.push(current.take());
            }
            Item::Close(name) => current.close(&name),
        }
    }
    Ok(strings)
}

/// The number format of each cell style.
fn read_formats(text: &str) -> Result<Vec<Format>, ReadError> {
    let mut xml = Xml::new(text, "styles");
    let mut own: HashMap<u16, Format> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cell_styles = false;
    while let Some(item) = xml.next()? {
        match item {
            Item::Open(e) => match e.name() {
                "numFmt" => {
                    let [id, code] = e.attributes(["numFmtId", "formatCode"])?;
                    if let (Some(id), Some(code)) = (id.and_then(|id| id.parse().ok()), code) {
                        own.insert(id, number::custom(&code));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                // Excel itself allows 65,490 styles; what lies beyond is shown as a figure.
                "xf" if in_cell_styles && formats.len() <= usize::from(u16::MAX) => {
                    let id = e.attribute("numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| number::built_in(id)));
                }
                _ => {}
            },
            Item::Close(name) if name == "cellXfs" => in_cell_styles = false,
            _ => {}
        }
    }
    Ok(formats)
}

/// What cells refer to.
struct Context {
    strings: Vec<Arc<str>>,
    formats: Vec<Format>,
    from_1904: bool,
}

/// A cell while it is read.
#[derive(Default)]
struct Draft {
    at: Option<At>,
    kind: String,
    format: Format,
    has_formula: bool,
    in_value: bool,
    value: String,
    inline: Text,
}

const DAMAGED: ReadError = ReadError::Damaged { what: "worksheet" };

fn read_sheet(text: &str, context: &Context, mut builder: Builder<'_>) -> Result<Sheet, ReadError> {
    let mut xml = Xml::new(text, "worksheet");
    let mut next = At { row: 0, column: 0 };
    let mut in_data = false;
    let mut cell: Option<Draft> = None;
    while let Some(item) = xml.next()? {
        match (item, &mut cell) {
            (Item::Open(e), Some(draft)) => draft.open(&e),
            (Item::Text(text), Some(draft)) => draft.text(&text),
            (Item::Close(name), Some(draft)) if name != "c" => draft.close(&name),
            (Item::Close(_), Some(_)) => {
                let draft = cell.take().unwrap_or_default();
                let at = draft.at.unwrap_or(next);
                next = At { row: at.row, column: at.column + 1 };
                draft.finish(at, context, &mut builder)?;
            }
            (Item::Open(e), None) => match e.name() {
                "sheetData" => in_data = true,
                "row" if in_data => next = row_start(&e, next)?,
                "c" if in_data => cell = Some(Draft::new(&e, context)?),
                "mergeCell" => builder.merge(region(&e)?),
                _ => {}
            },
            (Item::Close(name), None) => match &*name {
                "sheetData" => in_data = false,
                "row" if in_data => next = At { row: next.row + 1, column: 0 },
                _ => {}
            },
            (Item::Text(_), None) => {}
        }
    }
    Ok(builder.finish())
}

fn row_start(e: &Element<'_>, next: At) -> Result<At, ReadError> {
    let row = match e.attribute("r")? {
        Some(r) => At::parse(&format!("A{r}")).ok_or(DAMAGED)?.row,
        None => next.row,
    };
    Ok(At { row, column: 0 })
}

fn region(e: &Element<'_>) -> Result<Region, ReadError> {
    Region::parse(&e.attribute("ref")?.ok_or(DAMAGED)?).ok_or(DAMAGED)
}

impl Draft {
    fn new(e: &Element<'_>, context: &Context) -> Result<Self, ReadError> {
        let [at, style, kind] = e.attributes(["r", "s", "t"])?;
        let at = match at {
            Some(r) => Some(At::parse(&r).ok_or(DAMAGED)?),
            None => None,
        };
        let style: usize = style.and_then(|s| s.parse().ok()).unwrap_or(0);
        let format = context.formats.get(style).copied().unwrap_or_default();
        Ok(Self { at, kind: kind.unwrap_or_default(), format, ..Self::default() })
    }

    fn open(&mut self, e: &Element<'_>) {
        match e.name() {
            "v" => self.in_value = true,
            "f" => self.has_formula = true,
            name => self.inline.open(name),
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_value {
            self.value.push_str(text);
        } else {
            self.inline.text(text);
        }
    }

    fn close(&mut self, name: &str) {
        if name == "v" {
            self.in_value = false;
        } else {
            self.inline.close(name);
        }
    }

    fn finish(mut self, at: At, context: &Context, builder: &mut Builder<'_>) -> Result<(), ReadError> {
        let (kind, text): (Kind, Arc<str>) = match self.kind.as_str() {
            "s" if self.value.is_empty() => return Ok(()),
            "s" => {
                let index: usize = self.value.trim().parse().map_err(|_| DAMAGED)?;
                (Kind::Text, Arc::clone(context.strings.get(index).ok_or(DAMAGED)?))
            }
            "inlineStr" => (Kind::Text, self.inline.take()),
            "str" => (Kind::Text, super::line_ends(&unescape(&self.value)).into()),
            _ if self.value.is_empty() && self.has_formula => (Kind::Uncomputed, "=".into()),
            _ if self.value.is_empty() => return Ok(()),
            "b" => (Kind::Bool, if matches!(self.value.trim(), "0" | "false") { "FALSE" } else { "TRUE" }.into()),
            "e" => (Kind::Error, self.value.into()),
            "d" => (Kind::Date, iso_date(&self.value).into()),
            _ => match self.value.trim().parse::<f64>() {
                Ok(value) => {
                    let (kind, text) = number::show(value, self.format, context.from_1904);
                    (kind, text.into())
                }
                Err(_) => (Kind::Text, self.value.into()),
            },
        };
        builder.push(at, kind, text)
    }
}

/// `2020-06-01T00:00:00` is a day.
fn iso_date(text: &str) -> String {
    let text = text.trim().trim_end_matches('Z');
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let time = time.split('.').next().unwrap_or_default();
    if time.is_empty() || time == "00:00:00" { day.to_owned() } else { format!("{day} {time}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_relationships() {
        for (folder, target, expect) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/a", "../styles.xml", "xl/styles.xml"),
            ("xl", ".\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolve(folder, target), expect);
        }
    }

    #[test]
    fn iso_dates() {
        for (text, expect) in [
            ("2020-06-01", "2020-06-01"),
            ("2020-06-01T00:00:00.000Z", "2020-06-01"),
            ("2020-06-01T08:30:00", "2020-06-01 08:30:00"),
        ] {
            assert_eq!(iso_date(text), expect);
        }
    }
}
