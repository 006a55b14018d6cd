//! The board as a visitor sees it.

use super::*;

pub fn board(s: Sample) -> Markup {
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
