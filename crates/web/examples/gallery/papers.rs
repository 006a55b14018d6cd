//! An announcement and ballots on paper.

use super::*;

pub fn announcement(s: Sample) -> io::Result<Markup> {
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

pub fn slips(s: Sample) -> Markup {
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
