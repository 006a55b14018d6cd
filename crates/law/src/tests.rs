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
        let open = [Key::ProxyMax, Key::ShownDays];
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
    OwnRule { key, value, clause: "议事规则第十二条".into(), from: day("2025-01-01") }
}

#[test]
fn an_estate_sets_only_what_the_law_lets_it_set() {
    let law = china("2026-01-01");
    let two_thirds = Value::Share(Threshold::at_least(2, 3).unwrap());
    assert_eq!(own(Key::Ordinary, two_thirds).check(&law), Err(OwnRuleRefused::NotSettable));
    assert_eq!(own(Key::NoticeDays, Value::Number(7)).check(&law), Err(OwnRuleRefused::WeakerThanLaw));
    assert_eq!(own(Key::NoticeDays, Value::Number(20)).check(&law), Ok(()));
    assert_eq!(own(Key::PublishDays, Value::Number(5)).check(&law), Err(OwnRuleRefused::WeakerThanLaw));
    assert_eq!(own(Key::ProxyMax, Value::Number(3)).check(&law), Ok(()), "where the law is open the estate may speak");
    assert_eq!(own(Key::Silent, Value::Word("count-to-majority".into())).check(&law), Ok(()));
    assert_eq!(own(Key::Silent, Value::Word("always-yes".into())).check(&law), Err(OwnRuleRefused::NotAValue));
    assert_eq!(own(Key::ProxyMax, Value::Number(-1)).check(&law), Err(OwnRuleRefused::NotAValue));

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
    assert_eq!(book.place_of("浙江宁波"), Place::from("浙江"));
    assert_eq!(book.place_of("未注明"), Place::default());
}
