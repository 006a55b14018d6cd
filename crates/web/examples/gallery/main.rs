//! Draws every component and the sample pages as static files, to be looked at and measured:
//! `cargo run -p web --example gallery -- FOLDER`, then serve FOLDER over HTTP. People, companies and figures are
//! invented (示例).

use maud::{Markup, html};
use std::path::Path;
use std::{env, fs, io};
use units::{Area, Capacity, Day, Fen, Share, Threshold, Weight};
use web::components::layout::{
    Look, Mode, NavItem, Page, PageHead, Place, Proof, Switches, Theme, Who, canvass_page, columns, hero, narrow,
    page_head, picture_columns, wrap,
};
use web::components::print::{
    BallotSlip, Document, Foot, PrintBars, PrintRow, Signatures, SlipItem, ballots, document, finding, paragraph,
    print_bars, print_table, signatures,
};
use web::components::*;
use web::format::{self, Due};
use web::icons::Icon;
use web::text::Lang;

/// Strict, as the server sends it; a violation shows in the browser's log.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'";

const HEAD: &str = "9f2c71ae04bd5e13a8c027f1d3b65e90417c2a6be8f0d5934c1e7ab20f68d3c5";

/// The sample in one language.
#[derive(Clone, Copy)]
struct Sample {
    lang: Lang,
    look: Look,
    today: Day,
}

/// The same words twice, since a sample is no message of the product.
macro_rules! say {
    ($s:expr, $zh:expr, $en:expr) => {
        if $s.lang == Lang::Zh { $zh } else { $en }
    };
}

mod board;
mod motion;
mod papers;
mod parts;
mod vote;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("usage: gallery FOLDER"))?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in web::assets::all() {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let mut index = Vec::new();
    for lang in Lang::ALL {
        for mode in Mode::ALL {
            for (name, page) in pages(Look { lang, mode, theme: Theme::System })? {
                let file = address(name, lang, mode);
                let policy =
                    html! { meta charset="utf-8"; meta http-equiv="Content-Security-Policy" content=(POLICY); };
                let page = page.into_string().replacen("<meta charset=\"utf-8\">", &policy.into_string(), 1);
                fs::write(folder.join(file.trim_start_matches('/')), page)?;
                index.push(file);
            }
        }
    }
    let list = html! { (maud::DOCTYPE) meta charset="utf-8"; title { "Gallery" } @for file in index { p { a href=(file) { (file) } } } };
    fs::write(folder.join("index.html"), list.into_string())
}

/// Every sample page with its name.
pub fn pages(look: Look) -> io::Result<[(&'static str, Markup); 9]> {
    let s = Sample { lang: look.lang, look, today: day(2026, 11, 23)? };
    Ok([
        ("components", parts::components(s)),
        ("board", board::board(s)),
        ("ballot", vote::ballot(s)),
        ("check", vote::check(s)),
        ("receipt", vote::receipt_page(s)),
        ("motion", motion::motion(s)),
        ("announcement", papers::announcement(s)?),
        ("slip", papers::slips(s)),
        ("door", motion::door(s)),
    ])
}

fn day(year: i16, month: i8, number: i8) -> io::Result<Day> {
    Day::new(year, month, number).ok_or_else(|| io::Error::other("no such day"))
}

fn address(page: &str, lang: Lang, mode: Mode) -> String {
    format!("/{page}-{}-{}.html", lang.tag(), mode.word())
}

fn at_least(num: u32, den: u32) -> Threshold {
    // INVARIANT: the samples write proper fractions.
    Threshold::at_least(num, den).expect("a share")
}

fn frame(s: Sample, page: &str, title: &str, shape: impl Fn(&mut Page<'_>), content: Markup) -> Markup {
    let at = |name: &str| address(name, s.lang, s.look.mode);
    let switches = Switches {
        sizes: Mode::ALL.map(|m| address(page, s.lang, m)),
        themes: Theme::ALL.map(|_| address(page, s.lang, s.look.mode)),
        language: address(page, s.lang.other(), s.look.mode),
    };
    let (board, motion, components) = (at("board"), at("motion"), at("components"));
    let nav = [
        NavItem { label: say!(s, "公告栏", "Board"), href: &board, current: page == "board" },
        NavItem { label: say!(s, "事项", "Matters"), href: &motion, current: page == "motion" },
        NavItem { label: say!(s, "账目", "Accounts"), href: &components, current: false },
        NavItem { label: say!(s, "房屋设施", "Buildings"), href: &components, current: page == "components" },
    ];
    let mut shell = Page {
        title,
        look: s.look,
        desk: true,
        wide: false,
        place: Place {
            name: say!(s, "槐荫里小区", "Huaiyinli"),
            line: say!(s, "一核·示例", "Yihe · sample"),
            home: &board,
        },
        nav: &nav,
        who: Who::Visitor { sign_in: "#" },
        switches: &switches,
        read_aloud: false,
        note: Some(say!(
            s,
            "公告栏不用登录就能看。人名、单位均为示例。",
            "Anyone may read the board. People and companies are samples."
        )),
        links: &[],
        proof: Some(Proof { seq: 18_204, head: HEAD, how: "#" }),
    };
    shape(&mut shell);
    shell.document(content)
}

fn turnout_now(s: Sample, words: Words) -> Turnout {
    Turnout {
        lang: s.lang,
        part: Weight::new(366, Area::from_cm2(247_844_000)),
        whole: Weight::new(604, Area::from_cm2(403_866_000)),
        heads: at_least(2, 3),
        area: at_least(2, 3),
        words,
    }
}

fn shed(s: Sample) -> &'static str {
    say!(s, "东侧空地改建\u{200b}电动自行车\u{200b}充电棚", "An e-bike charging shed on the east plot")
}
