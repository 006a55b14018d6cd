//! A long picture for a chat group: what a page says, set in Chinese on white, with its code and the record's head at the
//! foot. 1080 points wide, as high as it needs; the same words give the same bytes.
//!
//! Text is set without a shaper: Chinese and Latin need none. Lines break where Chinese lines may: between characters, but
//! not before a closing sign nor after an opening one, and not within a word or a figure.
//!
//! Refuses to know: where fonts lie, what is said. Start with [`draw`].

use qrcode::{Color as Module, EcLevel, QrCode};
use thiserror::Error;
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};
use ttf_parser::{Face, GlyphId, OutlineBuilder, name_id};
use units::Ratio;

/// How wide a picture is: what phones show without blur (pixels).
pub const WIDTH: u32 = 1080;
/// How high one may be; a longer one is no message (pixels).
pub const HEIGHT_MAX: u32 = 8_000;
const MARGIN: f32 = 72.0;
const COLUMN: f32 = WIDTH as f32 - 2.0 * MARGIN;
const CODE: u32 = 380;

const INK: [u8; 3] = [0x1F, 0x24, 0x21];
const GREY: [u8; 3] = [0x4A, 0x53, 0x4E];
const PINE: [u8; 3] = [0x1E, 0x5B, 0x45];
const LINE: [u8; 3] = [0xC9, 0xCF, 0xCA];
const PALE: [u8; 3] = [0xEE, 0xF1, 0xEC];
const NOTE: [u8; 3] = [0xFB, 0xF1, 0xDC];

/// Why no picture was made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PosterError {
    /// The font does not read.
    #[error("the font does not read: {0}")]
    Font(String),
    /// The address is too long for a code.
    #[error("the address does not fit into a code")]
    Code,
    /// It would be too high.
    #[error("the picture would be {0} pixels high")]
    TooHigh(u32),
    /// It could not be written.
    #[error("the picture could not be written: {0}")]
    Write(String),
}

/// What stands in a picture, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Who speaks, over the title.
    Head(String),
    /// The title.
    Title(String),
    /// A heading or a result, in bold.
    Strong(String),
    /// A paragraph.
    Text(String),
    /// What, and what it is.
    Fact(String, String),
    /// A part of a whole against a line.
    Bar {
        /// The part.
        part: i64,
        /// The whole.
        whole: i64,
        /// The line.
        line: Ratio,
    },
    /// What must not be missed.
    Note(String),
    /// A line across.
    Rule,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// What it says.
    pub blocks: Vec<Block>,
    /// The address behind the code.
    pub address: String,
    /// Beside the code: what to do with it, number and head of the record; a line each.
    pub beside: Vec<String>,
}

/// A Chinese font in two weights.
pub struct Fonts {
    regular: Vec<u8>,
    bold: Vec<u8>,
}

impl Fonts {
    /// Of these files: OpenType fonts or collections of them.
    #[must_use]
    pub const fn new(regular: Vec<u8>, bold: Vec<u8>) -> Self {
        Self { regular, bold }
    }
}

/// The face for simplified Chinese: of a collection the one that says so in its name.
fn face(bytes: &[u8]) -> Result<Face<'_>, PosterError> {
    let wrong = |e: ttf_parser::FaceParsingError| PosterError::Font(e.to_string());
    let simplified = |face: &Face<'_>| {
        let families = face.names().into_iter().filter(|n| n.name_id == name_id::FAMILY).filter_map(|n| n.to_string());
        families.into_iter().any(|name| name.contains("SC") && !name.contains("Mono"))
    };
    for index in 0..ttf_parser::fonts_in_collection(bytes).unwrap_or(1) {
        let face = Face::parse(bytes, index).map_err(wrong)?;
        if simplified(&face) {
            return Ok(face);
        }
    }
    Face::parse(bytes, 0).map_err(wrong)
}

// ---- lines ----

/// Signs no line begins with.
const NOT_FIRST: &str = "，。、；：？！）》〉」』】”’％%℃·…—,.;:?!)]}";
/// Signs no line ends with.
const NOT_LAST: &str = "（《〈「『【“‘([{";

/// Pieces that no line break divides: a character, a word, a figure, each with the signs that cling to it.
fn pieces(text: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() && (c as u32) < 0x2E80 || "/:._-+&=?%#@".contains(c);
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let joins = found
            .last()
            .and_then(|p: &String| p.chars().next_back())
            .is_some_and(|last| open || (NOT_FIRST.contains(c) && last != ' ') || (word(last) && word(c)));
        open = NOT_LAST.contains(c);
        match found.last_mut() {
            Some(piece) if joins => piece.push(c),
            _ => found.push(c.to_string()),
        }
    }
    found
}

struct Type<'a> {
    face: &'a Face<'a>,
    size: f32,
    leading: f32,
}

impl Type<'_> {
    fn scale(&self) -> f32 {
        self.size / f32::from(self.face.units_per_em())
    }

    fn glyph(&self, c: char) -> GlyphId {
        self.face.glyph_index(c).unwrap_or_default()
    }

    /// How far a character moves the pen. Spaces of any kind are gaps, in the font or not.
    fn advance(&self, c: char) -> f32 {
        match self.glyph(c) {
            GlyphId(0) if c.is_whitespace() => self.size * 0.2,
            glyph => f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * self.scale(),
        }
    }

    fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// Lines of at most `width`.
    fn lines(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for piece in pieces(paragraph) {
                if !line.is_empty() && self.width(&line) + self.width(&piece) > width {
                    lines.push(std::mem::take(&mut line));
                }
                // An address longer than a line is cut where the line ends.
                for c in piece.chars() {
                    if !line.is_empty() && self.width(&line) + self.width(c.encode_utf8(&mut [0; 4])) > width {
                        lines.push(std::mem::take(&mut line));
                    }
                    if !(line.is_empty() && c == ' ') {
                        line.push(c);
                    }
                }
            }
            lines.push(line);
        }
        lines
    }
}

// ---- drawing ----

/// What is drawn, in order; drawn once the height is known.
enum Mark {
    Text { x: f32, y: f32, text: String, bold: bool, size: f32, color: [u8; 3] },
    Box { x: f32, y: f32, w: f32, h: f32, color: [u8; 3] },
}

struct Sheet<'a> {
    regular: &'a Face<'a>,
    bold: &'a Face<'a>,
    y: f32,
    marks: Vec<Mark>,
}

impl<'a> Sheet<'a> {
    fn set(&self, bold: bool, size: f32) -> Type<'a> {
        Type { face: if bold { self.bold } else { self.regular }, size, leading: size * if bold { 1.4 } else { 1.6 } }
    }

    /// Sets a text from `x`, and moves down by its lines.
    fn text(&mut self, text: &str, (bold, size): (bool, f32), color: [u8; 3], x: f32, width: f32) {
        let set = self.set(bold, size);
        for line in set.lines(text, width) {
            // The line's middle is the middle of its characters: ascent .88, descent .12 of a Chinese square.
            let y = self.y + set.leading / 2.0 + size * 0.38;
            self.marks.push(Mark::Text { x, y, text: line, bold, size, color });
            self.y += set.leading;
        }
    }

    fn fill(&mut self, x: f32, y: f32, w: f32, h: f32, color: [u8; 3]) {
        self.marks.push(Mark::Box { x, y, w, h, color });
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Head(text) => {
                self.text(text, (false, 34.0), PINE, MARGIN, COLUMN);
                self.y += 12.0;
            }
            Block::Title(text) => {
                self.text(text, (true, 60.0), INK, MARGIN, COLUMN);
                self.y += 28.0;
            }
            Block::Strong(text) => {
                self.y += 10.0;
                self.text(text, (true, 42.0), INK, MARGIN, COLUMN);
                self.y += 6.0;
            }
            Block::Text(text) => {
                self.text(text, (false, 38.0), INK, MARGIN, COLUMN);
                self.y += 12.0;
            }
            Block::Fact(label, value) => {
                self.text(label, (false, 30.0), GREY, MARGIN, COLUMN);
                self.text(value, (true, 38.0), INK, MARGIN, COLUMN);
                self.y += 18.0;
            }
            Block::Bar { part, whole, line } => self.bar(*part, *whole, *line),
            Block::Note(text) => {
                let (top, at) = (self.y + 8.0, self.marks.len());
                self.y = top + 22.0;
                self.text(text, (true, 34.0), INK, MARGIN + 30.0, COLUMN - 60.0);
                self.y += 22.0;
                let ground = Mark::Box { x: MARGIN, y: top, w: COLUMN, h: self.y - top, color: NOTE };
                self.marks.insert(at, ground);
                self.y += 24.0;
            }
            Block::Rule => {
                self.y += 14.0;
                self.fill(MARGIN, self.y, COLUMN, 3.0, LINE);
                self.y += 26.0;
            }
        }
    }

    fn bar(&mut self, part: i64, whole: i64, line: Ratio) {
        let share = if whole > 0 { (part as f32 / whole as f32).clamp(0.0, 1.0) } else { 0.0 };
        let at = MARGIN + COLUMN * line.num() as f32 / line.den() as f32;
        let y = self.y + 14.0;
        self.fill(MARGIN, y, COLUMN, 40.0, PALE);
        self.fill(MARGIN, y, COLUMN * share, 40.0, PINE);
        self.fill(at - 5.0, y - 12.0, 10.0, 64.0, [255, 255, 255]);
        self.fill(at - 2.5, y - 12.0, 5.0, 64.0, INK);
        self.y = y + 72.0;
    }

    fn code(&mut self, address: &str, beside: &[String]) -> Result<(), PosterError> {
        let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| PosterError::Code)?;
        let width = code.width();
        // Four modules of white around it, as the standard asks; whole pixels, so that no edge is grey.
        let module = (CODE / (width as u32 + 8)).max(4);
        let side = (module * (width as u32 + 8)) as f32;
        let top = self.y;
        for (i, _) in code.to_colors().iter().enumerate().filter(|(_, c)| **c == Module::Dark) {
            let place = |n: usize| ((n as u32 + 4) * module) as f32;
            self.fill(MARGIN + place(i % width), top + place(i / width), module as f32, module as f32, [0, 0, 0]);
        }
        self.y += 34.0;
        for (i, line) in beside.iter().enumerate() {
            let (set, color) = if i == 0 { ((true, 36.0), INK) } else { ((false, 28.0), GREY) };
            self.text(line, set, color, MARGIN + side + 24.0, COLUMN - side - 24.0);
        }
        self.y = self.y.max(top + side);
        Ok(())
    }
}

/// Puts a glyph's outline, scaled and placed, into a path.
struct Outline<'a> {
    path: &'a mut PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Outline<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}

/// Draws a picture: a PNG file.
///
/// # Errors
/// [`PosterError`].
pub fn draw(fonts: &Fonts, poster: &Poster) -> Result<Vec<u8>, PosterError> {
    let (regular, bold) = (face(&fonts.regular)?, face(&fonts.bold)?);
    let mut sheet = Sheet { regular: &regular, bold: &bold, y: 84.0, marks: Vec::new() };
    sheet.fill(0.0, 0.0, WIDTH as f32, 24.0, PINE);
    poster.blocks.iter().for_each(|block| sheet.block(block));
    sheet.block(&Block::Rule);
    sheet.code(&poster.address, &poster.beside)?;
    let height = (sheet.y + 64.0).ceil() as u32;
    if height > HEIGHT_MAX {
        return Err(PosterError::TooHigh(height));
    }
    let mut picture = Pixmap::new(WIDTH, height).ok_or(PosterError::TooHigh(height))?;
    picture.fill(Color::WHITE);
    for mark in &sheet.marks {
        paint(&mut picture, &sheet, mark);
    }
    picture.encode_png().map_err(|e| PosterError::Write(e.to_string()))
}

fn paint(picture: &mut Pixmap, sheet: &Sheet<'_>, mark: &Mark) {
    let mut paint = Paint::default();
    let mut color = |[r, g, b]: [u8; 3]| paint.set_color_rgba8(r, g, b, 255);
    match mark {
        Mark::Box { x, y, w, h, color: c } => {
            color(*c);
            paint.anti_alias = false;
            if let Some(rect) = Rect::from_xywh(*x, *y, *w, *h) {
                picture.fill_rect(rect, &paint, Transform::identity(), None);
            }
        }
        Mark::Text { x, y, text, bold, size, color: c } => {
            color(*c);
            let set = sheet.set(*bold, *size);
            let (mut path, mut at) = (PathBuilder::new(), *x);
            for c in text.chars() {
                if !c.is_whitespace() {
                    let mut outline = Outline { path: &mut path, x: at, y: *y, scale: set.scale() };
                    set.face.outline_glyph(set.glyph(c), &mut outline);
                }
                at += set.advance(c);
            }
            if let Some(path) = path.finish() {
                picture.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_cling_to_their_words_and_figures_stay_whole() {
        assert_eq!(pieces("同意（366户），60.59%。"), ["同", "意", "（366", "户），", "60.59%。"]);
    }

    #[test]
    fn what_is_no_font_is_said_to_be_none() {
        let poster = Poster { blocks: Vec::new(), address: "https://example.org".into(), beside: Vec::new() };
        let none = Fonts::new(b"no font".to_vec(), Vec::new());
        assert!(matches!(draw(&none, &poster), Err(PosterError::Font(_))));
    }
}
