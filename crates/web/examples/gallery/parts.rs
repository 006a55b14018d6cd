//! Every component by itself.

use super::*;

pub fn components(s: Sample) -> Markup {
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
