//! What lies in the file, drawn from one state of the estate.

use super::{Of, Wanted};
use crate::components::Link;
use crate::components::print::{Document, Foot, PrintRow, document, paragraph, print_words};
use crate::format;
use crate::pages::{Frame, charter, custody, documents, law::value_text, open, seals};
use crate::say::{article, rule_name};
use crate::t;
use crate::text::t_of;
use estate::assembly::{About, Attempt, Motion, Outcome, Status};
use estate::charter::Rules;
use estate::documents::{Facts, Kind, facts};
use estate::matters::What;
use estate::posting::{Ended, Paper};
use maud::{Markup, html};
use office::table::{Column, Table, Value, write};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use units::{Attachment, Digest, DocumentId, MatterId, MotionId, Seq};

/// A member of the archive.
#[derive(Debug)]
pub struct Member {
    /// Its place.
    pub path: String,
    /// What it is, for the index.
    pub title: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The entry that holds its SHA-256, where one does.
    pub entry: Option<Seq>,
}

/// A file of the record to be packed.
#[derive(Debug)]
pub struct Attached {
    /// Its place.
    pub path: String,
    /// What it is.
    pub title: String,
    /// As its entry names it.
    pub file: Attachment,
    /// That entry.
    pub entry: Option<Seq>,
}

/// Everything drawn.
#[derive(Debug, Default)]
pub struct Contents {
    /// The estate's name.
    pub estate: String,
    /// The matter's number and title.
    pub matter: String,
    /// Members drawn.
    pub members: Vec<Member>,
    /// Files to fetch.
    pub attachments: Vec<Attached>,
    /// Entries to prove.
    pub seqs: Vec<Seq>,
}

/// Draws the contents; `None` where there is no such matter or motion, or nobody but its writers knows it yet.
pub fn contents(f: &Frame<'_>, wanted: &Wanted, roots: &BTreeMap<Seq, Digest>) -> Option<Contents> {
    let estate = f.estate();
    let matter = match wanted.of {
        Of::Matter(id) => id,
        Of::Motion(id) => estate.assembly.get(id)?.matter,
    };
    let held = estate.matters.get(matter)?;
    let title = open(f.lang(), Some(&held.title));
    let motions: Vec<(MotionId, &Motion)> = estate
        .assembly
        .motions
        .iter()
        .filter(|(id, m)| match wanted.of {
            Of::Motion(one) => **id == one,
            Of::Matter(_) => m.matter == matter && m.status(f.view.now) != Status::Draft,
        })
        .map(|(id, m)| (*id, m))
        .collect();
    let mut file = Filing {
        f,
        wanted,
        roots,
        out: Contents { estate: f.name().to_owned(), matter: format!("{matter} {title}"), ..Contents::default() },
    };
    file.matter(matter);
    for (id, motion) in &motions {
        file.motion(*id, motion);
    }
    file.rules(&motions);
    file.seals(&motions);
    Some(file.out)
}

struct Filing<'a> {
    f: &'a Frame<'a>,
    wanted: &'a Wanted,
    roots: &'a BTreeMap<Seq, Digest>,
    out: Contents,
}

/// Where a motion's things lie.
fn folder(id: MotionId) -> String {
    format!("m{id}")
}

/// JSON as people read it.
fn pretty(value: &Json) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A table that was drawn for the file: one set of words for page, spreadsheet and JSON.
struct Listed {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Filing<'_> {
    fn add(&mut self, path: String, title: &str, bytes: Vec<u8>) {
        self.out.members.push(Member { path, title: title.to_owned(), bytes, entry: None });
    }

    fn page(&mut self, path: String, title: &str, markup: Markup) {
        self.add(path, title, markup.into_string().into_bytes());
    }

    /// A table as page, spreadsheet and JSON.
    fn list(&mut self, path: &str, title: &str, listed: &Listed) {
        let rows: Vec<PrintRow> =
            listed.rows.iter().map(|r| PrintRow { cells: r.clone(), under: false, key: false }).collect();
        let markup = self.sheet(title, html! { (print_words(&listed.heads, &rows, "")) });
        self.page(format!("{path}.html"), title, markup);
        let table = Table {
            sheet: title.to_owned(),
            title: title.to_owned(),
            columns: listed.heads.iter().map(|h| Column::new(*h, 22)).collect(),
            rows: listed.rows.iter().map(|r| r.iter().map(|c| Value::text(c.clone())).collect()).collect(),
            footer: Vec::new(),
        };
        // INVARIANT: rows are as wide as their heads.
        if let Ok(bytes) = write(&[table]) {
            self.add(format!("{path}.xlsx"), title, bytes);
        }
        self.add(format!("{path}.json"), title, pretty(&json!({ "columns": listed.heads, "rows": listed.rows })));
    }

    /// A page of the file itself, on A4 like every paper.
    fn sheet(&self, title: &str, content: Markup) -> Markup {
        let (f, root) = (self.f, self.f.view.root().to_string());
        let committee = t!(f.lang(), "paper-assembly", name = f.name());
        let (code, back) = (format!("{}{}", f.visit.origin, f.at("/proof")), "index.html".to_owned());
        document(
            Document {
                look: f.visit.look,
                issuer: &committee,
                number: &self.out.matter,
                title,
                large: false,
                foot: Foot { code: &code, seq: f.view.seq, at: f.view.now, head: &root, posting: false },
                back: Link::new(t!(f.lang(), "file-title"), &back),
            },
            content,
        )
    }

    // ---- the matter ----

    fn matter(&mut self, id: MatterId) {
        let (f, lang) = (self.f, self.f.lang());
        let Some(matter) = f.estate().matters.get(id) else { return };
        let mut rows = Vec::new();
        for entry in &matter.timeline {
            let what = match &entry.what {
                What::Raised => t!(lang, "told-raised").to_owned(),
                // A resident's words are theirs; in the file that anybody of the estate may have, only that there were any.
                What::Noted(text) if self.wanted.full => open(lang, Some(text)).to_owned(),
                What::Noted(_) => t!(lang, "file-noted").to_owned(),
                What::MotionDrafted(_) => t!(lang, "told-drafted").to_owned(),
                What::RollFrozen(_) => t!(lang, "told-roll-frozen").to_owned(),
                What::NoticeGiven(_) => t!(lang, "told-notice").to_owned(),
                What::VotingClosed(_) => t!(lang, "told-closed").to_owned(),
                What::Counted(_) => t!(lang, "told-counted").to_owned(),
                What::ResultAnnounced(_) => t!(lang, "told-announced").to_owned(),
                What::ConsentAsked(_) => t!(lang, "told-consent-asked").to_owned(),
                What::ConsentConcluded(_) => t!(lang, "told-consent-concluded").to_owned(),
                What::ConsentCalledOff(_) => t!(lang, "told-consent-called-off").to_owned(),
                What::MotionWithdrawn(_) => t!(lang, "told-withdrawn").to_owned(),
                What::CountCorrected(_) => t!(lang, "told-corrected").to_owned(),
                What::DecisionFiled(_) => t!(lang, "told-filed").to_owned(),
                What::DecisionRevoked(_) => t!(lang, "told-revoked").to_owned(),
            };
            self.out.seqs.push(entry.seq);
            let by = f.actor(entry.stamp.actor, entry.stamp.capacity);
            rows.push(vec![format::moment_full(lang, entry.stamp.at), what, by, entry.seq.to_string()]);
        }
        let heads = vec![t!(lang, "col-when"), t!(lang, "fact-name"), t!(lang, "col-by"), t!(lang, "receipt-entry")];
        self.list("matter", t!(lang, "file-matter"), &Listed { heads, rows });
    }

    // ---- a motion ----

    fn motion(&mut self, id: MotionId, motion: &Motion) {
        self.papers(id);
        self.figures(id);
        self.custody(id);
        self.roll(id, motion);
        self.service(id, motion);
        self.posting(id);
        self.objections(id, motion);
        self.law(id, motion);
    }

    fn papers(&mut self, id: MotionId) {
        let (f, lang) = (self.f, self.f.lang());
        let papers: Vec<DocumentId> = f.estate().documents.of(id).map(|(id, _)| id).collect();
        for number in papers {
            let Some(paper) = f.estate().documents.get(number) else { continue };
            let path = format!("{}/{number}-{}", folder(id), paper.kind.word());
            let title = format!("{} {}", documents::kind_name(lang, paper.kind), documents::number(lang, number));
            self.out.seqs.push(paper.seq);
            self.out.seqs.extend(paper.steps.iter().map(|s| s.seq));
            // What changed since it was drawn up cannot be drawn any more; its scan is what it was.
            if let Some(facts) = paper.facts(f.estate(), number).filter(|f| f.digest() == paper.digest)
                && let Some(root) = self.roots.get(&paper.seq)
            {
                self.page(format!("{path}.html"), &title, documents::print::paper(f, number, *root));
                self.sheets(&path, &title, &facts);
                let bytes = facts.json();
                let entry = Some(paper.seq);
                self.out.members.push(Member { path: format!("{path}.json"), title: title.clone(), bytes, entry });
            }
            for (n, scan) in (1..).zip(paper.scans()) {
                let path = format!("{path}-scan-{n}.{}", scan.file.ending());
                let title = t!(lang, "file-scan", paper = title.as_str());
                self.out.attachments.push(Attached { path, title, file: *scan, entry: None });
            }
        }
    }

    fn sheets(&mut self, path: &str, title: &str, facts: &Facts) {
        if let Ok(bytes) = write(&documents::tables(self.f.lang(), facts)) {
            self.add(format!("{path}.xlsx"), title, bytes);
        }
    }

    /// The figures of the count, whether or not a paper was drawn up of them.
    fn figures(&mut self, id: MotionId) {
        let none = DocumentId { year: 0, number: 0 };
        let Some(found) = facts(self.f.estate(), id, Kind::CountSheet, none, "", None) else { return };
        let (path, title) = (format!("{}/figures", folder(id)), t!(self.f.lang(), "file-figures"));
        self.sheets(&path, title, &found);
        let json = serde_json::to_value(&found).unwrap_or_default();
        self.add(format!("{path}.json"), title, pretty(&json));
    }

    /// What became of box and papers, step by step, and what is wrong with it; notes only in the full file, for they may
    /// name people.
    fn custody(&mut self, id: MotionId) {
        let (f, lang) = (self.f, self.f.lang());
        let log = f.estate().custody.of(id);
        if log.steps.is_empty() {
            return;
        }
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(log.steps.len());
        for step in &log.steps {
            let note = step.note.as_ref().filter(|_| self.wanted.full).map(|n| open(lang, Some(n)).to_owned());
            let (what, who) = (custody::step_text(f, step), custody::names(f, step));
            rows.push(vec![format::moment_full(lang, step.stamp.at), what, who, note.unwrap_or_default()]);
        }
        for flag in estate::custody::flags(f.estate(), id, f.view.now) {
            rows.push(vec![String::new(), custody::flag_text(f, &flag), String::new(), String::new()]);
        }
        let heads =
            vec![t!(lang, "col-when"), t!(lang, "box-col-what"), t!(lang, "box-col-who"), t!(lang, "box-col-note")];
        self.list(&format!("{}/box", folder(id)), t!(lang, "box-title"), &Listed { heads, rows });
    }

    /// The roll as it was frozen: with names for those who keep it, masked for everybody else.
    fn roll(&mut self, id: MotionId, motion: &Motion) {
        let (f, lang, full) = (self.f, self.f.lang(), self.wanted.full);
        let Some(electorate) = &motion.electorate else { return };
        self.out.seqs.push(electorate.seq);
        let mut units: Vec<_> =
            electorate.voter_of.iter().filter_map(|(u, v)| Some((&f.unit(*u)?.facts.door, *u, *v))).collect();
        units.sort();
        let rows = units
            .into_iter()
            .map(|(door, unit, voter)| {
                let owners = electorate.voter(voter).map(|v| v.owners.as_slice()).unwrap_or_default();
                let name = |o: &units::PersonId| if full { f.full_name(*o) } else { f.masked_name(*o) };
                let names = owners.iter().map(name).collect::<Vec<_>>().join(t!(lang, "say-comma"));
                let area = electorate.area_of(unit).map(|a| a.exact()).unwrap_or_default();
                vec![f.door(door), area, names, voter.to_string()]
            })
            .collect();
        let heads = vec![t!(lang, "col-unit"), t!(lang, "paper-area"), t!(lang, "col-owners"), t!(lang, "fact-head")];
        self.list(&format!("{}/roll", folder(id)), t!(lang, "doc-kind-roll"), &Listed { heads, rows });
    }

    /// Service: sums by outcome for all; unit by unit only with names, and only once the result is announced, because
    /// until then who was not reached is the canvassers' to know.
    fn service(&mut self, id: MotionId, motion: &Motion) {
        let (f, lang) = (self.f, self.f.lang());
        if motion.attempts.is_empty() {
            return;
        }
        let standing = |a: &&Attempt| a.back.is_none();
        let mut rows = Vec::new();
        for outcome in Outcome::ALL {
            let count = motion.attempts.values().flatten().filter(standing).filter(|a| a.outcome == *outcome).count();
            rows.push(vec![t_of(lang, "outcome", outcome.word()).to_owned(), count.to_string()]);
        }
        let heads = vec![t!(lang, "walk-outcome"), t!(lang, "file-times")];
        let path = format!("{}/service", folder(id));
        self.list(&path, t!(lang, "file-service"), &Listed { heads, rows });
        if !self.wanted.full || motion.announced.is_none() {
            return;
        }
        let mut units: Vec<_> =
            motion.attempts.iter().filter_map(|(u, list)| Some((&f.unit(*u)?.facts.door, list))).collect();
        units.sort_by_key(|(door, _)| *door);
        let mut rows = Vec::new();
        for (door, list) in units {
            for a in list {
                let second = a.with.map(|p| f.full_name(p)).unwrap_or_default();
                let by = match a.by {
                    units::Actor::Person(p) => f.full_name(p),
                    _ => String::new(),
                };
                rows.push(vec![
                    f.door(door),
                    format::moment_full(lang, a.at),
                    t_of(lang, "way", a.way.word()).to_owned(),
                    t_of(lang, "outcome", a.outcome.word()).to_owned(),
                    by,
                    second,
                    open(lang, a.proof.as_ref()).to_owned(),
                    a.back.map(|at| format::moment_full(lang, at)).unwrap_or_default(),
                ]);
            }
        }
        let heads = vec![
            t!(lang, "col-unit"),
            t!(lang, "col-when"),
            t!(lang, "file-way"),
            t!(lang, "walk-outcome"),
            t!(lang, "walk-by"),
            t!(lang, "walk-with"),
            t!(lang, "file-proof"),
            t!(lang, "file-taken-back"),
        ];
        self.list(&format!("{path}-by-unit"), t!(lang, "file-service-by-unit"), &Listed { heads, rows });
    }

    fn posting(&mut self, id: MotionId) {
        let (f, lang) = (self.f, self.f.lang());
        let mut rows = Vec::new();
        for paper in Paper::ALL {
            let Some(board) = f.estate().posting.board(id, *paper) else { continue };
            self.out.seqs.push(board.seq);
            let name = t_of(lang, "paper-kind", paper.word());
            for (spot, task) in &board.tasks {
                let place = f.estate().posting.spots.get(spot).map(estate::posting::Spot::called).unwrap_or_default();
                let photos: Vec<&Attachment> = task.photos().collect();
                for (n, photo) in (1..).zip(&photos) {
                    let path = format!("{}/photos/{}-{spot}-{n}.{}", folder(id), paper.word(), photo.file.ending());
                    let title = t!(lang, "file-photo", paper = name, place = place.as_str());
                    self.out.attachments.push(Attached { path, title, file: **photo, entry: None });
                }
                for spell in &task.spells {
                    let by = f.actor(spell.up.actor, spell.up.capacity);
                    let (end, how) = match &spell.end {
                        None => (String::new(), t!(lang, "posting-is-hanging")),
                        Some(end) => (
                            format::moment_full(lang, end.at.at),
                            match end.how {
                                Ended::Torn { .. } => t!(lang, "posting-is-torn"),
                                Ended::Down { .. } => t!(lang, "posting-is-down"),
                            },
                        ),
                    };
                    let up = format::moment_full(lang, spell.up.at);
                    let digest = spell.photo.digest.to_string();
                    rows.push(vec![name.to_owned(), place.clone(), up, by, end, how.to_owned(), digest]);
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        let heads = vec![
            t!(lang, "docs-what"),
            t!(lang, "fact-place"),
            t!(lang, "fact-up"),
            t!(lang, "col-by"),
            t!(lang, "fact-down"),
            t!(lang, "col-state"),
            t!(lang, "file-photo-digest"),
        ];
        self.list(&format!("{}/posting", folder(id)), t!(lang, "posting-title"), &Listed { heads, rows });
    }

    /// Objections and their answers. What a neighbour wrote is theirs: only with the full file.
    fn objections(&mut self, id: MotionId, motion: &Motion) {
        let (f, lang, full) = (self.f, self.f.lang(), self.wanted.full);
        if motion.objections.is_empty() {
            return;
        }
        let text = |t: &units::Sealed<String>| if full { open(lang, Some(t)).to_owned() } else { String::new() };
        let rows = motion
            .objections
            .iter()
            .map(|o| {
                let about = match o.about {
                    About::Roll => t_of(lang, "paper-kind", "roll"),
                    About::Result => t_of(lang, "paper-kind", "result"),
                };
                let answered = o.answer.as_ref().map(|(s, ..)| format::moment_full(lang, s.at)).unwrap_or_default();
                let answer = o.answer.as_ref().map(|(_, _, words)| text(words)).unwrap_or_default();
                let raised = format::moment_full(lang, o.raised.at);
                // Names are only in the file of those who keep the roll.
                let by = match o.desk.filter(|_| full) {
                    Some(desk) => t!(lang, "objection-desk-by", name = f.full_name(desk.from)),
                    None => f.actor(o.raised.actor, o.raised.capacity),
                };
                let upheld = o.answer.as_ref().map(|(_, upheld, _)| if *upheld { "yes" } else { "no" });
                let upheld = upheld.map(|w| t_of(lang, "fact-word", w).to_owned()).unwrap_or_default();
                vec![about.to_owned(), raised, by, text(&o.text), answered, upheld, answer]
            })
            .collect();
        let heads = vec![
            t!(lang, "file-about"),
            t!(lang, "col-when"),
            t!(lang, "col-by"),
            t!(lang, "file-objection"),
            t!(lang, "file-answered"),
            t!(lang, "file-upheld"),
            t!(lang, "file-answer"),
        ];
        self.list(&format!("{}/objections", folder(id)), t!(lang, "file-objections"), &Listed { heads, rows });
    }

    /// The rules it went by, frozen, each with its article and the words of the article.
    fn law(&mut self, id: MotionId, motion: &Motion) {
        let (f, lang) = (self.f, self.f.lang());
        let words = |rule: &law::Frozen| match rule.pack {
            Some(digest) => f
                .view
                .book
                .packs()
                .iter()
                .filter(|p| p.digest == digest)
                .flat_map(|p| &p.rules)
                .find(|r| r.key == rule.key && r.cite.article == rule.cite.article)
                .map(|r| r.text.clone())
                .unwrap_or_default(),
            None => self.own_words(rule, motion),
        };
        let rows: Vec<Vec<String>> = motion
            .rules
            .iter()
            .map(|rule| {
                let value = value_text(lang, rule.key, &rule.value);
                vec![rule_name(lang, rule.key).to_owned(), value, article(lang, &rule.cite), words(rule)]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        let heads = vec![t!(lang, "col-rule"), t!(lang, "col-value"), t!(lang, "col-article"), t!(lang, "file-words")];
        self.list(&format!("{}/law", folder(id)), t!(lang, "file-law"), &Listed { heads, rows });
    }

    /// The words of an article of the estate's own rules, in the version in force when voting opened.
    fn own_words(&self, rule: &law::Frozen, motion: &Motion) -> String {
        let held = &self.f.estate().charter;
        let Some((which, version, number)) = held.where_is(rule.key, motion.opens.day()) else { return String::new() };
        let list = held.version(which, version).map(estate::charter::Version::articles).unwrap_or_default();
        list.into_iter().find(|a| a.number == number).map(|a| a.text).unwrap_or_default()
    }

    // ---- what the motions rest on ----

    /// The versions of the estate's own rules that were in force when each vote opened, and those a vote brought.
    fn rules(&mut self, motions: &[(MotionId, &Motion)]) {
        let (f, lang) = (self.f, self.f.lang());
        for which in Rules::ALL {
            let held = &f.estate().charter;
            let mut numbers: Vec<u32> =
                motions.iter().filter_map(|(_, m)| held.in_force(*which, m.opens.day())).collect();
            numbers.extend((1..).zip(held.versions(*which)).filter_map(|(n, v)| {
                let by = v.adopted.as_ref()?.motion?;
                motions.iter().any(|(id, _)| *id == by).then_some(n)
            }));
            numbers.sort_unstable();
            numbers.dedup();
            for number in numbers {
                let title = t!(lang, "file-rules", text = charter::name(lang, *which), n = number);
                let path = format!("rules/{}-{number}", which.word());
                let text = held.version(*which, number).and_then(|v| v.text.get().cloned()).unwrap_or_default();
                self.page(format!("{path}.html"), &title, charter::paper(f, *which, number));
                self.add(format!("{path}.txt"), &title, text.into_bytes());
            }
        }
    }

    /// Uses of the seal on papers of these motions.
    fn seals(&mut self, motions: &[(MotionId, &Motion)]) {
        let (f, lang) = (self.f, self.f.lang());
        let of = |document: DocumentId| {
            let paper = f.estate().documents.get(document);
            paper.is_some_and(|d| motions.iter().any(|(id, _)| *id == d.motion))
        };
        let rows: Vec<Vec<String>> = f
            .estate()
            .seals
            .uses
            .iter()
            .filter(|(_, u)| u.document.is_some_and(of))
            .map(|(id, u)| seals::line(f, *id, u).to_vec())
            .collect();
        if !rows.is_empty() {
            let heads = seals::register_heads(lang).to_vec();
            self.list("seals", t!(lang, "seals-title"), &Listed { heads, rows });
        }
        // The index explains how the file is checked; its own words are the last thing drawn.
        let how = self.sheet(
            t!(lang, "file-check"),
            html! { @for line in t!(lang, "file-check-how").split('\n') { (paragraph(line)) } },
        );
        self.page("check.html".into(), t!(lang, "file-check"), how);
    }
}
