//! A motion with its turnout by building, and the page at the door.

use super::*;

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

pub fn motion(s: Sample) -> Markup {
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

pub fn door(s: Sample) -> Markup {
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
