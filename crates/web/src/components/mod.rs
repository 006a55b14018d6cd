//! What pages are assembled from: typed functions with small parameter structs, one component each.
//!
//! A component knows its markup and the few words that belong to every use of it; what a page says comes in as values.
//! It carries no inline style and no script, works without script, and is understood in grey.

pub mod action;
pub mod bar;
pub mod block;
pub mod canvass;
pub mod elevation;
pub mod field;
pub mod layout;
pub mod print;
pub mod qr;
pub mod receipt;
pub mod skyline;
pub mod station;
pub mod table;
pub mod words;

pub use action::{Button, Kind, Link, LinkButton, button, buttons, link, link_button, more};
pub use bar::{Bar, Gap, MiniBar, Of, SealedBar, Turnout, Words, bar, mini_bar, missing, sealed_bar, turnout};
pub use block::{
    Basis, Contact, Done, Empty, Entry, Fact, Notice, NoticeKind, Pagination, Sum, Tag, TagKind, at_door, basis, card,
    card_head, card_now, contacts, done, due_tag, empty, entries, entries_with, facts, law_note, lead, meta, notice,
    pagination, section, steps, sums, tag,
};
pub use canvass::{CanvassHead, Door, Outcome, Passed, Recorded, Visit, canvass_head, door, recorded, visit, walk};
pub use elevation::{Cell, CellKind, Elevation, Ground, Stairwell, elevation, turnout_kinds};
pub use field::{Choice, Control, Field, Problem, Width, checkbox, choices, error_summary, field, hidden};
pub use qr::qr;
pub use receipt::{Confirmation, Receipt, confirmation, receipt};
pub use skyline::skyline;
pub use station::{Entry as TimelineEntry, Station, Stations, stations, timeline};
pub use table::{Column, Row, Table, table};
pub use words::{BREAK, flow, title};
