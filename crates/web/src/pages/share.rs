//! 发到微信群: for a notice, a result, a posting and a consultation a short text to copy, a long picture to keep by a
//! long press and a code; without script, without a download, without another window. The picture says what the page
//! says, with number and head of the record it was drawn from: the same record gives the same bytes.

use super::motion::{decision_word, scope_text};
use super::{Frame, Section, Shape, open};
use crate::components::{
    Link, LinkButton, Notice, NoticeKind, Tag, TagKind, buttons, card, flow, lead, link_button, meta, notice, qr, tag,
};
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, narrow, page_head};
use crate::reply::{Problem, Reply};
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{Asked, At, Visit};
use app::EstateView;
use authority::Act;
use axum::http::header;
use axum::response::IntoResponse as _;
use estate::assembly::{ItemCount, Motion, Question, Status, tally_rules};
use estate::consent::{Consultation, Standing as Asking};
use estate::matters::What;
use estate::posting::{Paper, Standing as Hanging};
use law::Key;
use maud::{Markup, html};
use office::poster::{Block, Poster};
use units::{ConsentId, MatterId, Moment, MotionId, Seq, StreamId};

/// Signs of the short text, address and all: what a group reads without opening it.
const TEXT_MAX: usize = 200;
/// Signs of the items' texts in a picture, all together: some seventy lines.
const PICTURE_TEXT_MAX: usize = 1_600;

/// What is shared.
#[derive(Clone, Copy)]
pub enum Subject {
    /// That a vote is announced.
    Notice(MotionId),
    /// What came of it.
    Result(MotionId),
    /// Where its papers hang.
    Posting(MotionId),
    /// What households are asked, or what they wanted.
    Consent(ConsentId),
}

impl Subject {
    /// Of a motion: what was asked for, else the last thing there is to tell.
    fn of(motion: MotionId, asked: &str, held: &Motion, now: Moment) -> Self {
        match asked {
            "notice" => Self::Notice(motion),
            "result" => Self::Result(motion),
            "posting" => Self::Posting(motion),
            _ if held.status(now) == Status::Published => Self::Result(motion),
            _ => Self::Notice(motion),
        }
    }

    /// Stable name, for addresses and translations (`share-of-<word>`).
    const fn word(self) -> &'static str {
        match self {
            Self::Notice(_) => "notice",
            Self::Result(_) => "result",
            Self::Posting(_) => "posting",
            Self::Consent(_) => "consent",
        }
    }

    /// The page it is about, and the page that shares it.
    fn pages(self) -> (String, String) {
        match self {
            Self::Notice(id) | Self::Result(id) => (format!("/m/{id}"), format!("/m/{id}/share")),
            Self::Posting(id) => (format!("/m/{id}/posting"), format!("/m/{id}/share")),
            Self::Consent(id) => (format!("/consent/{id}"), format!("/consent/{id}/share")),
        }
    }
}

/// What is told of a subject.
struct Told {
    title: String,
    /// The short text, before the address.
    text: String,
    blocks: Vec<Block>,
    /// The address behind the code.
    address: String,
    /// The entry that is told of.
    seq: Seq,
}

fn entry_of(f: &Frame<'_>, matter: MatterId, what: impl Fn(&What) -> bool) -> Option<Seq> {
    f.estate().matters.get(matter)?.timeline.iter().rev().find(|e| what(&e.what)).map(|e| e.seq)
}

fn told(f: &Frame<'_>, subject: Subject) -> Option<Told> {
    let lang = f.lang();
    let address = format!("{}{}", f.visit.origin, f.at(&subject.pages().0));
    let told = match subject {
        Subject::Notice(id) => {
            let motion = f.estate().assembly.get(id)?;
            motion.notice.as_ref()?;
            let seq = entry_of(f, motion.matter, |w| *w == What::NoticeGiven(id))?;
            let (title, text, blocks) = notice_of(f, motion);
            Told { title, text, blocks, address, seq }
        }
        Subject::Result(id) => {
            let motion = f.estate().assembly.get(id)?;
            motion.announced.as_ref()?;
            let told =
                |w: &What| [What::ResultAnnounced(id), What::CountCorrected(id), What::DecisionRevoked(id)].contains(w);
            let seq = entry_of(f, motion.matter, told)?;
            let (title, text, blocks) = result_of(f, motion)?;
            Told { title, text, blocks, address, seq }
        }
        Subject::Posting(id) => {
            let motion = f.estate().assembly.get(id).filter(|m| m.status(f.view.now) != Status::Draft)?;
            let (title, text, blocks) = posting_of(f, id, motion)?;
            Told { title, text, blocks, address, seq: f.view.seq }
        }
        Subject::Consent(id) => {
            let held = f.estate().consents.get(id)?;
            if held.standing(f.today()) == Asking::CalledOff {
                return None;
            }
            let seq = entry_of(
                f,
                held.matter,
                |w| matches!(w, What::ConsentAsked(i) | What::ConsentConcluded(i) if *i == id),
            )?;
            let (title, text, blocks) = consent_of(f, held);
            Told { title, text, blocks, address, seq }
        }
    };
    let head = Block::Head(t!(lang, "share-head", name = f.name(), what = t_of(lang, "share-of", subject.word())));
    Some(Told { blocks: [vec![head, Block::Title(told.title.clone())], told.blocks].concat(), ..told })
}

/// Whether there is something to tell of it, without drawing it.
fn is_told(f: &Frame<'_>, subject: Subject) -> bool {
    let motion = |id| f.estate().assembly.get(id).filter(|m| m.status(f.view.now) != Status::Draft);
    match subject {
        Subject::Notice(id) => motion(id).is_some_and(|m| m.notice.is_some()),
        Subject::Result(id) => motion(id).is_some_and(|m| m.announced.is_some()),
        Subject::Posting(id) => {
            motion(id).is_some() && Paper::ALL.iter().any(|p| f.estate().posting.board(id, *p).is_some())
        }
        Subject::Consent(id) => {
            f.estate().consents.get(id).is_some_and(|held| held.standing(f.today()) != Asking::CalledOff)
        }
    }
}

/// 转发 beside one thing among several: one press to the page that shares it. Nothing where there is nothing to tell.
pub fn small(f: &Frame<'_>, subject: Subject, of: &str) -> Markup {
    html! {
        @if is_told(f, subject) {
            a .more href=(address(f, subject)) {
                (Icon::Forward) span { (t!(f.lang(), "share-forward")) span .vh { (t!(f.lang(), "share-forward-what", title = of)) } }
            }
        }
    }
}

/// 转发 of what a page is about.
pub fn large(f: &Frame<'_>, subject: Subject) -> Markup {
    html! {
        @if is_told(f, subject) {
            (buttons(link_button(LinkButton::second(t!(f.lang(), "share-do"), &address(f, subject)).icon(Icon::Forward))))
        }
    }
}

fn address(f: &Frame<'_>, subject: Subject) -> String {
    let share = f.at(&subject.pages().1);
    match subject {
        Subject::Consent(_) => share,
        _ => format!("{share}?what={}", subject.word()),
    }
}

/// A text as far as there is room in a picture; the code under it leads to the whole.
fn begun(lang: Lang, text: &str, room: usize) -> String {
    match text.char_indices().nth(room) {
        Some((end, _)) => t!(lang, "share-begun", text = &text[..end]),
        None => text.to_owned(),
    }
}

fn fact(label: &str, value: impl Into<String>) -> Block {
    Block::Fact(label.to_owned(), value.into())
}

/// Title, short text, blocks.
type Parts = (String, String, Vec<Block>);

fn notice_of(f: &Frame<'_>, motion: &Motion) -> Parts {
    let lang = f.lang();
    let title = open(lang, Some(&motion.title)).to_owned();
    let (opens, closes) = (format::moment_full(lang, motion.opens), format::moment_full(lang, motion.closes));
    let text = t!(lang, "share-text-notice", opens = &opens, closes = &closes);
    let room = PICTURE_TEXT_MAX / motion.items.len().max(1);
    let mut blocks: Vec<Block> = motion
        .items
        .iter()
        .flat_map(|item| {
            let strong = Block::Strong(open(lang, Some(&item.title)).to_owned());
            let body = item.text.as_ref().map(|t| Block::Text(begun(lang, open(lang, Some(t)), room)));
            std::iter::once(strong).chain(body)
        })
        .collect();
    blocks.push(Block::Rule);
    if let Some(electorate) = &motion.electorate {
        let all = t!(
            lang,
            "share-electorate",
            scope = scope_text(f, &motion.scope),
            homes = format::homes(lang, electorate.all.heads),
            area = format::area(lang, electorate.all.area)
        );
        blocks.push(fact(t!(lang, "share-who"), all));
    }
    let reading = t!(
        lang,
        "motion-reading-at",
        at = format::moment_full(lang, motion.reading),
        place = open(lang, Some(&motion.reading_place))
    );
    blocks.extend([
        fact(t!(lang, "motion-opens"), opens),
        fact(t!(lang, "motion-closes-label"), closes),
        fact(t!(lang, "motion-reading"), reading),
        Block::Text(how(f, motion).to_owned()),
    ]);
    (title, text, blocks)
}

/// How one votes: on the official platform where the law of the place asks for it.
fn how(f: &Frame<'_>, motion: &Motion) -> &'static str {
    if on_platform(motion) { t!(f.lang(), "share-how-platform") } else { t!(f.lang(), "share-how") }
}

/// Whether votes by phone are cast on the official platform and not here.
pub fn on_platform(motion: &Motion) -> bool {
    motion.rule(Key::PhoneChannel).is_some_and(|r| r.value.word() == Some("official-platform"))
}

fn result_of(f: &Frame<'_>, motion: &Motion) -> Option<Parts> {
    let lang = f.lang();
    let title = open(lang, Some(&motion.title)).to_owned();
    let counted = motion.counted.as_ref()?;
    let (mut blocks, mut words) = (Vec::new(), Vec::new());
    for (i, (item, count)) in motion.items.iter().zip(&counted.items).enumerate() {
        let decision = decision_word(lang, count.decision());
        words.push(decision);
        if motion.items.len() > 1 || open(lang, Some(&item.title)) != title {
            blocks.push(Block::Text(open(lang, Some(&item.title)).to_owned()));
        }
        blocks.push(Block::Strong(decision.to_owned()));
        if motion.revoked(i).is_some() {
            blocks.push(Block::Note(t!(lang, "share-revoked").to_owned()));
        }
        let rules = tally_rules(&motion.rules, item.kind, false)?;
        let line = |part: units::Weight, whole: units::Weight| {
            t!(
                lang,
                "share-part",
                homes = format::homes(lang, part.heads),
                percent = format::percent_printed(part.heads, whole.heads),
                area = format::area(lang, part.area),
                area_percent = format::percent_printed(part.area.cm2(), whole.area.cm2())
            )
        };
        match count {
            ItemCount::Approve { outcome, .. } => {
                let c = &outcome.count;
                blocks.push(fact(t!(lang, "row-participating"), line(c.participating, c.all)));
                blocks.push(Block::Bar {
                    part: c.participating.heads,
                    whole: c.all.heads,
                    line: rules.quorum.heads.share,
                });
                blocks.push(fact(t!(lang, "mark-approve"), line(c.support, c.base)));
                blocks.push(Block::Bar {
                    part: c.support.heads,
                    whole: c.base.heads,
                    line: rules.approval.heads.share,
                });
            }
            ItemCount::Choose { outcome, .. } => {
                blocks.push(fact(t!(lang, "row-participating"), line(outcome.participating, outcome.all)));
                if let Question::Choose { options, .. } = &item.question {
                    let names: Vec<&str> =
                        outcome.elected.iter().filter_map(|i| options.get(*i)).map(|o| open(lang, Some(o))).collect();
                    if !names.is_empty() {
                        blocks.push(Block::Text(t!(lang, "paper-elected", names = names.join(t!(lang, "say-comma")))));
                    }
                }
            }
        }
    }
    if let Some((at, _)) = &motion.announced {
        blocks.push(fact(t!(lang, "share-announced"), format::date_full(lang, at.day())));
    }
    words.dedup();
    let text = t!(lang, "share-text-result", result = words.join(t!(lang, "say-comma")));
    Some((title, text, blocks))
}

fn posting_of(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Option<Parts> {
    let lang = f.lang();
    let title = open(lang, Some(&motion.title)).to_owned();
    let mut blocks = Vec::new();
    let mut hangs = 0_i64;
    for paper in Paper::ALL {
        let Some(board) = f.estate().posting.board(id, *paper) else { continue };
        blocks.push(Block::Strong(t_of(lang, "paper-kind", paper.word()).to_owned()));
        // Places that stand alike in one line: an estate may have a hundred.
        let mut alike: Vec<(String, Vec<String>)> = Vec::new();
        for (spot, task) in &board.tasks {
            let Some(spot) = f.estate().posting.spots.get(spot) else { continue };
            let standing = task.standing();
            hangs += i64::from(standing == Hanging::Hanging);
            let since = task.since().map(|day| format::date_full(lang, day));
            let state = t_of(lang, "posting-is", standing.word());
            let state = since.map_or_else(|| state.to_owned(), |day| t!(lang, "share-since", state = state, day = day));
            let name = super::posting::spot_name(f, spot);
            match alike.iter_mut().find(|(held, _)| *held == state) {
                Some((_, names)) => names.push(name),
                None => alike.push((state, vec![name])),
            }
        }
        blocks.extend(alike.into_iter().map(|(state, names)| {
            let state = t!(lang, "share-places", state = state, n = names.len());
            fact(&state, names.join(t!(lang, "say-comma")))
        }));
    }
    if blocks.is_empty() {
        return None;
    }
    Some((title, t!(lang, "share-text-posting", n = hangs), blocks))
}

fn consent_of(f: &Frame<'_>, held: &Consultation) -> Parts {
    let lang = f.lang();
    let title = open(lang, Some(&held.question)).to_owned();
    let until = format::date_full(lang, held.until);
    let mut blocks = vec![Block::Note(t!(lang, "consent-no-decision").to_owned())];
    let asked = t!(
        lang,
        "consent-whom-is",
        scope = super::consent::whom(f, &held.scope),
        homes = format::homes(lang, held.asked.len() as i64)
    );
    let text = match held.told() {
        Some(totals) => {
            let verdict = super::consent::sums::verdict(f, held, &totals);
            blocks.push(Block::Strong(verdict.to_owned()));
            for line in super::consent::sums::lines(f, &totals, false) {
                let (words, n, percent) = line.words();
                blocks.push(fact(
                    words,
                    t!(lang, "share-homes", homes = format::homes(lang, i64::from(n)), percent = percent),
                ));
            }
            let line = held.threshold.share;
            blocks.push(Block::Bar { part: i64::from(totals.agree), whole: i64::from(totals.asked), line });
            t!(
                lang,
                "share-text-concluded",
                asked = format::homes(lang, i64::from(totals.asked)),
                agree = format::homes(lang, i64::from(totals.agree))
            )
        }
        None => {
            let text = held.text.as_ref();
            blocks.extend(text.map(|t| Block::Text(begun(lang, open(lang, Some(t)), PICTURE_TEXT_MAX))));
            match held.standing(f.today()) {
                Asking::Ahead | Asking::Open => t!(lang, "share-text-consent", until = &until),
                Asking::Over => t!(lang, "share-text-over", until = &until),
                // Of so few households no sum is shown.
                Asking::Concluded | Asking::CalledOff => t!(lang, "share-text-few").to_owned(),
            }
        }
    };
    let source = t!(
        lang,
        "consent-source-is",
        level = t_of(lang, "consent-level", held.source.level.word()),
        number = open(lang, Some(&held.source.number)),
        text = open(lang, Some(&held.source.text))
    );
    let days = t!(lang, "share-days", from = format::date_full(lang, held.from), until = until);
    blocks.extend([
        Block::Rule,
        fact(t!(lang, "consent-whom"), asked),
        fact(t!(lang, "consent-days"), days),
        fact(t!(lang, "consent-share"), format::threshold(lang, held.threshold)),
        fact(t!(lang, "consent-source"), source),
    ]);
    (title, text, blocks)
}

/// The short text: whose, what, where to read on. A long title gives way, never the address.
fn short(f: &Frame<'_>, subject: Subject, told: &Told) -> String {
    let lang = f.lang();
    let what = t_of(lang, "share-of", subject.word());
    let with = |title: &str| {
        t!(lang, "share-text", name = f.name(), what = what, title = title, text = &told.text, address = &told.address)
    };
    let (whole, title) = (with(&told.title), told.title.chars().count());
    let over = whole.chars().count().saturating_sub(TEXT_MAX);
    if over == 0 {
        return whole;
    }
    let cut: String = told.title.chars().take(title.saturating_sub(over + 1)).collect();
    with(&format!("{cut}…"))
}

fn share_page(f: &Frame<'_>, subject: Subject, kinds: &[Subject]) -> Option<Markup> {
    let lang = f.lang();
    let told = told(f, subject)?;
    let (page, share) = subject.pages();
    let (page, share) = (f.at(&page), f.at(&share));
    let text = short(f, subject, &told);
    let heading = t!(lang, "share-do");
    let image = format!("{share}.png?what={}&lang={}", subject.word(), lang.tag());
    let content = narrow(html! {
        (page_head(PageHead {
            back: Some(Link::new(&told.title, &page)),
            title: heading,
            tags: Some(tag(Tag { kind: TagKind::Plain, text: t_of(lang, "share-of", subject.word()) })),
            lead: Some(t!(lang, "share-lead")),
        }))
        div .stack {
            @if kinds.len() > 1 {
                p .tags { @for k in kinds { a .pill href=(format!("{share}?what={}", k.word())) aria-current=[(k.word() == subject.word()).then_some("page")] { (t_of(lang, "share-of", k.word())) } " " } }
            }
            (card(html! {
                h2 { (t!(lang, "share-words")) }
                div .field {
                    label for="share-text" { (flow(t!(lang, "share-words-how"))) }
                    textarea .in #share-text rows="6" readonly { (text) }
                }
                (meta(t!(lang, "share-words-note")))
            }))
            (card(html! {
                h2 { (t!(lang, "share-picture")) }
                @if f.visit.site.pictures.can_draw() {
                    (lead(t!(lang, "share-picture-how")))
                    img .share-picture src=(image) alt=(text) width=(office::poster::WIDTH);
                } @else { (notice(Notice::text(NoticeKind::Mind, t!(lang, "share-no-font")))) }
            }))
            (card(html! {
                h2 { (t!(lang, "share-code")) }
                (lead(t!(lang, "share-code-how")))
                (qr(&told.address, t!(lang, "share-code")))
            }))
        }
    });
    Some(f.page(Shape { title: heading, section: Section::Matters, proof: true, ..Shape::default() }, content))
}

/// Subjects of a motion that there is something to tell of.
fn kinds_of(f: &Frame<'_>, id: MotionId) -> Vec<Subject> {
    let all = [Subject::Notice(id), Subject::Result(id), Subject::Posting(id)];
    all.into_iter().filter(|s| told(f, *s).is_some()).collect()
}

fn subject_of(v: &EstateView<'_>, id: MotionId, asked: &str) -> Option<Subject> {
    v.estate.assembly.get(id).map(|m| Subject::of(id, asked, m, v.now))
}

async fn page(
    visit: &Visit,
    estate: StreamId,
    subject: impl Fn(&EstateView<'_>) -> Option<Subject>,
    kinds: impl Fn(&Frame<'_>) -> Vec<Subject>,
) -> Reply {
    let who = visit.who(estate).await?;
    let there = |view: &EstateView<'_>| {
        let f = Frame { visit, who, view };
        told(&f, subject(view)?).map(|_| ())
    };
    visit.site.app.estate(estate, there).await?.ok_or(Problem::NotFound)?;
    let draw = |view: &EstateView<'_>| {
        let f = Frame { visit, who, view };
        subject(view).and_then(|s| share_page(&f, s, &kinds(&f))).unwrap_or_default()
    };
    visit.draw(estate, draw).await
}

async fn png(
    visit: &Visit,
    estate: StreamId,
    asked: &str,
    subject: impl Fn(&EstateView<'_>) -> Option<Subject>,
) -> Reply {
    // Everybody gets the same picture, in the language of its address.
    let mut visit = visit.clone();
    if let Some(lang) = crate::text::Lang::from_tag(asked) {
        visit.look.lang = lang;
    }
    let (visit, who) = (&visit, app::Who::VISITOR);
    let draw = |view: &EstateView<'_>| told(&Frame { visit, who, view }, subject(view)?);
    let told = visit.site.app.estate(estate, draw).await?.ok_or(Problem::NotFound)?;
    let root = visit.site.app.record().root_at(estate, told.seq).await?.ok_or(Problem::NotFound)?;
    let lang = visit.look.lang;
    let beside = vec![
        t!(lang, "share-scan").to_owned(),
        told.address.clone(),
        t!(lang, "shell-record", seq = told.seq),
        format::hash(&root.to_string(), 8),
    ];
    let bytes = visit.site.pictures.png(Poster { blocks: told.blocks, address: told.address, beside }).await?;
    // For a minute: the next entry may draw it anew.
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=60")];
    Ok((headers, bytes).into_response())
}

/// `GET /e/{estate}/m/{motion}/share?what=notice`
pub async fn motion(visit: Visit, At((estate, id)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    page(&visit, estate, |v| subject_of(v, id, asked.get("what")), |f| kinds_of(f, id)).await
}

/// `GET /e/{estate}/m/{motion}/share.png?what=notice&lang=zh-CN`
pub async fn motion_png(visit: Visit, At((estate, id)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    png(&visit, estate, asked.get("lang"), |v| subject_of(v, id, asked.get("what"))).await
}

/// `GET /e/{estate}/consent/{consent}/share`
pub async fn consent(visit: Visit, At((estate, id)): At<(StreamId, ConsentId)>) -> Reply {
    page(&visit, estate, |_| Some(Subject::Consent(id)), |_| Vec::new()).await
}

/// `GET /e/{estate}/consent/{consent}/share.png?lang=zh-CN`
pub async fn consent_png(visit: Visit, At((estate, id)): At<(StreamId, ConsentId)>, Asked(asked): Asked) -> Reply {
    png(&visit, estate, asked.get("lang"), |_| Some(Subject::Consent(id))).await
}

/// The way here from a motion's page, once there is something to tell.
pub fn ways(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    if motion.notice.is_none() {
        return html! {};
    }
    let (share, letters) = (f.at(&format!("/m/{id}/share")), f.at(&format!("/m/{id}/letters")));
    buttons(html! {
        (link_button(LinkButton::second(t!(lang, "share-do"), &share).icon(Icon::Forward)))
        @if f.may(Act::ReceivePaper) && motion.status(f.view.now) <= Status::Voting {
            (link_button(LinkButton::second(t!(lang, "letter-print"), &letters).icon(Icon::Printer)))
        }
    })
}
