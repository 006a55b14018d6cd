//! A paper of this estate around its content: who issues it, what it is called, and how it is checked.

use super::Frame;
use crate::components::Link;
use crate::components::print::{Document, Foot, document};
use crate::layout::Mode;
use maud::Markup;
use units::{Digest, Moment, Seq};

/// What a paper says of itself.
pub struct Heading<'a> {
    /// The body that issues it.
    pub issuer: &'a str,
    /// Matter or number.
    pub number: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Where its code leads, within the estate: `/m/3/box`.
    pub to: &'a str,
    /// Back to the page it belongs to; on screen only.
    pub back: Link<'a>,
}

/// By what a paper is checked: the record up to an entry.
pub struct Checked {
    /// That entry.
    pub seq: Seq,
    /// When it was recorded.
    pub at: Moment,
    /// The head then.
    pub root: Digest,
    /// Whether it hangs somewhere, and says at its foot from when on.
    pub posting: bool,
}

impl Frame<'_> {
    /// A paper drawn from the record as it is now.
    pub fn paper(&self, heading: &Heading<'_>, content: Markup) -> Markup {
        let now = Checked { seq: self.view.seq, at: self.view.now, root: self.view.root(), posting: false };
        self.paper_as_of(heading, &now, content)
    }

    /// A paper drawn from the record as it was.
    pub fn paper_as_of(&self, heading: &Heading<'_>, checked: &Checked, content: Markup) -> Markup {
        let code = format!("{}{}", self.visit.origin, self.at(heading.to));
        let head = checked.root.to_string();
        document(
            Document {
                look: self.visit.look,
                issuer: heading.issuer,
                number: heading.number,
                title: heading.title,
                large: self.visit.look.mode == Mode::XLarge,
                foot: Foot { code: &code, seq: checked.seq, at: checked.at, head: &head, posting: checked.posting },
                back: heading.back,
            },
            content,
        )
    }
}
