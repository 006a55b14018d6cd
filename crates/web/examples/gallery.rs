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
        ("components", components(s)),
        ("board", board(s)),
        ("ballot", ballot(s)),
        ("check", check(s)),
        ("receipt", receipt_page(s)),
        ("motion", motion(s)),
        ("announcement", announcement(s)?),
        ("slip", slips(s)),
        ("door", door(s)),
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

fn board(s: Sample) -> Markup {
    let opening = html! {
        (flow(&say!(s, format!("今天{}，{}。", format::date(s.lang, s.today, s.today), format::weekday(s.lang, s.today)),
            format!("Today is {}, {}. ", format::weekday(s.lang, s.today), format::date(s.lang, s.today, s.today)))))
        b { (flow(say!(s, "1件事正在表决", "1 matter is being voted on"))) }
        (flow(say!(s, "，3件正在公示。", ", 3 are open for comment.")))
    };
    let due = |n: i32| Due::of(s.today.plus(n), s.today).text(s.lang);
    let (four, seven, now) = (
        say!(s, "还可提意见4天".to_owned(), format!("comment: {}", due(4))),
        say!(s, "还可提意见7天".to_owned(), format!("comment: {}", due(7))),
        due(0),
    );
    let vote = turnout_now(s, Words::Short);
    let deadline = format::moment(s.lang, s.today.plus(5).at(18, 0), s.today);
    let main = html! {
        (card_now(html! {
            (card_head(
                tag(Tag { kind: TagKind::Now, text: say!(s, "正在表决", "being voted on") }),
                html! { b { (flow(&due(5))) } },
            ))
            h2 { (title(shed(s))) }
            (lead(&say!(s, format!("48个车位，收益归全体业主。{deadline}截止。"),
                format!("48 places; the income belongs to all owners. Closes {deadline}."))))
            (turnout(vote))
            (missing(s.lang, vote.gap()))
            (meta(say!(s, "户数和面积都过三分之二，表决才算数。", "The vote counts once both heads and area reach two thirds.")))
            (buttons(html! {
                (link_button(LinkButton::primary(say!(s, "去投票", "Vote"), &address("ballot", s.lang, s.look.mode))))
                (link_button(LinkButton::second(say!(s, "先看清楚这件事", "Read about it first"), &address("motion", s.lang, s.look.mode))))
            }))
        }))
        (section(say!(s, "正在公示", "Open for comment"), Some(more(Link::new(say!(s, "全部3件", "All 3"), "#"))), card(entries(&[
            Entry { title: say!(s, "3号楼2单元加装电梯设计方案", "Design of a lift for building 3, stairwell 2"), href: "#",
                tag: Some(Tag { kind: TagKind::Soon, text: &four }), line: Some(say!(s, "已贴9处，最后一处11月12日", "Posted at 9 places, the last on 12 November")) },
            Entry { title: say!(s, "2026年第三季度公共收益收支", "Income from common parts, third quarter of 2026"), href: "#",
                tag: Some(Tag { kind: TagKind::Soon, text: &seven }), line: Some(say!(s, "收86,420.00元，支31,075.50元", "In ¥86,420.00, out ¥31,075.50")) },
            Entry { title: say!(s, "业主委员会候选人名单（9人）", "Candidates for the owners’ committee (9)"), href: "#",
                tag: Some(Tag { kind: TagKind::Soon, text: &now }), line: Some(say!(s, "收到意见2条，已答复1条", "2 comments, 1 answered")) },
        ]))))
        (section(say!(s, "刚办完", "Just done"), Some(more(Link::new(say!(s, "以前的", "Earlier"), "#"))), card(entries(&[
            Entry { title: say!(s, "5号楼屋面防水，已验收", "Roof of building 5, accepted"), href: "#",
                tag: Some(Tag { kind: TagKind::Done, text: say!(s, "办结", "done") }), line: Some(say!(s, "花168,240.00元，比预算少3,760.00元", "Cost ¥168,240.00, ¥3,760.00 under budget")) },
            Entry { title: say!(s, "续聘物业服务企业，业主表决通过", "Property company kept on by the owners’ vote"), href: "#",
                tag: Some(Tag { kind: TagKind::Done, text: say!(s, "通过", "passed") }), line: Some(say!(s, "11月9日公告，可核对", "Announced 9 November; can be checked")) },
        ]))))
    };
    let side = html! {
        (card(section(say!(s, "大家的钱", "Our money"), Some(more(Link::new(say!(s, "看账目", "Accounts"), "#"))), sums(&[
            Sum { label: say!(s, "维修资金结余", "Maintenance fund"), figure: format::money_overview(s.lang, Fen::new(214_360_000)), line: Some(say!(s, "够用约7年", "lasts about 7 years")) },
            Sum { label: say!(s, "公共收益结余", "Income from common parts"), figure: format::money_overview(s.lang, Fen::new(18_920_000)), line: Some(say!(s, "截至10月31日", "on 31 October")) },
        ]))))
        (card(section(say!(s, "有事找谁", "Whom to ask"), None, html! {
            (contacts(&[
                Contact { what: say!(s, "物业报修", "Repairs"), line: say!(s, "安居物业（示例），24小时", "Anju Property (sample), 24 hours"), call: Some(Link::new(say!(s, "拨打", "Call"), "tel:000")) },
                Contact { what: say!(s, "业主委员会", "Owners’ committee"), line: say!(s, "周三、周六 19:00–20:30", "Wed, Sat 19:00–20:30"), call: Some(Link::new(say!(s, "拨打", "Call"), "tel:000")) },
                Contact { what: say!(s, "社区居委会", "Residents’ committee"), line: say!(s, "工作日 8:30–17:30", "Weekdays 8:30–17:30"), call: Some(Link::new(say!(s, "拨打", "Call"), "tel:000")) },
            ]))
            (buttons(link_button(LinkButton::second(say!(s, "说一件事", "Tell us something"), "#"))))
            (meta(say!(s, "不用登录。给您一个编号，随时查办到哪一步。", "No account needed. You get a number to follow it by.")))
        })))
        (card(section(say!(s, "这块公告栏能核对", "This board can be checked"), None, html! {
            (meta(say!(s, "每条公告都编了号、盖了校验码，改一个字都看得出来。", "Every notice is numbered and sealed with a digest; a single changed word shows.")))
            p { code { (say!(s, "第18,204号", "No. 18,204")) } br; code { (format::hash(HEAD, 4)) } }
            (more(Link::new(say!(s, "怎么核对", "How to check"), "#")))
        })))
    };
    frame(
        s,
        "board",
        say!(s, "公告栏", "Board"),
        |_| {},
        html! { (hero(say!(s, "公告栏", "Board"), opening)) (wrap(columns(main, side))) },
    )
}

fn ballot(s: Sample) -> Markup {
    let lang = s.lang;
    let home = Area::from_cm2(643_700);
    let deadline = format::moment(lang, s.today.plus(5).at(18, 0), s.today);
    let content = html! {
        (page_head(PageHead {
            back: Some(Link::new(say!(s, "回到这件事", "Back to the matter"), &address("motion", lang, s.look.mode))),
            title: say!(s, "同意在东侧空地\u{200b}改建电动自行车\u{200b}充电棚吗？", "Do you agree to build an e-bike charging shed on the east plot?"),
            lead: Some(&say!(s, format!("表决票，共1件。{deadline}截止。"), format!("Ballot with 1 question. Closes {deadline}."))),
            ..PageHead::default()
        }))
        div .stack {
            (card(at_door(say!(s, "3号楼2单元", "Bldg 3, stairwell 2"), "501", html! {
                p data-read { b { (say!(s, "您代表这一户投票", "You vote for this home")) } }
                (meta(&say!(s, format!("{}（示例）", format::masked("王秀兰")), format!("{} (sample)", format::masked("Wang")))))
                (meta(&say!(s, format!("{}，算1户", format::area(lang, home)), format!("{}, counts as 1 home", format::area(lang, home)))))
                (more(Link::new(say!(s, "不是您家？这样改", "Not your home? Change it"), "#")))
            })))
            (card(facts(&[
                Fact::text(say!(s, "建什么", "What"), say!(s, "48个充电车位，带顶棚和喷淋", "48 charging places with roof and sprinklers")),
                Fact::text(say!(s, "花多少", "Cost"), &say!(s, format!("{}，不用各家另交钱", format::price(lang, Fen::new(64_500_000))), format!("{}; no home pays extra", format::price(lang, Fen::new(64_500_000))))),
                Fact::text(say!(s, "钱归谁", "Income"), say!(s, "收益归全体业主，每季度公布", "belongs to all owners, published every quarter")),
            ])))
            form method="post" action=(address("check", lang, s.look.mode)) {
                (choices(
                    Field::new(lang, "choice", say!(s, "请选一个", "Choose one")),
                    &[
                        Choice { value: "for", label: say!(s, "同意", "For"), note: None, sign: Some(Icon::Check) },
                        Choice { value: "against", label: say!(s, "反对", "Against"), note: None, sign: Some(Icon::Cross) },
                        Choice { value: "abstain", label: say!(s, "弃权", "Abstain"), note: Some(say!(s, "也算参加了表决", "counts as taking part")), sign: Some(Icon::Minus) },
                    ],
                    Some("for"),
                ))
                (button(Button::primary(say!(s, "下一步，核对一遍", "Next: check it"))))
            }
            (meta(say!(s, "还没有交。下一页看清楚再交。", "Not sent yet. Look at it once more on the next page.")))
            (law_note(say!(s, "怎样算通过", "When it passes"), say!(s, "户数和面积都要有三分之二参加；参加的里面，户数和面积都要有四分之三同意。", "Two thirds by heads and by area must take part; of those, three quarters by heads and by area must agree."), Link::new(say!(s, "民法典第二百七十八条", "Civil Code, article 278"), "#")))
            (notice(Notice { icon: Some(Icon::Lock), ..Notice::text(NoticeKind::Explain, say!(s, "您选了什么会封存。唱票后也只公布总数，不公布哪家选了什么。", "Your choice is sealed. After the count only totals are published, never a home’s choice.")) }))
            p { b { (say!(s, "不想在手机上投？", "Rather not on the phone? ")) } (flow(say!(s, "纸质票一样算：到居委会领，或请人上门。", "A paper ballot counts the same: fetch one at the residents’ committee or have somebody come. "))) (link(Link::new(say!(s, "约人上门", "Ask for a visit"), "#"))) }
        }
    };
    frame(s, "ballot", shed(s), |p| (p.read_aloud, p.desk) = (true, false), narrow(content))
}

fn check(s: Sample) -> Markup {
    let content = html! {
        (page_head(PageHead {
            back: Some(Link::new(say!(s, "返回改一改", "Back to change it"), &address("ballot", s.lang, s.look.mode))),
            title: say!(s, "核对一遍，再交", "Check it, then send it"),
            ..PageHead::default()
        }))
        div .stack {
            (confirmation(Confirmation {
                facts: &[
                    Fact { label: say!(s, "这件事", "The matter"), value: title(shed(s)) },
                    Fact::text(say!(s, "代表", "For"), &say!(s, format!("{}，算1户、{}", format::room(s.lang, "3", "2", "501"), format::area(s.lang, Area::from_cm2(643_700))), format!("{}: 1 home, {}", format::room(s.lang, "3", "2", "501"), format::area(s.lang, Area::from_cm2(643_700))))),
                ],
                choice_label: say!(s, "您选的是", "Your choice"),
                choice: Some((Icon::Check, say!(s, "同意", "For"))),
                fixed: say!(s, "交了以后不能改。要是选错了，现在按“返回改一改”。", "It cannot be changed once sent. If it is wrong, press “Back to change it” now."),
                action: &address("receipt", s.lang, s.look.mode),
                hidden: &[("choice", "for")],
                button: Button::primary(say!(s, "交票", "Send the ballot")).busy(say!(s, "正在交…", "Sending…")),
            }))
        }
    };
    frame(
        s,
        "check",
        say!(s, "核对一遍，再交", "Check it, then send it"),
        |p| (p.read_aloud, p.desk) = (true, false),
        narrow(content),
    )
}

fn receipt_page(s: Sample) -> Markup {
    let content = html! {
        div .stack {
            (receipt(Receipt {
                title: say!(s, "票已收到", "Ballot received"),
                unit: &format::room(s.lang, "3", "2", "501"),
                at: &format::moment(s.lang, s.today.at(14, 32), s.today),
                number_label: say!(s, "回执号", "Receipt no."),
                number: "7K4M 92QD",
                proves: say!(s, "回执只证明您的票在里面，不显示您选了什么。", "It proves that your ballot is in the box and does not show what you chose."),
                code: "https://example.org/r/7K4M92QD",
                code_label: say!(s, "回执的二维码", "Code of the receipt"),
                keep: say!(s, "截图或抄下回执号。唱票后扫一扫，能查到这张票算进去了。", "Take a picture or copy the number. After the count, scan it to see that this ballot was counted."),
            }))
            (section(say!(s, "接下来", "What comes next"), None, steps(&[
                say!(s, "11月28日 18:00停止收票。", "28 November, 18:00: the vote closes."),
                say!(s, "11月29日 9:00在居委会唱票，谁都可以去看。", "29 November, 9:00: ballots are counted at the residents’ committee; anyone may watch."),
                say!(s, "唱票后3天内，公告栏贴出结果。", "Within 3 days of the count the result is on the board."),
            ])))
            (link_button(LinkButton::primary(say!(s, "回到公告栏", "Back to the board"), &address("board", s.lang, s.look.mode))))
            (link_button(LinkButton::second(say!(s, "把回执发到我的手机", "Send the receipt to my phone"), "#")))
        }
    };
    frame(
        s,
        "receipt",
        say!(s, "票已收到", "Ballot received"),
        |p| (p.read_aloud, p.desk) = (true, false),
        narrow(content),
    )
}

/// Building 3 of the pictures: v voted, s served, n not served, x refused, e empty; storeys from the top.
const DOORS: [[&str; 6]; 4] = [
    ["ne", "vs", "ev", "vv", "sv", "vs"],
    ["vv", "nv", "vv", "vv", "vs", "vn"],
    ["vv", "vv", "sv", "xn", "nv", "ex"],
    ["vv", "ns", "sv", "sv", "sn", "vv"],
];

fn building(s: Sample) -> Markup {
    let kinds = turnout_kinds(s.lang);
    let rooms: Vec<[String; 2]> = (0..6).map(|i| [format!("{}01", 6 - i), format!("{}02", 6 - i)]).collect();
    let names: Vec<String> = (1..=4).map(|n| format::stairwell_name(s.lang, &n.to_string())).collect();
    let lines: Vec<String> = [4, 3, 3, 6].map(|n| say!(s, format!("可争取{n}户"), format!("{n} to win"))).to_vec();
    let stairwells: Vec<Stairwell<'_>> = DOORS
        .iter()
        .enumerate()
        .map(|(w, storeys)| Stairwell {
            name: &names[w],
            line: Some(&lines[w]),
            storeys: storeys
                .iter()
                .zip(&rooms)
                .map(|(doors, rooms)| {
                    let cell = |(door, room): (char, &'static str)| {
                        Some(Cell {
                            room,
                            kind: "vsnxe".find(door).unwrap_or(0),
                            href: Some("#"),
                            here: w == 3 && room == "501",
                        })
                    };
                    // Leaked: a sample lives as long as its program.
                    doors.chars().zip(rooms.iter().map(|r| &*r.clone().leak())).map(cell).collect()
                })
                .collect(),
        })
        .collect();
    elevation(Elevation {
        lang: s.lang,
        building: &format::building_name(s.lang, "3"),
        storeys: &["6", "5", "4", "3", "2", "1"],
        stairwells: &stairwells,
        kinds: &kinds,
    })
}

fn motion(s: Sample) -> Markup {
    let vote = turnout_now(s, Words::Full);
    let deadline = format::moment(s.lang, s.today.plus(5).at(18, 0), s.today);
    let head = html! {
        (page_head(PageHead {
            back: Some(Link::new(say!(s, "全部事项", "All matters"), "#")),
            title: shed(s),
            tags: Some(html! {
                (tag(Tag { kind: TagKind::Now, text: say!(s, "正在表决", "being voted on") }))
                (tag(Tag { kind: TagKind::Plain, text: say!(s, "事项2026-0117", "Matter 2026-0117") }))
                span .meta { (flow(&say!(s, format!("业主委员会提出，社区居委会指导。{deadline}截止。"), format!("Moved by the owners’ committee. Closes {deadline}.")))) }
            }),
            lead: None,
        }))
        (stations(Stations { lang: s.lang, six: [
            (Station::Done, say!(s, "10月8日", "8 October")), (Station::Now, say!(s, "正在表决", "being voted on")),
            (Station::Later, ""), (Station::Later, ""), (Station::Later, ""), (Station::Later, ""),
        ] }))
    };
    let first = columns(
        html! { section #turnout .card {
            (missing(s.lang, vote.gap()))
            (lead(say!(s, "户数和面积都过三分之二，表决才算数。还剩5天。", "The vote counts once both heads and area reach two thirds. 5 days left.")))
            (turnout(vote))
        } },
        card(html! {
            h2 { (title(say!(s, "过线以后，\u{200b}还看同意够不够", "Past the line, enough must agree"))) }
            (meta(say!(s, "参加的里面，户数和面积都要有四分之三同意。", "Of those taking part, three quarters by heads and by area.")))
            (sealed_bar(SealedBar { lang: s.lang, label: say!(s, "同意", "For"), threshold: at_least(3, 4) }))
            (meta(say!(s, "11月29日 9:00唱票。要是正好403户参加，至少303户同意才通过。", "Counted 29 November, 9:00. If exactly 403 homes take part, at least 303 must agree.")))
            p .meta { (say!(s, "依据：", "Law: ")) (link(Link::new(say!(s, "民法典第二百七十八条", "Civil Code, article 278"), "#"))) (say!(s, "，表决开始时已固定。", ", fixed when the vote opened.")) }
        }),
    );
    let rows: Vec<Row> = [
        (1, 52, 72),
        (2, 49, 72),
        (3, 27, 48),
        (4, 41, 72),
        (5, 48, 72),
        (6, 39, 60),
        (7, 44, 72),
        (8, 34, 72),
        (9, 32, 64),
    ]
    .map(|(n, part, whole)| Row {
        cells: vec![
            Some(html! { (flow(&format::building_name(s.lang, &n.to_string()))) }),
            Some(mini_bar(MiniBar { part, whole, threshold: at_least(2, 3) })),
            Some(html! { (part) " / " (whole) }),
        ],
        here: n == 3,
    })
    .to_vec();
    let second = picture_columns(
        card(section(
            say!(s, "3号楼，一户一户看", "Building 3, home by home"),
            Some(tag(Tag {
                kind: TagKind::Seen, text: say!(s, "只有上门人员看得到", "only canvassers see this")
            })),
            html! {
                (meta(say!(s, "点一户，记上门情况。", "Choose a home to note a visit.")))
                (building(s))
                (notice(Notice { kind: NoticeKind::Explain, icon: Some(Icon::Door),
                    text: html! { b { (flow(say!(s, "今晚先走4单元。", "Stairwell 4 first tonight. "))) } (flow(say!(s, "能争取6户，4户票已送到。", "6 homes to win, 4 have their ballot."))) },
                    link: Some(Link::new(say!(s, "打开上门单", "Open the walking sheet"), "#")) }))
            },
        )),
        card(html! {
            h2 { (say!(s, "九栋楼", "Nine buildings")) }
            (table(Table { lang: s.lang, caption: say!(s, "各楼已投户数", "Homes that voted, by building"), caption_hidden: true,
                columns: &[Column::text(say!(s, "楼", "Building")).stays(), Column::text("").stays(), Column::figure(say!(s, "已投 / 一共", "Voted / all")).stays()],
                rows: &rows, total: None }))
            (meta(say!(s, "竖线是三分之二。一个人有几套房，算1户。", "The line is two thirds. An owner of several homes counts once.")))
            (link_button(LinkButton::second(say!(s, "打印上门单", "Print the walking sheet"), "#").icon(Icon::Printer)))
        }),
    );
    frame(
        s,
        "motion",
        shed(s),
        |p| {
            p.who = Who::Person {
                name: say!(s, "赵＊（示例）", "Z＊ (sample)"),
                capacity: format::capacity(s.lang, Capacity::Canvasser),
                href: "#",
            };
        },
        wrap(html! { (head) div .stack { (first) (second) } }),
    )
}

fn components(s: Sample) -> Markup {
    let lang = s.lang;
    let buttons_card = card(html! {
        h2 { (say!(s, "按钮", "Buttons")) }
        form method="post" action="#" {
            (button(Button::primary(say!(s, "交票", "Send")).busy(say!(s, "正在交…", "Sending…"))))
            (button(Button::second(say!(s, "先看清楚", "Read first")).icon(Icon::Document)))
            (button(Button { kind: Kind::Irreversible, ..Button::primary(say!(s, "撤回公示", "Withdraw the notice")) }))
            (button(Button { kind: Kind::Quiet, ..Button::primary(say!(s, "不办了", "Leave it")) }))
        }
        h2 { (say!(s, "标签", "Tags")) }
        p .tags {
            (tag(Tag { kind: TagKind::Now, text: say!(s, "正在表决", "being voted on") }))
            (due_tag(lang, Due::Left(4))) (due_tag(lang, Due::Today)) (due_tag(lang, Due::Over(2)))
            (tag(Tag { kind: TagKind::Done, text: say!(s, "办结", "done") }))
            (tag(Tag { kind: TagKind::Not, text: say!(s, "未通过", "not passed") }))
            (tag(Tag { kind: TagKind::Seen, text: say!(s, "只有上门人员", "canvassers only") }))
        }
        p .tags { (basis(lang, Basis::Measured)) (basis(lang, Basis::Quoted)) (basis(lang, Basis::Assumed)) }
        h2 { (say!(s, "图标", "Icons")) }
        p { @for icon in Icon::ALL { (icon) " " } }
    });
    let wrong = say!(s, "面积要写数字，比如64.37", "Area must be a figure, for example 64.37");
    let form_card = card(html! {
        h2 { (say!(s, "填写", "Forms")) }
        form method="post" action="#" enctype="multipart/form-data" {
            (error_summary(lang, &[Problem { name: "area", text: wrong }]))
            (field(Field::new(lang, "room", say!(s, "房号", "Room")).hint(say!(s, "写门牌上的，比如501", "As on the door, for example 501")), Control::Text { value: "501", width: Width::Short, autocomplete: "off" }))
            (field(Field::new(lang, "area", say!(s, "面积", "Area")).hint(say!(s, "看不动产权证，单位㎡", "As on the title, in m²")).error(Some(wrong)), Control::Number { value: say!(s, "六十多", "sixty"), width: Width::Short, unit: Some(say!(s, "㎡", "m²")) }))
            (field(Field::new(lang, "phone", say!(s, "电话", "Telephone")).optional(), Control::Phone { value: "" }))
            (field(Field::new(lang, "day", say!(s, "哪天", "Day")), Control::Date { value: "2026-11-28" }))
            (field(Field::new(lang, "until", say!(s, "截止", "Closes")), Control::DateTime { value: "2026-11-28T18:00" }))
            (field(Field::new(lang, "building", say!(s, "几号楼", "Building")), Control::Select { options: &[("1", "1"), ("3", "3")], chosen: None }))
            (field(Field::new(lang, "pass", say!(s, "口令", "Password")).hint(say!(s, "至少8个字", "At least 8 characters")), Control::Password { new: true }))
            (field(Field::new(lang, "why", say!(s, "说说情况", "What happened")), Control::TextArea { value: "", rows: 3 }))
            (field(Field::new(lang, "roll", say!(s, "名册", "Roll")).hint(say!(s, "XLSX或CSV", "XLSX or CSV")), Control::File { accept: ".xlsx,.csv", multiple: false }))
            (checkbox(Field::new(lang, "read", ""), Choice { value: "yes", label: say!(s, "我看过了", "I have read it"), note: None, sign: None }, true))
            (button(Button::primary(say!(s, "记下", "Record it")).busy(say!(s, "正在记…", "Recording…"))))
        }
    });
    let way = card(html! {
        h2 { (say!(s, "一件事的经过", "The way of a matter")) }
        (timeline(lang, &[
            TimelineEntry { state: Station::Done, what: say!(s, "有人提出", "Raised"), line: say!(s, "9月12日，楼栋长周＊（示例）", "12 September, building warden Z＊ (sample)"), reason: None, paper: None },
            TimelineEntry { state: Station::Back, what: say!(s, "退回，补材料", "Sent back"), line: say!(s, "9月20日，业主委员会", "20 September, owners’ committee"), reason: Some(say!(s, "没写清楚占用哪块地。", "It did not say which plot.")), paper: None },
            TimelineEntry { state: Station::Done, what: say!(s, "商议，联席会同意上会", "Talked over; the conference agrees"), line: say!(s, "10月8日", "8 October"), reason: None, paper: Some(Link::new(say!(s, "看纪要", "Minutes"), "#")) },
            TimelineEntry { state: Station::Now, what: say!(s, "正在表决", "Being voted on"), line: say!(s, "到11月28日 18:00", "until 28 November, 18:00"), reason: None, paper: None },
            TimelineEntry { state: Station::Later, what: say!(s, "施工、付款、评价", "Build, pay, evaluate"), line: say!(s, "通过以后才有", "once it has passed"), reason: None, paper: None },
        ]))
        h2 { (say!(s, "提示", "Notices")) }
        (notice(Notice::text(NoticeKind::Explain, say!(s, "通过表决不等于拿到许可。还要办规划手续。", "Passing the vote is not a permit. Planning approval comes next."))))
        (notice(Notice::text(NoticeKind::Mind, say!(s, "还差1处没拍照。补拍以后才能往下走。", "1 place has no photo yet. Add it to go on."))))
        (notice(Notice::text(NoticeKind::Wrong, say!(s, "没连上。您写的都还在，再按一次就行。", "No connection. What you wrote is still here; press once more."))))
    });
    let heads = |part| Of::Heads { part, whole: 604 };
    let bars = card(html! {
        h2 { (say!(s, "门槛进度", "Thresholds")) }
        (bar(Bar { lang, label: say!(s, "户数", "By head"), of: heads(366), threshold: at_least(2, 3), words: Words::Full }))
        (bar(Bar { lang, label: say!(s, "户数", "By head"), of: heads(450), threshold: at_least(2, 3), words: Words::Full }))
        (bar(Bar { lang, label: say!(s, "户数", "By head"), of: heads(0), threshold: at_least(1, 5), words: Words::Short }))
        (bar(Bar { lang, label: say!(s, "户数", "By head"), of: heads(580), threshold: at_least(19, 20), words: Words::Short }))
        (sealed_bar(SealedBar { lang, label: say!(s, "同意", "For"), threshold: at_least(3, 4) }))
    });
    let states = card(html! {
        (empty(Empty { icon: Icon::Leaf, what: say!(s, "现在没有要表决的事", "Nothing to vote on now"), then: say!(s, "有了会在这里写出来，也会贴在单元门口。", "It will be written here and posted at the stairwells."), past: Some(Link::new(say!(s, "看看以前的表决", "Earlier votes"), "#")) }))
        (done(Done { title: say!(s, "已经记下", "Recorded"), what: say!(s, "事项2026-0131，楼道灯不亮。", "Matter 2026-0131, stairwell light out."), next: say!(s, "物业三天内答复您。没答复，会自动转给业委会。", "The company answers within three days; else it goes to the owners’ committee.") }))
        (pagination(lang, Pagination { page: 2, pages: 7, previous: Some("#"), next: Some("#") }))
    });
    let money = |fen| html! { (Fen::new(fen)) };
    let row = |name: Markup, note: &str, a, b, c, state: Markup| Row {
        cells: vec![Some(name), Some(flow(note)), Some(money(a)), Some(money(b)), c, Some(state)],
        here: false,
    };
    let name = |text: &'static str| link(Link::new(text, "#"));
    let rows = [
        row(
            name(say!(s, "政府投入", "Government")),
            say!(s, "区财政，两批", "District budget, in two parts"),
            642_000_000,
            642_000_000,
            Some(money(0)),
            html! { (say!(s, "齐了", "complete")) },
        ),
        row(
            name(say!(s, "专营单位分担", "Utilities")),
            say!(s, "供电、通信、供水", "Power, telecoms, water"),
            186_500_000,
            149_200_000,
            Some(money(37_300_000)),
            tag(Tag { kind: TagKind::Soon, text: say!(s, "12月15日前到", "due 15 December") }),
        ),
        row(
            name(say!(s, "居民出资", "Residents")),
            say!(s, "612户，按面积", "612 homes, by area"),
            158_200_000,
            149_864_000,
            Some(money(8_336_000)),
            html! { (flow(say!(s, "29户没交齐", "29 homes not complete"))) },
        ),
        row(
            name(say!(s, "公共收益补充", "Common income")),
            say!(s, "停车、广告", "Parking, advertising"),
            80_000_000,
            63_636_000,
            None,
            tag(Tag { kind: TagKind::Over, text: say!(s, "超8天", "8 days late") }),
        ),
    ];
    let total = Row {
        cells: vec![
            Some(html! { (say!(s, "合计", "Total")) }),
            None,
            Some(money(1_066_700_000)),
            Some(money(1_004_700_000)),
            Some(money(45_636_000)),
            None,
        ],
        here: false,
    };
    let figures = card(table(Table {
        lang,
        caption: say!(s, "五处来的钱，单位：元", "Five sources, in yuan"),
        caption_hidden: false,
        columns: &[
            Column::text(say!(s, "来源", "Source")).stays(),
            Column::text(say!(s, "说明", "Note")),
            Column::figure(say!(s, "答应出", "Pledged")),
            Column::figure(say!(s, "到账", "Received")).stays(),
            Column::figure(say!(s, "还没到", "Missing")),
            Column::text(say!(s, "情况", "State")),
        ],
        rows: &rows,
        total: Some(&total),
    }));
    let door = |room: &'static str, kind| Some(Cell { room, kind, href: Some("#"), here: false });
    let tower = [Stairwell {
        name: say!(s, "1单元", "stairwell 1"),
        line: None,
        storeys: vec![
            vec![door("1201", 0), door("1202", 1), door("1203", 2), door("1204", 3), door("1205", 0)],
            vec![door("1101", 0), None, door("1103", 4), door("1104", 0), door("1105", 1)],
        ],
    }];
    let kinds = turnout_kinds(lang);
    let tower = card(section(
        say!(s, "一梯五户", "Five doors a landing"),
        None,
        elevation(Elevation {
            lang,
            building: say!(s, "塔楼", "Tower"),
            storeys: &["12", "11"],
            stairwells: &tower,
            kinds: &kinds,
        }),
    ));
    let content = html! {
        (page_head(PageHead { title: say!(s, "部件和状态", "Parts and states"), back: Some(Link::new(say!(s, "公告栏", "Board"), &address("board", lang, s.look.mode))), ..PageHead::default() }))
        div .stack { (columns(html! { (form_card) (bars) }, html! { (buttons_card) (way) (states) })) (figures) (tower) }
    };
    frame(s, "components", say!(s, "部件和状态", "Parts and states"), |_| {}, wrap(content))
}

fn announcement(s: Sample) -> io::Result<Markup> {
    let lang = s.lang;
    let issued = day(2026, 11, 9)?;
    let (whole, part, yes) = ((604, 403_866_000), (441, 298_741_800), (352, 239_116_000));
    let line = |label: &str, heads: i64, cm2: i64, of: Option<(i64, i64)>| PrintRow {
        cells: vec![
            label.to_owned(),
            format::count(heads),
            of.map_or_else(String::new, |o| format::percent_printed(heads, o.0)),
            Area::from_cm2(cm2).exact(),
            of.map_or_else(String::new, |o| format::percent_printed(cm2, o.1)),
        ],
        under: false,
        key: false,
    };
    let rows = [
        line(say!(s, "有表决权的", "Entitled"), whole.0, whole.1, None),
        PrintRow { key: true, ..line(say!(s, "参加表决的", "Took part"), part.0, part.1, Some(whole)) },
        PrintRow { key: true, under: true, ..line(say!(s, "同意", "For"), yes.0, yes.1, Some(part)) },
        PrintRow { under: true, ..line(say!(s, "反对", "Against"), 61, 41_803_300, Some(part)) },
        PrintRow { under: true, ..line(say!(s, "弃权", "Abstained"), 28, 17_822_500, Some(part)) },
        line(say!(s, "废票（没有签名）", "Invalid (no signature)"), 3, 1_984_200, None),
    ];
    // INVARIANT: one half is a share.
    let half = Threshold::more_than(1, 2).expect("a share");
    let content = html! {
        (paragraph(say!(s,
            "槐荫里小区业主大会于2026年10月18日至11月7日以书面征求意见的形式，对“续聘安居物业服务有限公司（示例），期限三年”进行表决。11月8日9时在社区居委会唱票，结果如下。",
            "From 18 October to 7 November 2026 the owners’ assembly of Huaiyinli voted by written consultation on “keeping Anju Property Service Ltd (sample) for three years”. The ballots were counted at the residents’ committee on 8 November at 9:00, with this result.")))
        (print_table(
            &[say!(s, "", ""), say!(s, "户数", "Owners (heads)"), say!(s, "占比", "Share"), say!(s, "专有部分面积（㎡）", "Exclusive area (m²)"), say!(s, "占比", "Share")],
            &rows,
            say!(s, "参加的占比，分母是有表决权的；同意、反对、弃权的占比，分母是参加表决的。废票不算参加。", "Shares of taking part are of those entitled; for, against and abstained are of those who took part. Invalid ballots do not take part."),
        ))
        (print_bars(PrintBars { lang, threshold: at_least(2, 3), bars: &[
            (say!(s, "参加，户数", "Part, heads"), Share { part: part.0, whole: whole.0 }),
            (say!(s, "参加，面积", "Part, area"), Share { part: part.1, whole: whole.1 }),
        ] }))
        (print_bars(PrintBars { lang, threshold: half, bars: &[
            (say!(s, "同意，户数", "For, heads"), Share { part: yes.0, whole: part.0 }),
            (say!(s, "同意，面积", "For, area"), Share { part: yes.1, whole: part.1 }),
        ] }))
        (finding(say!(s, "表决通过。", "The motion passed. "), say!(s, "依据《中华人民共和国民法典》第二百七十八条第一款第四项、第二款。", "Civil Code of the People’s Republic of China, article 278, paragraph 1 item 4 and paragraph 2.")))
        (paragraph(say!(s,
            "业主认为决定侵害自己合法权益的，可以在知道之日起一年内请求人民法院撤销。对票数有疑问的，凭回执号到社区居委会核对。",
            "An owner whose lawful rights the decision infringes may ask the court within one year of learning of it to revoke it. Whoever doubts the count may check it with a receipt number at the residents’ committee.")))
        (signatures(Signatures { lang, roles: &[say!(s, "唱票人", "Read by"), say!(s, "计票人", "Counted by"), say!(s, "监票人", "Witness"), ""], issuer: say!(s, "槐荫里小区业主委员会", "Owners’ committee of Huaiyinli"), day: issued }))
    };
    Ok(document(
        Document {
            look: s.look,
            issuer: say!(s, "槐荫里小区业主大会", "Owners’ assembly of Huaiyinli"),
            number: say!(s, "事项2026-0098　第6号公告", "Matter 2026-0098, notice no. 6"),
            title: say!(
                s,
                "关于续聘物业服务企业\u{200b}表决结果的公告",
                "Result of the vote on keeping the property company"
            ),
            large: s.look.mode == Mode::XLarge,
            foot: Foot {
                code: "https://example.org/n/4b1e90c7",
                seq: 17_962,
                at: issued.at(10, 5),
                head: HEAD,
                posting: true,
            },
            back: Link::new(say!(s, "回到公告栏", "Back to the board"), &address("board", lang, s.look.mode)),
        },
        content,
    ))
}

fn slips(s: Sample) -> Markup {
    let choices = [
        (Some(Icon::Check), say!(s, "同意", "For")),
        (Some(Icon::Cross), say!(s, "反对", "Against")),
        (Some(Icon::Minus), say!(s, "弃权", "Abstain")),
    ];
    let slip = |room: &'static str, code: &'static str, unit: &'static str| BallotSlip {
        lang: s.lang,
        issuer: say!(s, "槐荫里小区业主大会", "Owners’ assembly of Huaiyinli"),
        number: say!(s, "事项2026-0117", "Matter 2026-0117"),
        title: say!(s, "表决票", "Ballot"),
        unit,
        weight: room,
        code,
        link: "https://example.org/b/7K4M92QD",
        items: &[],
        how: &[],
    };
    let items = [
        SlipItem {
            text: say!(
                s,
                "同意在东侧空地改建电动自行车充电棚吗？",
                "Do you agree to build an e-bike charging shed on the east plot?"
            ),
            choices: &choices,
        },
        SlipItem {
            text: say!(s, "同意收益每季度公布一次吗？", "Do you agree that its income is published every quarter?"),
            choices: &choices,
        },
    ];
    let how = [
        say!(s, "每件事在一个方格里打√。打两个算废票。", "Tick one box for each question. Two ticks make it invalid."),
        say!(s, "弃权也算参加了表决。", "Abstaining counts as taking part."),
        say!(
            s,
            "2026年11月28日 18:00前交到社区居委会，或交给上门人员。",
            "Hand it in at the residents’ committee by 28 November 2026, 18:00, or give it to the canvassers."
        ),
        say!(
            s,
            "撕下回执留好。唱票后凭票号能查到这张票。",
            "Keep the receipt. After the count its number shows that the ballot was counted."
        ),
    ];
    let (one, two) = (format::room(s.lang, "3", "2", "501"), format::room(s.lang, "3", "2", "502"));
    let weight = say!(s, "64.37\u{202f}㎡，算1户", "64.37\u{202f}m², 1 owner (head)");
    let papers = [
        BallotSlip { items: &items, how: &how, unit: &one, ..slip(weight, "7K4M 92QD", "") },
        BallotSlip { items: &items, how: &how, unit: &two, ..slip(weight, "7K4M 92QE", "") },
    ];
    let to = address("motion", s.lang, s.look.mode);
    ballots(
        s.look,
        say!(s, "表决票", "Ballots"),
        Link::new(say!(s, "回到这件事", "Back to the matter"), &to),
        html! {},
        &papers,
    )
}

fn door(s: Sample) -> Markup {
    let kinds = turnout_kinds(s.lang);
    let on = |n: i32| format::date(s.lang, s.today.plus(-n), s.today);
    let (three, four, five, seven) = (on(3), on(4), on(5), on(7));
    let past = [
        say!(s, format!("{seven}  没人在家，李＊、赵＊"), format!("{seven}: nobody in")),
        say!(s, format!("{four}  没人在家，李＊、钱＊"), format!("{four}: nobody in")),
    ];
    let past: Vec<&str> = past.iter().map(String::as_str).collect();
    let outcome = |value, label, icon| Outcome { value, label, icon };
    let content = html! {
        h1 .vh { (say!(s, "上门单", "Walking sheet")) }
        (canvass_head(CanvassHead {
            place: Link::new(say!(s, "3号楼4单元", "Building 3, stairwell 4"), &address("motion", s.lang, s.look.mode)),
            names: say!(s, "李＊、赵＊（示例）", "L＊, Z＊ (sample)"),
            whole: say!(s, "全小区", "Estate: "),
            turnout: turnout_now(s, Words::Full),
        }))
        (recorded(Recorded { what: say!(s, "602已收回票", "602: ballot collected"), line: say!(s, "19:42记下，第2次", "recorded 19:42, 2nd visit"), action: "#", hidden: &[("visit", "41")], undo: say!(s, "撤回", "Take back") }))
        (walk(&[
            Passed { room: "601", href: "#", kind: kinds[0], line: &three },
            Passed { room: "602", href: "#", kind: kinds[0], line: &three },
        ]))
        (visit(Visit {
            room: "501", who: say!(s, "周＊（示例）", "Z＊ (sample)"), area: &format::area(s.lang, Area::from_cm2(643_700)), visits: say!(s, "来过2次", "2 visits"),
            past: &past, action: "#", hidden: &[("unit", "501")], name: "outcome",
            first: outcome("served", say!(s, "当面送到", "Handed over"), Icon::Check),
            others: &[
                outcome("nobody", say!(s, "没人在家", "Nobody in"), Icon::Door), outcome("collected", say!(s, "收回票", "Collected"), Icon::Document),
                outcome("again", say!(s, "约了再来", "Come again"), Icon::Clock), outcome("tenant", say!(s, "只有租客", "Tenant only"), Icon::People),
                outcome("refused", say!(s, "不收", "Refused"), Icon::Cross), outcome("vacant", say!(s, "空房", "Empty home"), Icon::Minus),
            ],
        }))
        (walk(&[
            Passed { room: "502", href: "#", kind: kinds[1], line: &four },
            Passed { room: "401", href: "#", kind: kinds[1], line: &five },
        ]))
    };
    frame(s, "door", say!(s, "上门单", "Walking sheet"), |p| p.desk = false, canvass_page(content))
}
