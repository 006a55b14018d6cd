use crate::*;
use units::{Day, Place, Threshold};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn china(text: &str) -> Law {
    Book::built_in().in_force(&Place::default(), day(text))
}

#[test]
fn every_built_in_pack_reads_and_answers_what_a_motion_needs() {
    for when in ["2019-06-01", "2026-11-23"] {
        let law = china(when);
        let open = [Key::ProxyMax, Key::ShownDays, Key::SilentFloor, Key::RepresentativeDays, Key::CommitteeSize];
        for key in Key::ALL.iter().filter(|k| !open.contains(k)) {
            assert!(law.get(*key).is_some(), "{key} on {when}");
        }
        for key in open {
            assert!(law.get(key).is_none(), "{key}: the sources leave it open, so it stays open");
        }
    }
}

#[test]
fn article_278_replaces_the_old_thresholds_on_its_first_day() {
    let share = |when: &str, key| china(when).get(key).unwrap().frozen.value.share();
    assert_eq!(share("2020-12-31", Key::Special), Threshold::at_least(2, 3));
    assert_eq!(share("2021-01-01", Key::Special), Threshold::at_least(3, 4));
    assert_eq!(share("2020-12-31", Key::Quorum), Threshold::more_than(1, 2));
    assert_eq!(share("2021-01-01", Key::Quorum), Threshold::at_least(2, 3));
}

fn pack(place: &str, key: &str, value: &str, confidence: &str) -> std::sync::Arc<Pack> {
    let text = format!(
        "title = \"t\"\nplace = \"{place}\"\n[[rule]]\nkey = \"{key}\"\nvalue = {value}\narticle = \"a\"\n\
         source = \"https://example.org\"\nfrom = \"2020-01-01\"\nconfidence = \"{confidence}\"\n"
    );
    std::sync::Arc::new(Pack::parse(&text).unwrap())
}

fn number(book: &Book, place: &str, key: Key) -> Option<i64> {
    book.in_force(&Place::from(place), day("2026-01-01")).get(key)?.frozen.value.number()
}

#[test]
fn local_law_may_only_favour_the_owners() {
    let mut book = Book::built_in();
    book.adopt(pack("甲", "notice.days", "10", "statute"));
    book.adopt(pack("乙", "notice.days", "20", "statute"));
    book.adopt(pack("乙/丙", "notice.days", "18", "statute"));
    assert_eq!(number(&book, "甲", Key::NoticeDays), Some(15), "shorter notice cannot undercut the national rule");
    assert_eq!(number(&book, "乙", Key::NoticeDays), Some(20));
    assert_eq!(number(&book, "乙/丙", Key::NoticeDays), Some(20), "nor a city its province");
    assert_eq!(number(&book, "丁", Key::NoticeDays), Some(15), "another place is not touched");
}

#[test]
fn an_unverified_value_never_replaces_a_verified_one_until_confirmed() {
    let mut book = Book::built_in();
    let memory = pack("甲", "notice.days", "30", "memory");
    let digest = memory.digest;
    book.adopt(memory);
    assert_eq!(number(&book, "甲", Key::NoticeDays), Some(15));
    book.confirm(digest, Key::NoticeDays);
    assert_eq!(number(&book, "甲", Key::NoticeDays), Some(30));
}

#[test]
fn a_value_from_memory_does_not_bind() {
    let law = china("2026-01-01");
    assert!(!law.get(Key::PublishDays).unwrap().frozen.binding);
    assert!(law.get(Key::NoticeDays).unwrap().frozen.binding);
}

fn own(key: Key, value: Value) -> OwnRule {
    OwnRule { key, value, clause: "议事规则第十二条".into(), from: day("2025-01-01"), until: None }
}

#[test]
fn an_estate_sets_only_what_the_law_lets_it_set() {
    let law = china("2026-01-01");
    let two_thirds = Value::Share(Threshold::at_least(2, 3).unwrap());
    assert_eq!(own(Key::Ordinary, two_thirds).check(&law), Err(OwnRuleRefused::NotSettable));
    assert_eq!(own(Key::NoticeDays, Value::Number(7)).check(&law), Err(OwnRuleRefused::WeakerThanLaw));
    assert_eq!(own(Key::NoticeDays, Value::Number(20)).check(&law), Ok(()));
    assert_eq!(own(Key::PublishDays, Value::Number(5)).check(&law), Err(OwnRuleRefused::WeakerThanLaw));
    // How often uses of the seal are published is assumed here and a law in Hangzhou.
    let yearly = own(Key::SealPublish, Value::Number(12));
    assert_eq!(yearly.check(&law), Ok(()));
    let hangzhou = Book::built_in().in_force(&Place::from("浙江/杭州"), day("2026-11-23"));
    assert_eq!(yearly.check(&hangzhou), Err(OwnRuleRefused::WeakerThanLaw));
    assert_eq!(own(Key::ProxyMax, Value::Number(3)).check(&law), Ok(()), "where the law is open the estate may speak");
    assert_eq!(own(Key::Silent, Value::Word("count-to-majority".into())).check(&law), Ok(()));
    assert_eq!(own(Key::Silent, Value::Word("always-yes".into())).check(&law), Err(OwnRuleRefused::NotAValue));
    assert_eq!(own(Key::ProxyMax, Value::Number(-1)).check(&law), Err(OwnRuleRefused::NotAValue));
    let word = |key, word: &str| own(key, Value::Word(word.into())).check(&law);
    assert_eq!(word(Key::PostNotice, "yes"), Ok(()), "an estate may ask for posting where the law leaves it open");
    assert_eq!(word(Key::PostResult, "no"), Err(OwnRuleRefused::WeakerThanLaw));
    assert_eq!(word(Key::PostingDays, "working"), Ok(()));

    let law = law.with_own(&[own(Key::NoticeDays, Value::Number(20)), own(Key::NoticeDays, Value::Number(3))]);
    assert_eq!(law.get(Key::NoticeDays).unwrap().frozen.value, Value::Number(20));
}

fn error(text: &str) -> String {
    Pack::parse(text).unwrap_err().to_string()
}

#[test]
fn a_bad_pack_says_which_rule_and_why() {
    let rule = |key: &str, rest: &str| {
        format!(
            "title = \"t\"\n[[rule]]\nkey = \"{key}\"\narticle = \"a\"\nsource = \"none\"\nconfidence = \"memory\"\n{rest}\n"
        )
    };
    assert!(error(&rule("vote.quorom", "value = 1\nfrom = \"2020-01-01\"")).contains("rule 1: `vote.quorom`"));
    assert!(error(&rule("vote.quorum", "value = \"2/3\"\nfrom = \"2020-01-01\"")).contains("comparator"));
    assert!(error(&rule("notice.days", "value = \"15\"\nfrom = \"2020-01-01\"")).contains("whole number"));
    assert!(
        error(&rule("vote.silent", "value = \"maybe\"\nfrom = \"2020-01-01\"")).contains("exclude, count-to-majority")
    );
    assert!(error(&rule("notice.days", "value = 15\nfrom = \"2020-13-01\"")).contains("not a day"));
    assert!(
        error(&rule("notice.days", "value = 15\nfrom = \"2020-02-01\"\nuntil = \"2020-01-01\""))
            .contains("ends before")
    );
    let statute = rule("notice.days", "value = 15\nfrom = \"2020-01-01\"").replace("memory", "statute");
    assert!(error(&statute).contains("not listed in [sources]"));
    assert!(error("title = ").contains("line") || !error("title = ").is_empty());
    let twice = rule("notice.days", "value = 15\nfrom = \"2020-01-01\"");
    let twice = format!("{twice}{}", twice.trim_start_matches("title = \"t\"\n"));
    assert!(error(&twice).contains("in force twice"));
}

#[test]
fn places_are_found_in_loose_text() {
    let mut book = Book::built_in();
    book.adopt(pack("浙江", "notice.days", "15", "statute"));
    book.adopt(pack("浙江/衢州", "notice.days", "15", "statute"));
    assert_eq!(book.place_of("浙江衢州衢江区"), Place::from("浙江/衢州"));
    for (text, place) in [
        ("浙江温州鹿城", "浙江"),
        ("浙江省宁波市海曙区", "浙江/宁波"),
        ("杭州西湖区", "浙江/杭州"),
        ("上海徐汇", "上海"),
        ("山东省聊城市", "山东/聊城"),
        ("四川/维修资金平台", ""),
        ("未注明", ""),
        ("", ""),
    ] {
        assert_eq!(book.place_of(text), Place::from(place), "{text}");
    }
}

/// What the packs must say: place, day, key, value, the article that is cited.
const EXPECTED: &[(&str, &str, &str, &str, &str)] = &[
    // The country.
    ("", "2026-11-23", "vote.quorum", "2/3以上", "民法典第二百七十八条第二款"),
    ("", "2026-11-23", "vote.ordinary", "超过1/2", "民法典第二百七十八条第二款"),
    ("", "2026-11-23", "vote.special", "3/4以上", "民法典第二百七十八条第二款"),
    ("", "2026-11-23", "vote.special-items", "6 7 8", "民法典第二百七十八条第二款"),
    ("", "2020-12-31", "vote.quorum", "超过1/2", "物业管理条例第十二条第一款"),
    ("", "2020-12-31", "vote.base", "all", "物业管理条例第十二条第三款"),
    ("", "2020-12-31", "vote.special", "2/3以上", "物业管理条例第十二条第三款"),
    ("", "2020-12-31", "vote.special-items", "5 6 7", "物业管理条例第十一条、第十二条第三款"),
    ("", "2007-10-01", "vote.ordinary", "超过1/2", "物业管理条例第十二条第三款"),
    ("", "2007-09-30", "vote.ordinary", "-", ""),
    ("", "2026-11-23", "notice.days", "15", "物业管理条例第十四条第一款"),
    ("", "2026-11-23", "meeting.request", "1/5以上", "物业管理条例第十三条第二款"),
    ("", "2026-11-23", "meeting.request-basis", "heads", "物业管理条例第十三条第二款"),
    ("", "2026-11-23", "vote.silent", "exclude", "业主大会和业主委员会指导规则第二十六条第二款"),
    ("", "2026-11-23", "heads.co-owners", "one-voice", "业主大会和业主委员会指导规则第二十五条"),
    ("", "2026-11-23", "heads.one-buyer", "one-head", "建筑物区分所有权司法解释第九条"),
    ("", "2026-11-23", "area.sources", "register survey contract", "建筑物区分所有权司法解释第八条"),
    ("", "2026-11-23", "revoke.years", "1", "建筑物区分所有权司法解释第十二条"),
    ("", "2026-11-23", "electorate.partial", "sharers", "住宅专项维修资金管理办法第二十二条第二项"),
    ("", "2026-11-23", "vote.representative", "mandate", "业主大会和业主委员会指导规则第二十八条"),
    ("", "2026-11-23", "result.shown-days", "-", ""),
    // 北京: what was not published is not voted on; phones only through the city's own system.
    ("北京/丰台", "2026-11-23", "vote.phone", "official-platform", "北京市物业管理条例第三十五条第三款"),
    ("北京/丰台", "2020-04-30", "vote.phone", "here", "未见全国规定"),
    ("北京", "2026-11-23", "notice.agenda-only", "yes", "北京市物业管理条例第三十五条第五款"),
    ("北京", "2026-11-23", "result.publish-days", "3", "北京市物业管理条例第三十七条第二款"),
    // 上海: those who share a part decide on it.
    ("上海/徐汇", "2026-11-23", "electorate.partial", "sharers", "上海市住宅物业管理规定第六十九条第一款"),
    ("上海/徐汇", "2026-11-23", "vote.quorum", "2/3以上", "民法典第二百七十八条第二款"),
    ("上海", "2020-12-31", "vote.quorum", "超过1/2", "物业管理条例第十二条第一款"),
    // 浙江: silent owners by the rules of procedure, above a floor.
    ("浙江/衢州", "2022-08-28", "vote.silent", "exclude", "浙江省物业管理条例第十条第二款"),
    ("浙江/衢州", "2022-08-28", "vote.silent-floor", "超过1/2", "浙江省物业管理条例第十条第二款"),
    ("浙江/衢州", "2009-11-26", "vote.silent-floor", "-", ""),
    ("浙江/衢州", "2026-11-23", "vote.special", "3/4以上", "民法典第二百七十八条第二款"),
    ("浙江/衢州", "2020-12-31", "vote.special", "2/3以上", "物业管理条例第十二条第三款"),
    ("浙江/杭州", "2026-11-23", "notice.days", "15", "物业管理条例第十四条第一款"),
    ("浙江/杭州", "2026-11-23", "result.shown-days", "15", "杭州市物业管理条例第三十条第一款"),
    ("浙江/杭州", "2022-02-28", "result.shown-days", "-", ""),
    ("浙江/杭州", "2026-11-23", "vote.paper", "on-request", "杭州市物业管理条例第二十条第一款"),
    ("浙江/杭州", "2026-11-23", "vote.phone", "here", "未见全国规定"),
    ("浙江/宁波", "2026-11-23", "electorate.kinds", "home shop office", "宁波市住宅小区物业管理条例第十八条第二项"),
    ("浙江/宁波", "2026-11-23", "heads.co-owners", "one-voice", "宁波市住宅小区物业管理条例第十八条第一项"),
    ("浙江/湖州", "2026-11-23", "vote.special-items", "6 7 8", "湖州市物业管理条例第十五条"),
    ("浙江/湖州", "2021-04-30", "vote.phone", "here", "未见全国规定"),
    ("浙江/台州", "2026-11-23", "vote.phone", "here", "台州市物业管理条例第十七条"),
    ("浙江/绍兴", "2026-11-23", "vote.phone", "here", "绍兴市物业管理条例第十条第三款"),
    ("浙江/绍兴", "2026-11-23", "result.shown-days", "-", ""),
    ("浙江/丽水", "2024-08-06", "notice.agenda-only", "yes", "丽水市物业管理条例第十条第一款"),
    ("浙江/丽水", "2024-08-07", "notice.agenda-only", "yes", "丽水市物业管理条例第十五条第二款"),
    ("浙江/丽水", "2024-08-07", "result.publish-days", "3", "丽水市物业管理条例第十六条第三款"),
    ("浙江/丽水", "2026-11-23", "notice.days", "15", "物业管理条例第十四条第一款"),
    // 广东清远: official platform; seven days to publish, shown for fifteen.
    ("广东/清远", "2026-11-23", "vote.phone", "official-platform", "清远市住宅小区物业管理条例第十七条第二款"),
    ("广东/清远", "2026-11-23", "result.publish-days", "7", "清远市住宅小区物业管理条例第十七条第三款"),
    ("广东/清远", "2026-11-23", "result.shown-days", "15", "清远市住宅小区物业管理条例第十七条第三款"),
    ("广东/东莞", "2026-11-23", "vote.phone", "here", "未见全国规定"),
    // 山东: representatives carry signed opinions; channels are counted together.
    ("山东/济南", "2026-11-23", "result.publish-days", "3", "山东省物业管理条例第三十二条第四款"),
    ("山东/济南", "2026-11-23", "vote.representative", "signed-opinions", "山东省物业管理条例第二十七条"),
    ("山东/青岛", "2026-11-23", "result.shown-days", "3", "青岛市物业管理条例第九十二条"),
    ("山东/青岛", "2026-11-23", "result.publish-days", "3", "山东省物业管理条例第三十二条第四款"),
    ("山东/青岛", "2026-11-23", "vote.special-items", "6 7 8", "青岛市物业管理条例第三十条第一款、第三十一条"),
    ("山东/聊城", "2026-11-23", "vote.mixed-channels", "counted-together", "聊城市物业管理条例第十六条第二款"),
    ("山东/聊城", "2026-11-23", "vote.silent", "exclude", "聊城市物业管理条例第十六条第三款"),
    ("山东/聊城", "2026-11-23", "vote.representative-days", "5", "聊城市物业管理条例第十七条第二款"),
    ("", "2026-11-23", "posting.roll", "yes", "业主大会和业主委员会指导规则第十二条"),
    ("", "2026-11-23", "posting.notice", "yes", "未见全国规定"),
    ("北京", "2026-11-23", "posting.notice", "yes", "北京市物业管理条例第三十五条第四款"),
    ("山东/青岛", "2026-11-23", "posting.notice", "yes", "青岛市物业管理条例第二十九条第一款、第九十二条"),
    ("山东", "2026-11-23", "posting.result", "yes", "山东省物业管理条例第三十二条第四款"),
    ("广东/清远", "2026-11-23", "posting.result", "yes", "清远市住宅小区物业管理条例第十七条第三款"),
];

fn print(value: &Value) -> String {
    match value {
        Value::Share(Threshold { share, edge: units::Edge::AtLeast }) => format!("{share}以上"),
        Value::Share(Threshold { share, edge: units::Edge::MoreThan }) => format!("超过{share}"),
        Value::Number(n) => n.to_string(),
        Value::Word(word) => word.clone(),
        Value::Words(words) => words.join(" "),
    }
}

#[test]
fn every_place_and_day_has_its_law() {
    let book = Book::built_in();
    for (place, when, key, value, article) in EXPECTED {
        let law = book.in_force(&Place::from(*place), day(when));
        let ruling = law.get(Key::from_word(key).unwrap());
        let got = ruling.map_or("-".to_owned(), |r| print(&r.frozen.value));
        let cited = ruling.map_or("", |r| r.frozen.cite.article.as_str());
        assert_eq!((got.as_str(), cited), (*value, *article), "{key} in `{place}` on {when}");
    }
}

/// Days on which some rule of the built-in packs begins, ends or has just ended, and today.
fn turning_days(book: &Book) -> std::collections::BTreeSet<Day> {
    let rules = book.packs().iter().flat_map(|p| &p.rules);
    let days = rules.flat_map(|r| [Some(r.from), Some(r.from.plus(-1)), r.until, r.until.map(|d| d.plus(1))]);
    days.flatten().chain([day("2026-11-23")]).collect()
}

#[test]
fn local_law_never_undercuts_article_278() {
    let book = Book::built_in();
    for when in turning_days(&book) {
        let country = book.in_force(&Place::default(), when);
        for pack in book.packs() {
            let law = book.in_force(&pack.place, when);
            let share = |law: &Law, key| law.get(key).and_then(|r| r.frozen.value.share());
            for key in [Key::Quorum, Key::Ordinary, Key::Special] {
                let (Some(local), Some(national)) = (share(&law, key), share(&country, key)) else { continue };
                assert!(!national.stricter_than(local), "{key} in {} on {when}", pack.place);
            }
            for key in [Key::ApprovalBase, Key::SpecialItems, Key::RevokeYears] {
                let value = |law: &Law| law.get(key).map(|r| r.frozen.value.clone());
                assert_eq!(value(&law), value(&country), "{key} in {} on {when}", pack.place);
            }
            let number = |law: &Law, key| law.get(key).and_then(|r| r.frozen.value.number());
            let notice = (number(&law, Key::NoticeDays), number(&country, Key::NoticeDays));
            assert!(notice.0 >= notice.1, "notice in {} on {when}", pack.place);
        }
    }
}

#[test]
fn every_built_in_rule_is_written_down_somewhere() {
    for pack in Book::built_in().packs() {
        assert!(!pack.rules.is_empty() && !pack.title.is_empty());
        for rule in &pack.rules {
            let at = format!("{} in {}", rule.key, pack.title);
            assert!(!rule.text.is_empty() && rule.text.chars().count() <= 120, "{at}: a short quotation");
            let statute = rule.cite.confidence == Confidence::Statute;
            assert!(!statute || rule.cite.article.contains('第'), "{at}: which article");
            assert!(pack.place == Place::default() || statute, "{at}: local packs hold only what was read");
            assert!(pack.place == Place::default() || rule.cite.article.starts_with(&pack.title), "{at}: cites itself");
        }
        assert!(pack.sources.values().all(|s| s.contains("https://")), "{}: where each text was read", pack.title);
        let used: Vec<_> = pack.rules.iter().map(|r| r.cite.source.as_str()).collect();
        for source in pack.sources.keys().filter(|s| *s != "CC-S") {
            assert!(used.contains(&source.as_str()), "{}: source {source} is not used", pack.title);
        }
    }
}

#[test]
fn packs_are_told_apart_by_digest_and_place() {
    let book = Book::built_in();
    let mut places: Vec<_> = book.packs().iter().map(|p| p.place.clone()).collect();
    places.sort();
    places.dedup();
    assert_eq!(places.len(), book.packs().len(), "one pack a place");
    let mut again = book.clone();
    book.packs().iter().for_each(|p| again.adopt(p.clone()));
    assert_eq!(again.packs().len(), book.packs().len(), "the same text is the same pack");
}

#[test]
fn a_city_that_gives_more_days_replaces_only_what_does_not_bind() {
    // 清远 gives seven days; the country says 及时 and our three days bind nobody.
    let mut book = Book::built_in();
    assert_eq!(number(&book, "广东/清远", Key::PublishDays), Some(7));
    // Where a province binds at three, a city's five does not loosen it.
    book.adopt(pack("山东/甲", "result.publish-days", "5", "statute"));
    assert_eq!(number(&book, "山东/甲", Key::PublishDays), Some(3));
}
