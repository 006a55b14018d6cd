//! A ballot, the check before it is handed in, its receipt.

use super::*;

pub fn ballot(s: Sample) -> Markup {
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

pub fn check(s: Sample) -> Markup {
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

pub fn receipt_page(s: Sample) -> Markup {
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
