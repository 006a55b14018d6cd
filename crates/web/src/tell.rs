//! Messages in words: short and plain, with the estate, what, until when and where; never a name, a choice or a sum owed.

use crate::format;
use crate::layout::Look;
use crate::t;
use crate::text::{Lang, t_of};
use app::{Line, Said, Say, Telling};
use estate::bodies::Channel;
use estate::news::{News, Subject, Topic};
use std::sync::Arc;
use units::{StreamId, limits};

/// The words of messages; `base_url` is the address people type, where it is known.
#[must_use]
pub fn words(base_url: Option<String>) -> Arc<Say> {
    Arc::new(move |telling: &Telling<'_>| said(telling, base_url.as_deref()))
}

fn said(telling: &Telling<'_>, base_url: Option<&str>) -> Said {
    // Who keeps a language with their account reads it; everybody else Chinese.
    let lang = Look::read(telling.look, None).lang;
    let (estate, stream) = (telling.estate, telling.stream);
    let lines: Vec<Line> = telling.news.iter().map(|news| line(lang, stream, news, base_url)).collect();
    let with_link = |line: &Line| match &line.link {
        Some(link) => t!(lang, "tell-with-link", line = line.text.as_str(), link = link.as_str()),
        None => line.text.clone(),
    };
    let (subject, mut text) = match lines.as_slice() {
        [one] => (
            t!(lang, "tell-one", estate = estate, line = one.text.as_str()),
            t!(lang, "tell-one", estate = estate, line = with_link(one)),
        ),
        several => {
            let subject = t!(lang, "tell-several", estate = estate, n = several.len());
            let numbered = several.iter().enumerate().map(|(i, line)| format!("\n{}. {}", i + 1, with_link(line)));
            (subject.clone(), subject + &numbered.collect::<String>())
        }
    };
    if telling.channel == Channel::Email {
        let how = base_url.map(|base| format!("{base}/e/{stream}/telling"));
        let foot = how.map_or_else(
            || t!(lang, "tell-foot").to_owned(),
            |link| t!(lang, "tell-with-link", line = t!(lang, "tell-foot"), link = link),
        );
        text = format!("{text}\n\n{foot}\n");
    }
    Said { subject, text, lines }
}

fn line(lang: Lang, stream: StreamId, news: &News, base_url: Option<&str>) -> Line {
    let what = news.what.as_str();
    let text = match news.topic {
        Topic::RollShown => t!(lang, "tell-roll-shown", what = what),
        Topic::Notice => t!(lang, "tell-notice", what = what, until = until(lang, news)),
        Topic::Result => t!(lang, "tell-result", what = what),
        Topic::Corrected => t!(lang, "tell-corrected", what = what),
        Topic::Revoked => t!(lang, "tell-revoked", what = what),
        Topic::Withdrawn => t!(lang, "tell-withdrawn", what = what),
        Topic::Answered => t!(lang, "tell-answered", what = what),
        Topic::Asked => t!(lang, "tell-asked", what = what, until = until(lang, news)),
        Topic::Concluded => t!(lang, "tell-concluded", what = what),
        Topic::CalledOff => t!(lang, "tell-called-off", what = what),
        Topic::Binding => t!(lang, "tell-binding", way = t_of(lang, "channel", what)),
        Topic::Rebound => t!(lang, "tell-rebound", way = t_of(lang, "channel", what)),
        Topic::Code if let Some(ballot) = &news.ballot => t!(
            lang,
            "tell-code-ballot",
            what = what,
            helper = ballot.helper.as_str(),
            title = ballot.title.as_str(),
            minutes = limits::CODE_MS / 60_000
        ),
        Topic::Code => t!(lang, "tell-code", what = what, minutes = limits::CODE_MS / 60_000),
    };
    let page = match news.subject {
        Subject::Motion(id) => Some(format!("m/{id}")),
        Subject::Consent(id) => Some(format!("consent/{id}")),
        Subject::Match => None,
        Subject::Telling => Some("telling".to_owned()),
    };
    let link = base_url.zip(page).map(|(base, page)| format!("{base}/e/{stream}/{page}"));
    let what = match news.subject {
        Subject::Telling => t_of(lang, "channel", what).to_owned(),
        _ => news.what.clone(),
    };
    Line { topic: news.topic, what, until: news.until, link, text }
}

fn until(lang: Lang, news: &News) -> String {
    match (news.topic, news.until) {
        (Topic::Asked, Some(until)) => format::date_full(lang, until.day()),
        (_, Some(until)) => format::moment_full(lang, until),
        (_, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::Lane;
    use estate::news::HelpedBallot;
    use std::collections::BTreeSet;
    use units::{Moment, MotionId};

    fn notice() -> News {
        let closes = Moment::parse("2026-10-28T18:00").unwrap();
        News {
            topic: Topic::Notice,
            subject: Subject::Motion(MotionId(3)),
            what: "使用维修资金".into(),
            until: Some(closes),
            useful_until: closes,
            to: BTreeSet::new(),
            ballot: None,
        }
    }

    fn told(news: &[News], channel: Channel, look: Option<&str>, base: Option<&str>) -> Said {
        let stream = StreamId::from_bits(7);
        let lane = Lane::Digest;
        said(&Telling { stream, estate: "槐荫里小区", channel, lane, news, look }, base)
    }

    #[test]
    fn one_thing_is_one_sentence_and_several_are_a_list() {
        let one = told(&[notice()], Channel::Sms, None, Some("https://yihe.example"));
        let stream = StreamId::from_bits(7);
        assert!(one.text.starts_with("槐荫里小区：") && one.text.contains("使用维修资金"), "{}", one.text);
        assert!(one.text.contains("10月28日") && one.text.ends_with(&format!("https://yihe.example/e/{stream}/m/3")));
        assert!(one.text.chars().count() < 140, "{}", one.text);
        assert_eq!(one.lines.len(), 1);
        let two = told(&[notice(), News { topic: Topic::Result, ..notice() }], Channel::Sms, None, None);
        assert!(two.text.contains("\n1. ") && two.text.contains("\n2. ") && !two.text.contains("http"), "{}", two.text);
    }

    #[test]
    fn a_code_for_a_ballot_says_which_ballot_and_whose_hand() {
        let ballot = HelpedBallot { title: "使用维修资金".into(), helper: "示例女儿".into() };
        let code = News { topic: Topic::Code, subject: Subject::Match, what: "314159".into(), ..notice() };
        let plain = told(std::slice::from_ref(&code), Channel::Sms, None, None).text;
        let helped = told(&[News { ballot: Some(ballot), ..code }], Channel::Sms, None, None).text;
        assert!(plain.contains("谁要都不给") && !helped.contains("谁要都不给"), "{plain} {helped}");
        for words in ["314159", "使用维修资金", "示例女儿"] {
            assert!(helped.contains(words), "{helped}");
        }
    }

    #[test]
    fn a_mail_says_how_to_be_told_otherwise_and_speaks_its_readers_language() {
        let mail = told(&[notice()], Channel::Email, Some("en.normal.light"), Some("https://yihe.example"));
        assert!(mail.text.contains("/telling") && mail.text.contains("closes"), "{}", mail.text);
        assert!(!mail.subject.contains("http"), "{}", mail.subject);
        let chinese = told(&[notice()], Channel::Email, None, None);
        assert!(chinese.text.contains("怎么通知我") && !chinese.text.contains("closes"), "{}", chinese.text);
    }
}
