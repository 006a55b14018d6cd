//! Messages as they leave: what a gateway and a mail server receive, and what their answers mean.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod files;
mod hook;
mod mail;

use app::{Lane, Line, Message};
use estate::bodies::Channel;
use estate::news::Topic;
use units::{Digest, Moment};

pub(crate) fn message(channel: Channel, to: &str) -> Message {
    let text = "要表决“使用维修资金”，2026年10月28日18:00截止";
    let until = Moment::parse("2026-10-28T18:00").unwrap();
    Message {
        id: Digest([7; 32]),
        channel,
        to: to.into(),
        lane: Lane::Digest,
        subject: format!("槐荫里小区：{text}"),
        text: format!("槐荫里小区：{text}"),
        lines: vec![Line {
            topic: Topic::Notice,
            what: "使用维修资金".into(),
            until: Some(until),
            link: None,
            text: text.into(),
        }],
        estate: "槐荫里小区".into(),
        useful_until: until,
    }
}
