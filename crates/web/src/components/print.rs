//! Papers: announcements and ballots on A4, set as a county office would set them. They print from the browser; what is
//! on paper is the same document with the same number and head, so that it can be checked against the record.

use super::bar::{Width, percent_of};
use super::layout::{Look, head, patterns};
use super::words::{flow, spoken, title};
use super::{Link, qr};
use crate::icons::Icon;
use crate::text::Lang;
use crate::{format, t};
use maud::{DOCTYPE, Markup, html};
use units::{Day, Moment, Share, Threshold};

/// The foot of a paper: how it is checked against the record.
#[derive(Clone, Copy, Debug)]
pub struct Foot<'a> {
    /// Address behind the code.
    pub code: &'a str,
    /// Number of the entry it prints.
    pub seq: u64,
    /// When that was recorded.
    pub at: Moment,
    /// The head's root in hexadecimal.
    pub head: &'a str,
    /// Lines to write the day and place of posting on by hand.
    pub posting: bool,
}

/// A paper.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Language, and the size it is read in on a screen; paper has its own sizes.
    pub look: Look,
    /// The body that issues it: 槐荫里小区业主大会.
    pub issuer: &'a str,
    /// Matter and number: 事项2026-0098 第6号公告.
    pub number: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Large print: 18 pt, one page.
    pub large: bool,
    /// How it is checked.
    pub foot: Foot<'a>,
    /// Back to the page it belongs to; on screen only.
    pub back: Link<'a>,
}

/// The whole document around its `content`.
#[must_use]
pub fn document(d: Document<'_>, content: Markup) -> Markup {
    let lang = d.look.lang;
    html! {
        (sheet(d.look, d.title, d.back, html! {}, html! {
            article .paper .paper-large[d.large] {
                header .paper-head { span { (d.issuer) } span { (flow(d.number)) } }
                h1 { (title(d.title)) }
                (content)
                (foot(lang, d.foot))
            }
        }))
    }
}

/// A document of papers only: no bar, no footer, and on screen a line that says how to print it.
/// `others`: ways to sheets like this one.
fn sheet(look: Look, title: &str, back: Link<'_>, others: Markup, papers: Markup) -> Markup {
    let lang = look.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-mode=(look.mode.word()) data-theme=(look.theme.word()) data-paper {
            (head(&spoken(title)))
            body {
                (patterns())
                nav .paper-bar {
                    (super::layout::back(back))
                    p { (Icon::Printer) span { (t!(lang, "print-how")) } }
                    (others)
                }
                main { (papers) }
            }
        }
    }
}

fn foot(lang: Lang, f: Foot<'_>) -> Markup {
    html! {
        footer .paper-foot {
            (qr(f.code, t!(lang, "print-check")))
            div {
                p { b { (t!(lang, "print-check")) } }
                p { (flow(&t!(lang, "shell-record", seq = f.seq))) "  " (flow(&format::moment_full(lang, f.at))) }
                p { code { (format::hash(f.head, 8)) } }
            }
            @if f.posting {
                div .posting {
                    p { span { (t!(lang, "print-posted")) } span .blank-short {} (t!(lang, "print-month")) span .blank-short {} (t!(lang, "print-day")) }
                    p { span { (t!(lang, "print-place")) } span .blank-long {} }
                }
            }
        }
    }
}

/// A paragraph of a paper: justified, first line indented.
#[must_use]
pub fn paragraph(text: &str) -> Markup {
    html! { p .para { (flow(text)) } }
}

/// A paragraph that opens with its result in bold: **表决通过。** 依据…
#[must_use]
pub fn finding(result: &str, text: &str) -> Markup {
    html! { p .para { b { (flow(result)) } (flow(text)) } }
}

/// The index of a whole file (卷宗): what lies where, and by which head it is checked.
#[must_use]
pub fn files_index(
    look: Look,
    estate: &str,
    matter: &str,
    head: &record::Head,
    rows: &[PrintRow],
    proofs: usize,
) -> Markup {
    let lang = look.lang;
    let heads = [t!(lang, "fact-name"), t!(lang, "file-path"), t!(lang, "receipt-entry"), "SHA-256"];
    let root = head.root.to_string();
    document(
        Document {
            look,
            issuer: estate,
            number: matter,
            title: t!(lang, "file-title"),
            large: false,
            foot: Foot {
                code: &format!("{}:{root}", head.seq),
                seq: head.seq,
                at: head.at,
                head: &root,
                posting: false,
            },
            back: Link::new(t!(lang, "file-check"), "check.html"),
        },
        html! {
            (paragraph(&t!(lang, "file-index-lead", n = rows.len(), proofs = proofs, seq = head.seq, at = format::moment_full(lang, head.at))))
            (print_words(&heads, rows, t!(lang, "file-index-note")))
        },
    )
}

/// A row of a printed table.
#[derive(Clone, Debug)]
pub struct PrintRow {
    /// Words, then figures; an empty text is an empty cell.
    pub cells: Vec<String>,
    /// Belongs under the row above.
    pub under: bool,
    /// Bold on grey.
    pub key: bool,
}

/// A printed table with its denominators stated beneath. The first column is words, the others are figures.
#[must_use]
pub fn print_table(heads: &[&str], rows: &[PrintRow], note: &str) -> Markup {
    drawn_table(heads, rows, note, false)
}

/// A printed table of words throughout, which break as running text does.
#[must_use]
pub fn print_words(heads: &[&str], rows: &[PrintRow], note: &str) -> Markup {
    drawn_table(heads, rows, note, true)
}

/// Room for 正 strokes, a line an option: the counter draws while the reader calls.
#[must_use]
pub fn tally_grid(lang: Lang, options: &[&str]) -> Markup {
    html! {
        table .paper-table .paper-grid {
            thead { tr { th scope="col" { (t!(lang, "sheet-option")) } th scope="col" { (t!(lang, "sheet-strokes")) } th scope="col" { (t!(lang, "sheet-sum")) } } }
            tbody { @for option in options { tr { th scope="row" { (flow(option)) } td {} td {} } } }
        }
    }
}

fn drawn_table(heads: &[&str], rows: &[PrintRow], note: &str, words: bool) -> Markup {
    html! {
        // Roles are spelled out because a phone's layout takes them from the elements.
        table .paper-table .paper-words[words] role="table" {
            thead role="rowgroup" { tr role="row" { @for h in heads { @if h.is_empty() { td role="cell" {} } @else { th scope="col" role="columnheader" { (h) } } } } }
            tbody role="rowgroup" {
                @for row in rows {
                    tr .key[row.key] .under[row.under] role="row" {
                        @for (i, cell) in row.cells.iter().enumerate() {
                            @if i == 0 {
                                th scope="row" role="rowheader" { (flow(cell)) }
                            } @else {
                                td role="cell" data-label=[heads.get(i)] { @if words && !cell.is_empty() { span { (flow(cell)) } } @else { (cell) } }
                            }
                        }
                    }
                }
            }
        }
        p .paper-note { (flow(note)) }
    }
}

/// Bars that share a line.
#[derive(Clone, Copy, Debug)]
pub struct PrintBars<'a> {
    /// Language.
    pub lang: Lang,
    /// The line.
    pub threshold: Threshold,
    /// Label, part and whole; heads first.
    pub bars: &'a [(&'a str, Share)],
}

/// Draws bars for paper: border, dark fill, the line outlined in white, and the word 过线 or 没过线.
#[must_use]
pub fn print_bars(p: PrintBars<'_>) -> Markup {
    let at = percent_of(i64::from(p.threshold.share.num()), i64::from(p.threshold.share.den()));
    html! {
        div .paper-bars {
            // The words of the line stand above it, in a drawing as wide as the bars.
            p { span {} (line_name(at, &format::threshold(p.lang, p.threshold))) span {} }
            @for (label, share) in p.bars {
                @let met = p.threshold.met(share.part, share.whole);
                p {
                    span { (label) }
                    svg width="100%" aria-hidden="true" focusable="false" {
                        rect .paper-track x="0.5" y="25%" width="99.8%" height="50%" {}
                        rect .paper-fill x="0" y="25%" width=(percent_of(share.part, share.whole).text()) height="50%" {}
                        svg x=(at.text()) width="1" height="100%" overflow="visible" {
                            rect x="-3" y="0" width="6" height="100%" fill="#fff" {}
                            rect x="-1.5" y="0" width="3" height="100%" fill="#000" {}
                        }
                    }
                    span {
                        (format::percent_printed(share.part, share.whole))
                        (if met { t!(p.lang, "print-met") } else { t!(p.lang, "print-not-met") })
                    }
                }
            }
        }
    }
}

fn line_name(at: Width, words: &str) -> Markup {
    html! {
        svg width="100%" aria-hidden="true" focusable="false" {
            svg x=(at.text()) width="1" height="100%" overflow="visible" { text x="0" y="1em" text-anchor="middle" { (words) } }
        }
    }
}

/// Photos behind a paper, each with its address and caption; two side by side.
#[must_use]
pub fn photos(heading: &str, list: &[(String, String)]) -> Markup {
    html! {
        @if !list.is_empty() {
            h2 { (title(heading)) }
            div .paper-photos {
                @for (src, caption) in list {
                    // Read at once, not as one scrolls: what is not there yet does not get printed.
                    figure { img src=(src) alt=(caption); figcaption { (flow(caption)) } }
                }
            }
        }
    }
}

/// Who signs, who issues, and where the seal goes.
#[derive(Clone, Copy, Debug)]
pub struct Signatures<'a> {
    /// Language.
    pub lang: Lang,
    /// 唱票人, 计票人, 监票人: a line each; a name twice gives two lines.
    pub roles: &'a [&'a str],
    /// 槐荫里小区业主委员会.
    pub issuer: &'a str,
    /// The day of the paper.
    pub day: Day,
}

/// Draws lines to sign on, and issuer and date under a dashed circle.
#[must_use]
pub fn signatures(s: Signatures<'_>) -> Markup {
    html! {
        div .signing {
            ul { @for role in s.roles { li { span { (role) } span .blank-long {} } } }
            div .sealing {
                svg viewBox="0 0 120 120" aria-hidden="true" focusable="false" { circle cx="60" cy="60" r="58" {} }
                small { (t!(s.lang, "print-seal")) }
                p { (s.issuer) }
                p { (flow(&format::date_full(s.lang, s.day))) }
            }
        }
    }
}

/// One question of a printed ballot.
#[derive(Clone, Copy, Debug)]
pub struct SlipItem<'a> {
    /// The question.
    pub text: &'a str,
    /// Sign and word of each answer, in the order of the screen.
    pub choices: &'a [(Option<Icon>, &'a str)],
}

/// A printed ballot for one unit.
#[derive(Clone, Copy, Debug)]
pub struct BallotSlip<'a> {
    /// Language.
    pub lang: Lang,
    /// The body that asks.
    pub issuer: &'a str,
    /// Matter number.
    pub number: &'a str,
    /// The ballot's title.
    pub title: &'a str,
    /// 3号楼2单元501.
    pub unit: &'a str,
    /// 64.37㎡，算1户.
    pub weight: &'a str,
    /// The ballot's own number in groups of four; printed on ballot and stub.
    pub code: &'a str,
    /// Address behind the code.
    pub link: &'a str,
    /// What is asked.
    pub items: &'a [SlipItem<'a>],
    /// How to fill it in, who collects it, until when; one sentence each.
    pub how: &'a [&'a str],
}

/// Ballots, one a page, each with the stub its owner keeps.
#[must_use]
pub fn ballots(look: Look, heading: &str, back: Link<'_>, others: Markup, slips: &[BallotSlip<'_>]) -> Markup {
    sheet(look, heading, back, others, html! { @for s in slips { (slip(s)) } })
}

fn slip(s: &BallotSlip<'_>) -> Markup {
    html! {
        article .paper .ballot {
            header .paper-head { span { (s.issuer) } span { (flow(s.number)) } }
            h1 { (title(s.title)) }
            div .ballot-who {
                div { p .ballot-unit { (flow(s.unit)) } p { (flow(s.weight)) } }
                div { p { (t!(s.lang, "print-ballot-number")) } p .ballot-code { (s.code) } }
                (qr(s.link, t!(s.lang, "print-ballot-number")))
            }
            ol .ballot-items {
                @for item in s.items {
                    li {
                        p { b { (title(item.text)) } }
                        ul { @for (sign, word) in item.choices { li { span .box {} @if let Some(sign) = sign { (sign) } (word) } } }
                    }
                }
            }
            ul .ballot-how { @for line in s.how { li { (flow(line)) } } }
            p .ballot-sign {
                span { (t!(s.lang, "print-owner-signs")) } span .blank-long {}
                span { (t!(s.lang, "print-date")) } span .blank-long {}
            }
            hr .cut;
            div .stub {
                div {
                    p { b { (t!(s.lang, "print-stub")) } }
                    p { (title(s.title)) }
                    p { (flow(s.unit)) }
                    p .ballot-code { (s.code) }
                }
                div {
                    p { span { (t!(s.lang, "print-received-by")) } span .blank-long {} }
                    p { span { (t!(s.lang, "print-date")) } span .blank-long {} }
                }
            }
        }
    }
}

/// An invitation slip: paper with a code, good for one account.
#[derive(Clone, Copy, Debug)]
pub struct InviteSlip<'a> {
    /// Language.
    pub lang: Lang,
    /// The estate.
    pub estate: &'a str,
    /// The holder's door; empty for somebody without one.
    pub door: &'a str,
    /// The holder.
    pub name: &'a str,
    /// The code, as typed.
    pub code: &'a str,
    /// Address behind the printed code.
    pub link: &'a str,
    /// The page's address, for typing.
    pub address: &'a str,
    /// Last day it works.
    pub until: Day,
}

/// Invitation slips, four a page, to cut apart.
#[must_use]
pub fn invites(look: Look, heading: &str, back: Link<'_>, slips: &[InviteSlip<'_>]) -> Markup {
    sheet(
        look,
        heading,
        back,
        html! {},
        html! {
            @for four in slips.chunks(4) {
                article .paper .invites { @for s in four { (invite(s)) } }
            }
        },
    )
}

fn invite(s: &InviteSlip<'_>) -> Markup {
    html! {
        section .invite {
            div {
                h2 { (flow(s.estate)) }
                p { b { (flow(s.door)) } " " (s.name) }
                p { (flow(t!(s.lang, "invite-how"))) }
                p .ballot-code { (s.code) }
                p { small { (s.address) } }
                p { small { (flow(&t!(s.lang, "invite-until", until = format::date_full(s.lang, s.until)))) } }
            }
            (qr(s.link, t!(s.lang, "invite-scan")))
        }
    }
}

/// A door on a walking sheet.
#[derive(Clone, Debug)]
pub struct WalkRow {
    /// 501.
    pub room: String,
    /// Masked names.
    pub who: String,
    /// 64.37㎡.
    pub area: String,
    /// How it stands as the sheet is printed.
    pub state: &'static str,
}

/// A walking sheet: one stairwell, storey by storey.
#[derive(Clone, Debug)]
pub struct WalkSheet {
    /// 3号楼2单元.
    pub place: String,
    /// Its doors, in the order of the walk.
    pub rows: Vec<WalkRow>,
}

/// Walking sheets, each stairwell on a page of its own: boxes for the outcome, room for time and a signature, two names
/// at the foot. No row breaks in two, and the head repeats.
#[must_use]
pub fn walk_sheets(
    look: Look,
    heading: &str,
    back: Link<'_>,
    issuer: &str,
    number: &str,
    sheets: &[WalkSheet],
) -> Markup {
    let lang = look.lang;
    let heads = [
        t!(lang, "walk-room"),
        t!(lang, "walk-owner"),
        t!(lang, "walk-state"),
        t!(lang, "walk-outcome"),
        t!(lang, "walk-when"),
        t!(lang, "walk-sign"),
    ];
    let outcomes = ["served", "refused", "vacant", "tenant", "unreachable"];
    let papers = html! {
        @for s in sheets {
            article .paper .walk-sheet {
                header .paper-head { span { (issuer) } span { (flow(number)) } }
                h1 { (title(&t!(lang, "walk-title", place = s.place.as_str()))) }
                p { (flow(heading)) }
                table .paper-table role="table" {
                    thead role="rowgroup" { tr role="row" { @for h in heads { th scope="col" role="columnheader" { (h) } } } }
                    tbody role="rowgroup" {
                        @for r in &s.rows {
                            tr role="row" {
                                th scope="row" role="rowheader" { (r.room) }
                                td role="cell" data-label=(heads[1]) { (flow(&r.who)) " " small { (r.area) } }
                                td role="cell" data-label=(heads[2]) { (r.state) }
                                td role="cell" data-label=(heads[3]) { @for o in outcomes { span .nb { span .box {} (crate::text::t_of(lang, "outcome", o)) } " " } }
                                td role="cell" data-label=(heads[4]) { span .blank-short {} }
                                td role="cell" data-label=(heads[5]) { span .blank-short {} }
                            }
                        }
                    }
                }
                p .ballot-sign {
                    span { (t!(lang, "walk-by")) } span .blank-long {}
                    span { (t!(lang, "walk-with")) } span .blank-long {}
                    span { (t!(lang, "print-date")) } span .blank-short {}
                }
                p .paper-note { (flow(t!(lang, "walk-note"))) }
            }
        }
    };
    sheet(look, heading, back, html! {}, papers)
}

/// A signature list: one stairwell.
#[derive(Clone, Debug)]
pub struct SignSheet {
    /// 3号楼2单元.
    pub place: String,
    /// Its rooms, in order.
    pub rooms: Vec<String>,
}

/// Signature lists of a consultation of households, each stairwell on a page of its own: boxes for what a household wants,
/// room to sign, and at head and foot that this is no decision. `of`: estate and matter number; `until`: the last day, and
/// the address behind the code.
#[must_use]
pub fn sign_sheets(
    look: Look,
    question: &str,
    back: Link<'_>,
    of: (&str, &str),
    until: (&str, &str),
    sheets: &[SignSheet],
) -> Markup {
    let lang = look.lang;
    let heads = [
        t!(lang, "walk-room"),
        t!(lang, "consent-view-agree"),
        t!(lang, "consent-view-conditions"),
        t!(lang, "consent-view-disagree"),
        t!(lang, "consent-sign"),
        t!(lang, "print-date"),
    ];
    let papers = html! {
        @for s in sheets {
            article .paper .walk-sheet .sign-sheet {
                header .paper-head { span { (of.0) } span { (flow(of.1)) } }
                h1 { (title(&t!(lang, "consent-sheet-title", place = s.place.as_str()))) }
                p { b { (title(question)) } }
                p { (flow(t!(lang, "consent-no-decision"))) }
                table .paper-table role="table" {
                    thead role="rowgroup" { tr role="row" { @for h in heads { th scope="col" role="columnheader" { (h) } } } }
                    tbody role="rowgroup" {
                        @for room in &s.rooms {
                            tr role="row" {
                                th scope="row" role="rowheader" { (room) }
                                @for h in &heads[1..4] { td role="cell" data-label=(h) { span .box {} } }
                                td role="cell" data-label=(heads[4]) { span .blank-long {} }
                                td role="cell" data-label=(heads[5]) { span .blank-short {} }
                            }
                        }
                    }
                }
                p .ballot-sign {
                    span { (t!(lang, "walk-by")) } span .blank-long {}
                    span { (t!(lang, "walk-with")) } span .blank-long {}
                    span { (t!(lang, "print-date")) } span .blank-short {}
                }
                p .paper-note { (flow(t!(lang, "consent-sheet-note"))) }
                footer .paper-foot {
                    (qr(until.1, t!(lang, "consent-title")))
                    div { p { (flow(until.0)) } }
                }
            }
        }
    };
    sheet(look, question, back, html! {}, papers)
}

/// A letter to one household, in large print.
#[derive(Clone, Debug)]
pub struct Letter {
    /// 3号楼2单元501.
    pub door: String,
    /// Its owners, their names masked.
    pub owners: String,
    /// What it says, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Ways to vote, numbered.
    pub ways: Vec<String>,
}

/// Letters, one a page: 18 pt, the address as a code, a line for a telephone number to be written by hand.
/// `of`: who writes and matter number.
#[must_use]
pub fn letters(
    look: Look,
    heading: &str,
    back: Link<'_>,
    others: Markup,
    of: (&str, &str),
    code: &str,
    list: &[Letter],
) -> Markup {
    let lang = look.lang;
    let papers = html! {
        @for l in list {
            article .paper .paper-large {
                header .paper-head { span { (of.0) } span { (flow(of.1)) } }
                h1 { (title(heading)) }
                p { b { (flow(&l.door)) } br; (flow(&l.owners)) }
                @for text in &l.paragraphs { p { (flow(text)) } }
                ol { @for way in &l.ways { li { (flow(way)) } } }
                p .ballot-sign { span { (t!(lang, "letter-call")) } span .blank-long {} }
                footer .paper-foot {
                    (qr(code, t!(lang, "share-scan")))
                    div { p { b { (t!(lang, "letter-scan")) } } }
                }
            }
        }
    };
    sheet(look, heading, back, others, papers)
}
