//! `yihe opinion VOTES.csv`: the map of a conversation. The full answer is for the analyst and knows participants as
//! numbers only; `--public` is what residents may see.

use super::table::aligned;
use crate::cli::{Format, Opinion, TemplateLang};
use crate::open::{Failure, json, print, read_up_to, say, write_new};
use choice::opinion::{
    self, GroupName, Grouping, Public, PublicGroups, PublicStatement, Report, Settings, Side, Verdict, Votes,
};
use outlook::svg;
use std::path::Path;
use units::limits;

pub fn run(args: &Opinion) -> Result<(), Failure> {
    let named = |why: String| -> Failure { format!("`{}`: {why}", args.file.display()).into() };
    let bytes = read_up_to(&args.file, limits::ENGINE_FILE_BYTES_MAX)?;
    let votes = Votes::read(&bytes).map_err(|wrong| named(wrong.to_string()))?;
    drop(bytes);
    let settings = Settings { seed: args.seed, moderated_out: moderated(&args.moderated_out)? };
    let given = args.groups.as_deref().map(|path| given(path, &votes)).transpose()?;
    let found = opinion::run(&votes, &settings, given);
    let words = Words(args.answer.out.lang);
    if let Some(path) = &args.answer.svg {
        let picture = if args.public { public_picture(&found.public(), words) } else { picture(&found, words) };
        write_new(path, picture.as_bytes())?;
    }
    match (args.answer.out.format, args.public) {
        (Format::Json, false) => print(&serde_json::to_value(found.report())?),
        (Format::Json, true) => print(&serde_json::to_value(found.public())?),
        (Format::Table, false) => say(&table(&found, &found.report(), words)),
        (Format::Table, true) => say(&public_table(&found, &found.public(), words)),
    }
}

/// Numbers of statements, with commas between them.
fn moderated(text: &str) -> Result<Vec<i64>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let number = |part: &str| {
        part.parse().map_err(|_| {
            let short: String = part.chars().take(40).collect();
            format!("--moderated-out: `{short}` is no number of a statement; write 3,14,15")
        })
    };
    parts.map(number).collect()
}

/// Groups from a file.
fn given(path: &Path, votes: &Votes) -> Result<Grouping, Failure> {
    Grouping::read(votes, &json(path)?).map_err(|why| format!("`{}`: {why}", path.display()).into())
}

/// Words of the table and the picture.
#[derive(Clone, Copy)]
struct Words(TemplateLang);

impl Words {
    const fn say(self, chinese: &'static str, english: &'static str) -> &'static str {
        self.0.say(chinese, english)
    }

    fn group(self, name: &GroupName) -> String {
        match (name, self.0) {
            (GroupName::Number(number), TemplateLang::Zh) => format!("群体 {number}"),
            (GroupName::Number(number), TemplateLang::En) => format!("group {number}"),
            (GroupName::Text(text), _) => text.clone(),
        }
    }

    const fn side(self, side: Side) -> &'static str {
        match side {
            Side::Agree => self.say("赞成", "agree"),
            Side::Disagree => self.say("不赞成", "disagree"),
        }
    }
}

/// The answer about groups in a line, where none are shown.
fn no_groups(found: &opinion::Opinion<'_>, words: Words) -> String {
    match found.verdict() {
        Verdict::No(why) => {
            let said = why.said();
            words.0.say(&said.zh, &said.en).to_owned()
        }
        _ => format!(
            "{} {}",
            words
                .say("有群体人数太少，不公布群体；公布的下限：", "a group is too small, so none are shown; the floor:"),
            found.public_floor()
        ),
    }
}

fn table(found: &opinion::Opinion<'_>, report: &Report, words: Words) -> String {
    let mut out = format!(
        "{} {}  {} {}  {} {}\n",
        words.say("参与者", "participants"),
        report.participants,
        words.say("观点", "statements"),
        report.statements,
        words.say("投票", "votes"),
        report.votes
    );
    let heads = |first: String| {
        let rest = [words.say("观点", "statement"), words.say("态度", "side"), words.say("票", "votes"), "%"];
        [vec![first], rest.map(str::to_owned).to_vec()].concat()
    };
    let row = |tid: i64, side: Side, n: u32, all: u32| {
        let share = f64::from(n) / f64::from(all.max(1));
        let cells =
            [tid.to_string(), words.side(side).to_owned(), format!("{n}/{all}"), format!("{:.0}", 100.0 * share)];
        [vec![String::new()], cells.to_vec()].concat()
    };
    let mut rows = vec![heads(words.say("大家的共识", "what all share").to_owned())];
    for (side, list) in [(Side::Agree, &report.consensus.agree), (Side::Disagree, &report.consensus.disagree)] {
        rows.extend(list.iter().map(|s| row(s.tid, side, s.n_success, s.n_trials)));
    }
    match (found.grouping(), &report.repness) {
        (Some(grouping), Some(lists)) => {
            for ((name, list), size) in lists.0.iter().zip(grouping.sizes()) {
                rows.push(heads(format!("{} ({size})", words.group(name))));
                rows.extend(list.iter().map(|s| row(s.tid, s.repful_for, s.n_success, s.n_trials)));
            }
            out += &aligned(&rows);
        }
        _ => out += &format!("{}{}\n", aligned(&rows), no_groups(found, words)),
    }
    out
}

fn public_table(found: &opinion::Opinion<'_>, public: &Public, words: Words) -> String {
    let heads = |first: String| {
        let rest = [words.say("观点", "statement"), words.say("态度", "side"), "%", words.say("其他人 %", "others %")];
        [vec![first], rest.map(str::to_owned).to_vec()].concat()
    };
    let row = |s: &PublicStatement| {
        let others = s.percent_of_others.map_or(String::new(), |p| p.to_string());
        vec![String::new(), s.statement.to_string(), words.side(s.side).to_owned(), s.percent.to_string(), others]
    };
    let mut rows = vec![heads(words.say("大家的共识", "what all share").to_owned())];
    rows.extend(public.shared_agree.iter().chain(&public.shared_disagree).map(row));
    if let PublicGroups::Shown(groups) = &public.groups {
        for group in groups {
            rows.push(heads(format!("{} ({})", words.group(&group.group), group.participants)));
            rows.extend(group.stands_for.iter().map(row));
        }
        return aligned(&rows);
    }
    format!("{}{}\n", aligned(&rows), no_groups(found, words))
}

/// What stands around the picture; its axes have no unit, so that only nearness says something.
const fn frame(words: Words) -> svg::Frame<'static> {
    svg::Frame {
        title: words.say("意见地图", "Map of opinion"),
        x: words.say("离得近的人，看法相近", "those near each other think alike"),
        y: "",
        first: 0.0,
    }
}

/// Every participant as a point.
fn picture(found: &opinion::Opinion<'_>, words: Words) -> String {
    let (groups, others) = found.places();
    let names: Vec<String> = found.grouping().map_or_else(Vec::new, |grouping| {
        grouping.names().iter().zip(&groups).map(|(n, g)| format!("{} ({})", words.group(n), g.len())).collect()
    });
    let clouds: Vec<svg::Cloud<'_>> =
        names.iter().zip(&groups).map(|(name, points)| svg::Cloud { name, points, radius: 4.5 }).collect();
    let (name, radius) = match found.verdict() {
        Verdict::No(_) => (words.say("没有稳定的群体", "no stable groups"), 4.0),
        _ => (words.say("不在群体中", "in no group"), 1.8),
    };
    svg::clouds(&frame(words), &clouds, Some(&svg::Cloud { name, points: &others, radius }))
}

/// Only the middle of each group, as large as the group.
fn public_picture(public: &Public, words: Words) -> String {
    let none = words.say("没有可以公布的群体", "no groups to show");
    let PublicGroups::Shown(groups) = &public.groups else {
        return svg::clouds(&frame(words), &[], Some(&svg::Cloud { name: none, points: &[[0.0; 2]], radius: 1.8 }));
    };
    let all: usize = groups.iter().map(|g| g.participants).sum();
    let names: Vec<String> = groups.iter().map(|g| format!("{} ({})", words.group(&g.group), g.participants)).collect();
    let middles: Vec<[[f64; 2]; 1]> = groups.iter().map(|g| [g.middle]).collect();
    let clouds = names.iter().zip(&middles).zip(groups).map(|((name, points), group)| svg::Cloud {
        name,
        points,
        radius: 60.0 * (group.participants as f64 / all.max(1) as f64).sqrt(),
    });
    svg::clouds(&frame(words), &clouds.collect::<Vec<_>>(), None)
}
