//! 公示: where the papers of a motion hang and since when, for everybody; one page a place for whoever hangs them, made
//! for a phone in one hand; the photos, for those who live or work here; and the statement that is printed and signed.

use super::papers::grounds;
use super::share::{self, Subject};
use super::{Frame, Section, Shape, open};
use crate::components::print::{PrintRow, Signatures, finding, paragraph, photos, print_words, signatures};
use crate::components::{
    Button, Column, Control, Empty, Entry, Field, Kind, Link, LinkButton, Notice, NoticeKind, Row, Table, Tag, TagKind,
    button, buttons, card, empty, entries, field, flow, hidden, lead, link_button, meta, more, notice, section, table,
    tag,
};
use crate::form::Form;
use crate::format;
use crate::icons::Icon;
use crate::layout::{PageHead, narrow, page_head, wrap};
use crate::pages::paper_frame::Heading;
use crate::reply::{Problem, Reply, page, to};
use crate::say::{self, Told, refused, warnings};
use crate::t;
use crate::text::{Lang, t_of};
use crate::upload::{self, Upload};
use crate::visit::{Asked, At, Visit};
use app::{Error, EstateView, too_large};
use authority::Act;
use axum::extract::Multipart;
use axum::http::StatusCode;
use estate::assembly::{About, Motion, Status};
use estate::posting::{
    Board, Command, Ended, Paper, Shown, Spell, Spot, SpotKind, Standing, Task, days_asked, flags, shown,
};
use law::Refusal;
use maud::{Markup, html};
use units::{Attachment, ItemId, MotionId, Sealed, SpotId, Stamp, StreamId, limits};

// ---- words ----

/// A paper's name: 业主名册, 表决通知, 结果公告.
fn paper_name(lang: Lang, paper: Paper) -> &'static str {
    t_of(lang, "paper-kind", paper.word())
}

/// A place in words.
pub fn spot_name(f: &Frame<'_>, spot: &Spot) -> String {
    let lang = f.lang();
    match &spot.name {
        Some(name) => open(lang, Some(name)).to_owned(),
        None => t!(
            lang,
            "spot-of-stairwell",
            stairwell = format::room(lang, spot.building.as_str(), spot.stairwell.as_str(), "")
        ),
    }
}

fn name_of(f: &Frame<'_>, id: SpotId) -> String {
    f.estate().posting.spots.get(&id).map(|s| spot_name(f, s)).unwrap_or_default()
}

fn standing_tag(lang: Lang, standing: Standing) -> Tag<'static> {
    let kind = match standing {
        Standing::Waiting => TagKind::Soon,
        Standing::Hanging => TagKind::Now,
        Standing::Torn => TagKind::Over,
        Standing::Down => TagKind::Done,
    };
    Tag { kind, text: t_of(lang, "posting-is", standing.word()) }
}

/// How a paper hangs up to the opening, or today once it is past.
fn count(f: &Frame<'_>, motion: &Motion, paper: Paper, board: &Board) -> Shown {
    let (asked, counted) = days_asked(motion, paper);
    let until = match paper {
        Paper::Roll | Paper::Notice => motion.opens.day().max(f.today()),
        Paper::Result => f.today(),
    };
    shown(board, counted, asked, until)
}

/// Its days in a sentence: how many, from when, until when.
fn days_line(f: &Frame<'_>, motion: &Motion, paper: Paper, board: &Board) -> String {
    let lang = f.lang();
    let (asked, _) = days_asked(motion, paper);
    let found = count(f, motion, paper, board);
    let day = |d| format::date(lang, d, f.today());
    match (found.since, found.full) {
        (None, _) => {
            let (n, all) = (board.tasks.len() - found.waiting.len(), board.tasks.len());
            t!(lang, "posting-days-waiting", n = n, all = all)
        }
        (Some(since), _) if asked == 0 => t!(lang, "posting-days-since", since = day(since)),
        (Some(since), Some(full)) => t!(lang, "posting-days-full", since = day(since), days = asked, full = day(full)),
        (Some(since), None) => t!(lang, "posting-days-broken", since = day(since), days = asked, have = found.have),
    }
}

/// Where the newest paper hangs, in one line for the board; `None` where nothing was to hang.
pub fn line(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Option<String> {
    let lang = f.lang();
    let (paper, board) =
        Paper::ALL.iter().rev().find_map(|p| f.estate().posting.board(id, *p).map(|board| (*p, board)))?;
    let up = board.tasks.values().filter(|t| t.standing() == Standing::Hanging).count();
    let since = count(f, motion, paper, board).since.map(|d| format::date(lang, d, f.today()));
    let paper = paper_name(lang, paper);
    Some(match since {
        _ if up == 0 => t!(lang, "posting-line-none", paper = paper),
        Some(since) => t!(lang, "posting-line", paper = paper, n = up, since = since),
        None => t!(lang, "posting-line-part", paper = paper, n = up, all = board.tasks.len()),
    })
}

// ---- on the motion's page ----

/// What the motion's page says of its papers.
pub fn card_of(f: &Frame<'_>, id: MotionId, motion: &Motion) -> Markup {
    let lang = f.lang();
    let here = f.at(&format!("/m/{id}/posting"));
    let papers: Vec<Paper> =
        Paper::ALL.iter().copied().filter(|p| f.estate().posting.board(id, *p).is_some()).collect();
    let unlisted = papers.is_empty() && f.may(Act::ViewDesk) && motion.electorate.is_some();
    if papers.is_empty() && !unlisted {
        return html! {};
    }
    card(html! {
        h2 { (t!(lang, "posting-title")) }
        @for paper in &papers {
            @if let Some(board) = f.estate().posting.board(id, *paper) {
                p { b { (paper_name(lang, *paper)) } " " (flow(&days_line(f, motion, *paper, board))) }
            }
        }
        @for paper in Paper::ALL { (flagged(f, id, *paper)) }
        @if unlisted && f.may(Act::PostingPlaces) { (buttons(link_button(LinkButton::second(t!(lang, "desk-places"), &f.at("/desk/places"))))) }
        @if !papers.is_empty() {
            (buttons(link_button(LinkButton::second(if f.may(Act::PostPapers) { t!(lang, "posting-do") } else { t!(lang, "posting-see") }, &here))))
        }
    })
}

/// What is wrong with a paper: in red what keeps the next step back, in ochre what is only said.
fn flagged(f: &Frame<'_>, id: MotionId, paper: Paper) -> Markup {
    let (binding, said): (Vec<_>, Vec<_>) =
        flags(f.estate(), id, paper, f.view.now).into_iter().partition(|flag| flag.binding);
    let plain = |list: Vec<estate::posting::Flag>| list.into_iter().map(|f| f.refusal).collect::<Vec<_>>();
    html! { (refused(f.lang(), &plain(binding))) (warnings(f.lang(), &plain(said))) }
}

// ---- everything that hangs ----

/// The motion, for whoever may read it.
fn readable(v: &EstateView<'_>, who: &app::Who, id: MotionId) -> bool {
    let motion = v.estate.assembly.get(id);
    motion.is_some_and(|m| m.status(v.now) != Status::Draft || v.may(who, Act::ViewDesk))
}

/// `GET /e/{estate}/m/{motion}/posting`
pub async fn show(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    let who = visit.who(estate).await?;
    if !visit.site.app.estate(estate, |v| readable(v, &who, motion)).await? {
        return Err(Problem::NotFound);
    }
    visit.draw(estate, |view| list_page(&Frame { visit: &visit, who, view }, motion)).await
}

fn list_page(f: &Frame<'_>, id: MotionId) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let boards: Vec<(Paper, &Board)> =
        Paper::ALL.iter().rev().filter_map(|p| Some((*p, f.estate().posting.board(id, *p)?))).collect();
    let title = t!(lang, "posting-title");
    let content = wrap(html! {
        (page_head(PageHead {
            back: Some(Link::new(open(lang, Some(&motion.title)), &f.at(&format!("/m/{id}")))),
            title,
            lead: Some(t!(lang, "posting-lead")),
            tags: None,
        }))
        div .stack {
            @if boards.is_empty() {
                (card(empty(Empty { icon: Icon::Leaf, what: t!(lang, "posting-none"), then: t!(lang, "posting-none-then"), past: None })))
                @if f.may(Act::PostingPlaces) { (buttons(link_button(LinkButton::second(t!(lang, "desk-places"), &f.at("/desk/places"))))) }
            }
            @if !boards.is_empty() { (share::large(f, Subject::Posting(id))) }
            @for (paper, board) in boards { (paper_card(f, id, motion, paper, board)) }
        }
    });
    f.page(Shape { title, section: Section::Matters, desk: true, proof: true, ..Shape::default() }, content)
}

fn paper_card(f: &Frame<'_>, id: MotionId, motion: &Motion, paper: Paper, board: &Board) -> Markup {
    let lang = f.lang();
    let here = |spot: SpotId| f.at(&format!("/m/{id}/posting/{}/{spot}", paper.word()));
    let open_photos = f.may(Act::ViewPostingPhotos);
    let words: Vec<(String, String, Tag<'static>, String)> = board
        .tasks
        .iter()
        .map(|(spot, task)| (name_of(f, *spot), here(*spot), standing_tag(lang, task.standing()), task_line(f, task)))
        .collect();
    let rows: Vec<Entry<'_>> =
        words.iter().map(|(title, href, tag, line)| Entry { title, href, tag: Some(*tag), line: Some(line) }).collect();
    let plain: Vec<Row> =
        words.iter().map(|(title, _, t, line)| Row::of([flow(title), html! { (tag(*t)) }, flow(line)])).collect();
    let name = paper_name(lang, paper);
    card(section(
        name,
        None,
        html! {
            div id=(paper.word()) .stack {
                (lead(&days_line(f, motion, paper, board)))
                (flagged(f, id, paper))
                // With an account every place is a page of its own; without one its line is all there is.
                @if open_photos { (entries(&rows)) }
                @else {
                    (table(Table {
                        lang,
                        caption: name,
                        caption_hidden: true,
                        columns: &[Column::text(t!(lang, "col-posting-place")).stays(), Column::text(t!(lang, "col-state")).stays(), Column::text(t!(lang, "col-when"))],
                        rows: &plain,
                        total: None,
                    }))
                    (meta(t!(lang, "posting-photos-sign-in")))
                }
                @if open_photos {
                    @let paper = f.at(&format!("/m/{id}/posting/{}", paper.word()));
                    (buttons(link_button(LinkButton::second(t!(lang, "posting-statement"), &paper).icon(Icon::Printer))))
                }
            }
        },
    ))
}

/// A task in a few words: since when, and what came of it.
fn task_line(f: &Frame<'_>, task: &Task) -> String {
    let lang = f.lang();
    let at = |s: &Stamp| format::moment(lang, s.at, f.today());
    match task.spells.last() {
        None => t!(lang, "posting-task-waiting").to_owned(),
        Some(Spell { up, end: None, .. }) => t!(lang, "posting-task-up", at = at(up)),
        Some(Spell { up, end: Some(end), .. }) => match end.how {
            Ended::Torn { .. } => t!(lang, "posting-task-torn", up = at(up), at = at(&end.at)),
            Ended::Down { .. } => t!(lang, "posting-task-down", up = at(up), at = at(&end.at)),
        },
    }
}

// ---- one place ----

/// Where a task stands in the address.
#[derive(Clone, Copy)]
struct Which {
    motion: MotionId,
    paper: Paper,
    spot: SpotId,
}

/// The parts of a task's address.
type TaskAt = At<(StreamId, MotionId, String, SpotId)>;

fn which(motion: MotionId, paper: &str, spot: SpotId) -> Result<Which, Problem> {
    let paper = Paper::from_word(paper).ok_or(Problem::NotFound)?;
    Ok(Which { motion, paper, spot })
}

fn task_of<'a>(v: &'a EstateView<'_>, at: Which) -> Option<&'a Task> {
    v.estate.posting.board(at.motion, at.paper)?.tasks.get(&at.spot)
}

/// `GET /e/{estate}/m/{motion}/posting/{paper}/{spot}?from=album`
pub async fn task(visit: Visit, At((estate, motion, paper, spot)): TaskAt, Asked(asked): Asked) -> Reply {
    draw_task(&visit, estate, which(motion, &paper, spot)?, &asked, &[]).await
}

async fn draw_task(visit: &Visit, estate: StreamId, at: Which, form: &Form, refusals: &[Refusal]) -> Reply {
    let who = visit.who_may(estate, Act::ViewPostingPhotos).await?;
    if !visit.site.app.estate(estate, |v| task_of(v, at).is_some()).await? {
        return Err(Problem::NotFound);
    }
    let page = |view: &EstateView<'_>| task_page(&Frame { visit, who, view }, at, form, refusals);
    if refusals.is_empty() { visit.draw(estate, page).await } else { visit.draw_refused(estate, page).await }
}

fn task_page(f: &Frame<'_>, at: Which, form: &Form, refusals: &[Refusal]) -> Markup {
    let lang = f.lang();
    let (Some(task), Some(motion)) = (task_of(f.view, at), f.estate().assembly.get(at.motion)) else { return html! {} };
    let heading = name_of(f, at.spot);
    let told = Told::new(lang, form, refusals, &["photo", "note", "torn"]);
    let standing = task.standing();
    let back = f.at(&format!("/m/{}/posting#{}", at.motion, at.paper.word()));
    let content = narrow(html! {
        (page_head(PageHead {
            back: Some(Link::new(t!(lang, "posting-title"), &back)),
            title: &heading,
            lead: Some(&t!(lang, "posting-what", paper = paper_name(lang, at.paper), title = open(lang, Some(&motion.title)))),
            tags: Some(tag(standing_tag(lang, standing))),
        }))
        div .stack {
            (told.summary())
            @if f.may(Act::PostPapers) && !(motion.withdrawn.is_some() && standing != Standing::Hanging) {
                @if standing == Standing::Hanging { (hanging(f, at, motion, &told)) } @else { (putting_up(f, at, standing, form, &told)) }
            }
            @if !task.spells.is_empty() {
                (card(html! { h2 { (t!(lang, "posting-history")) } @for spell in task.spells.iter().rev() { (history(f, at.motion, spell)) } }))
            }
        }
    });
    f.page(Shape { title: &heading, section: Section::Matters, desk: true, proof: true, ..Shape::default() }, content)
}

/// A form with a photo: sent whole, in one piece, without script.
fn photo_form(f: &Frame<'_>, at: Which, act: &str, inner: Markup) -> Markup {
    let action = f.at(&format!("/m/{}/posting/{}/{}", at.motion, at.paper.word(), at.spot));
    html! {
        // What is typed stands before the photo: a photo that is too large does not take it along.
        form method="post" action=(action) enctype="multipart/form-data" .stack { (f.visit.form_values()) (hidden(&[("act", act)])) (inner) }
    }
}

fn photo_field(f: &Frame<'_>, at: Which, form: &Form, label: &str, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let group = f.estate().posting.spots.get(&at.spot).is_some_and(|s| s.kind == SpotKind::Group);
    let album = group || form.get("from") == "album";
    let hint = if group { t!(lang, "posting-photo-hint-group") } else { t!(lang, "posting-photo-hint") };
    let here = f.at(&format!("/m/{}/posting/{}/{}?from=album", at.motion, at.paper.word(), at.spot));
    html! {
        @if form.get("from") == "album" { (hidden(&[("from", "album")])) }
        (field(Field::new(lang, "photo", label).hint(hint).error(told.at("photo")), Control::Photo { camera: !album }))
        @if !album { p .meta { (more(Link::new(t!(lang, "posting-from-album"), &here))) } }
    }
}

fn putting_up(f: &Frame<'_>, at: Which, standing: Standing, form: &Form, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let again = standing != Standing::Waiting;
    let label = if again { t!(lang, "posting-up-again") } else { t!(lang, "posting-up") };
    let refused_here = form.get("act").is_empty() || form.get("act") == "up";
    card(html! {
        h2 { (label) }
        (photo_form(f, at, "up", html! {
            (field(Field::new(lang, "note", t!(lang, "posting-note")).hint(t!(lang, "posting-note-hint")).optional().error(told.at("note")), Control::TextArea { value: if refused_here { told.typed("note") } else { "" }, rows: 2 }))
            (photo_field(f, at, form, t!(lang, "posting-photo"), told))
            (button(Button::primary(label).busy(t!(lang, "posting-sending"))))
        }))
        (meta(t!(lang, "posting-privacy")))
    })
}

fn hanging(f: &Frame<'_>, at: Which, motion: &Motion, told: &Told<'_>) -> Markup {
    let lang = f.lang();
    let early = f
        .estate()
        .posting
        .board(at.motion, at.paper)
        .map(|board| count(f, motion, at.paper, board))
        .is_some_and(|found| found.full.is_none_or(|full| full > f.today()));
    html! {
        (card(html! {
            h2 { (t!(lang, "posting-torn")) }
            (meta(t!(lang, "posting-torn-lead")))
            (photo_form(f, at, "torn", html! {
                (field(Field::new(lang, "torn", t!(lang, "posting-torn-note")).optional().error(told.at("torn")), Control::TextArea { value: told.typed("torn"), rows: 2 }))
                (button(Button::second(t!(lang, "posting-torn-do")).busy(t!(lang, "recording"))))
            }))
        }))
        (card(html! {
            h2 { (t!(lang, "posting-down")) }
            @if early { (notice(Notice::text(NoticeKind::Mind, t!(lang, "posting-down-early")))) }
            (photo_form(f, at, "down", html! {
                (photo_field(f, at, &Form::default(), t!(lang, "posting-photo-end"), told))
                (button(Button { kind: if early { Kind::Irreversible } else { Kind::Second }, ..Button::second(t!(lang, "posting-down-do")).busy(t!(lang, "posting-sending")) }))
            }))
        }))
    }
}

fn history(f: &Frame<'_>, motion: MotionId, spell: &Spell) -> Markup {
    let lang = f.lang();
    let line = |words: &str, s: &Stamp| {
        let (at, by) = (format::moment(lang, s.at, f.today()), f.actor(s.actor, s.capacity));
        t!(lang, "posting-told", what = words, at = at, by = by)
    };
    let note = |n: &Option<Sealed<String>>| html! { @if n.is_some() { p { (flow(open(lang, n.as_ref()))) } } };
    html! {
        article .entry {
            p { (flow(&line(t!(lang, "posting-was-up"), &spell.up))) }
            (note(&spell.note))
            p { (photo_link(f, motion, &spell.photo, t!(lang, "posting-photo-see"))) }
            @if let Some(end) = &spell.end {
                @match &end.how {
                    Ended::Torn { note: found } => { p { (flow(&line(t!(lang, "posting-was-torn"), &end.at))) } (note(found)) },
                    Ended::Down { photo } => {
                        p { (flow(&line(t!(lang, "posting-was-down"), &end.at))) }
                        p { (photo_link(f, motion, photo, t!(lang, "posting-photo-end-see"))) }
                    },
                }
            }
        }
    }
}

fn photo_at(f: &Frame<'_>, motion: MotionId, photo: &Attachment) -> String {
    f.at(&format!("/m/{motion}/photo/{}", photo.name))
}

/// A photo is opened when somebody wants it: nine of them at once are too much for a phone on a stairwell.
fn photo_link(f: &Frame<'_>, motion: MotionId, photo: &Attachment, label: &str) -> Markup {
    let size = t!(f.lang(), "posting-photo-size", kb = (photo.bytes / 1024).max(1));
    html! { (more(Link::new(label, &photo_at(f, motion, photo)))) " " span .meta { (flow(&size)) } }
}

// ---- what a form with a photo does ----

/// `POST /e/{estate}/m/{motion}/posting/{paper}/{spot}`: put up, found torn, or taken down.
pub async fn act(visit: Visit, At((estate, motion, paper, spot)): TaskAt, parts: Multipart) -> Reply {
    let at = which(motion, &paper, spot)?;
    // Asked before megabytes are read.
    let who = visit.who_may(estate, Act::PostPapers).await?;
    let (form, photo) = upload::read(parts, "photo", limits::ATTACHMENT_BYTES_MAX).await?;
    visit.check(&form)?;
    let id = form.id()?;
    let torn = form.get("act") == "torn";
    let kept = match photo {
        // What was found needs no photo, and none is kept.
        _ if torn => Ok(None),
        Upload::None => Ok(None),
        Upload::TooLarge => Err(vec![too_large().on("photo")]),
        Upload::Bytes(bytes) => match visit.site.app.attach(estate, id, "photo", bytes).await {
            Ok(file) => Ok(Some(file)),
            Err(Error::Refused(refusals)) => Err(refusals),
            Err(error) => return Err(error.into()),
        },
    };
    let photo = match kept {
        Ok(photo) => photo,
        Err(refusals) => return draw_task(&visit, estate, at, &form, &refusals).await,
    };
    let Which { motion, paper, spot } = at;
    let command = match form.get("act") {
        "up" => Command::PutUp { motion, paper, spot, photo, note: form.get("note").to_owned() },
        "torn" => Command::FindTorn { motion, paper, spot, note: form.get("torn").to_owned() },
        "down" => Command::TakeDown { motion, paper, spot, photo },
        _ => return Err(Problem::BadRequest),
    };
    match visit.send(estate, who, &form, estate::Command::Posting(command)).await? {
        Ok(_) if torn => Ok(to(&format!("/e/{estate}/m/{motion}/posting/{}/{spot}", paper.word()))),
        Ok(_) => Ok(to(&format!("/e/{estate}/m/{motion}/posting#{}", paper.word()))),
        Err(refusals) => {
            // Where two people photographed the same sheet, the second photo is named by nothing.
            if let Some(photo) = &photo {
                visit.site.app.detach(estate, photo).await;
            }
            draw_task(&visit, estate, at, &form, &refusals).await
        }
    }
}

/// `GET /e/{estate}/m/{motion}/photo/{name}`
pub async fn photo(visit: Visit, At((estate, motion, name)): At<(StreamId, MotionId, String)>) -> Reply {
    visit.who_may(estate, Act::ViewPostingPhotos).await?;
    let name: ItemId = name.parse().map_err(|_| Problem::NotFound)?;
    let found = visit.site.app.estate(estate, |v| v.estate.posting.photo(motion, name).copied()).await?;
    let file = found.ok_or(Problem::NotFound)?;
    visit.picture(estate, &file).await
}

// ---- the statement ----

/// `GET /e/{estate}/m/{motion}/posting/{paper}?photos=yes`: 公示情况说明, to print and sign.
pub async fn statement(
    visit: Visit,
    At((estate, motion, paper)): At<(StreamId, MotionId, String)>,
    Asked(asked): Asked,
) -> Reply {
    let paper = Paper::from_word(&paper).ok_or(Problem::NotFound)?;
    let who = visit.who_may(estate, Act::ViewPostingPhotos).await?;
    if !visit.site.app.estate(estate, |v| v.estate.posting.board(motion, paper).is_some()).await? {
        return Err(Problem::NotFound);
    }
    let draw = |view: &EstateView<'_>| {
        statement_paper(&Frame { visit: &visit, who, view }, motion, paper, asked.get("photos") == "yes")
    };
    let markup = visit.site.app.estate(estate, draw).await?;
    Ok(page(&visit, StatusCode::OK, markup))
}

fn statement_paper(f: &Frame<'_>, id: MotionId, paper: Paper, with_photos: bool) -> Markup {
    let lang = f.lang();
    let (Some(motion), Some(board)) = (f.estate().assembly.get(id), f.estate().posting.board(id, paper)) else {
        return html! {};
    };
    let name = paper_name(lang, paper);
    let committee = t!(lang, "paper-committee", name = f.name());
    let heading = t!(lang, "posting-statement-title", title = open(lang, Some(&motion.title)), paper = name);
    let issued = format::moment_full(lang, board.issued);
    let how = t!(lang, "posting-statement-how", paper = name, issued = issued, n = board.tasks.len());
    let heads = [t!(lang, "col-posting-place"), t!(lang, "col-hung"), t!(lang, "col-came-down"), t!(lang, "col-by")];
    let rows: Vec<PrintRow> = board.tasks.iter().flat_map(|(spot, task)| statement_rows(f, *spot, task)).collect();
    let wrong = flags(f.estate(), id, paper, f.view.now);
    let roles = [t!(lang, "posting-hung-by"), t!(lang, "posting-witness"), t!(lang, "posting-witness"), ""];
    let found = count(f, motion, paper, board);
    let result = match wrong.is_empty() && found.since.is_some() {
        true => t!(lang, "posting-statement-good"),
        false => t!(lang, "posting-statement-wanting"),
    };
    let figures: Vec<(String, String)> = board
        .tasks
        .iter()
        .flat_map(|(spot, task)| task.spells.iter().map(move |s| (*spot, s)))
        .flat_map(|(spot, s)| {
            let up = (s.up, &s.photo, t!(lang, "posting-was-up"));
            let end = s.end.as_ref().zip(s.end_photo()).map(|(e, p)| (e.at, p, t!(lang, "posting-was-down")));
            std::iter::once(up).chain(end).map(move |(stamp, photo, what)| (spot, stamp, photo, what))
        })
        .map(|(spot, stamp, photo, what)| {
            let at = format::moment_full(lang, stamp.at);
            let caption = t!(lang, "posting-figure", place = name_of(f, spot), what = what, at = at);
            (photo_at(f, id, photo), caption)
        })
        .collect();
    let content = html! {
        (paragraph(&how))
        (print_words(&heads, &rows, t!(lang, "posting-statement-note")))
        (finding(result, &days_line_printed(f, motion, paper, board)))
        @for flag in &wrong { (paragraph(&say::refusal(lang, &flag.refusal))) }
        @let cited = grounds(lang, motion, &[paper.must(), paper.days()]);
        @if !cited.is_empty() { (paragraph(&cited)) }
        @if let Some(line) = objections(f, motion, paper) { (paragraph(&line)) }
        (signatures(Signatures { lang, roles: &roles, issuer: &committee, day: f.today() }))
        @if with_photos { (photos(t!(lang, "posting-annex"), &figures)) }
    };
    let (number, to) = (t!(lang, "matter-number", number = motion.matter.to_string()), format!("/m/{id}/posting"));
    let (back, more) = (f.at(&to), f.at(&format!("{to}/{}?photos=yes", paper.word())));
    let back = match with_photos {
        true => Link::new(t!(lang, "posting-title"), &back),
        false => Link::new(t!(lang, "posting-with-photos"), &more),
    };
    f.paper(&Heading { issuer: &committee, number: &number, title: &heading, to: &to, back }, content)
}

/// One row a time it hung; a place that waits has one row that says so.
fn statement_rows(f: &Frame<'_>, spot: SpotId, task: &Task) -> Vec<PrintRow> {
    let lang = f.lang();
    let at = |s: &Stamp| format::moment_full(lang, s.at);
    let row = |cells: [String; 4], under: bool| PrintRow { cells: cells.into(), under, key: false };
    if task.spells.is_empty() {
        let empty = t!(lang, "posting-is-waiting").to_owned();
        return vec![row([name_of(f, spot), empty, String::new(), String::new()], false)];
    }
    let one = |(i, s): (usize, &Spell)| {
        let end = match s.end.as_ref() {
            None => t!(lang, "posting-is-hanging").to_owned(),
            Some(end) => match end.how {
                Ended::Torn { .. } => t!(lang, "posting-cell-torn", at = at(&end.at)),
                Ended::Down { .. } => t!(lang, "posting-cell-down", at = at(&end.at)),
            },
        };
        let place = if i == 0 { name_of(f, spot) } else { t!(lang, "posting-cell-again").to_owned() };
        row([place, at(&s.up), end, f.actor(s.up.actor, s.up.capacity)], i > 0)
    };
    task.spells.iter().enumerate().map(one).collect()
}

/// The days on paper: with years, as documents write them.
fn days_line_printed(f: &Frame<'_>, motion: &Motion, paper: Paper, board: &Board) -> String {
    let lang = f.lang();
    let (asked, _) = days_asked(motion, paper);
    let found = count(f, motion, paper, board);
    let full = |d| format::date_full(lang, d);
    match (found.since, found.full) {
        (Some(since), Some(day)) if asked > 0 => {
            t!(lang, "posting-days-full", since = full(since), days = asked, full = full(day))
        }
        (Some(since), None) => t!(lang, "posting-days-broken", since = full(since), days = asked, have = found.have),
        (Some(since), _) => t!(lang, "posting-days-since", since = full(since)),
        (None, _) => {
            let (n, all) = (board.tasks.len() - found.waiting.len(), board.tasks.len());
            t!(lang, "posting-days-waiting", n = n, all = all)
        }
    }
}

/// Objections that came while it hung, and how many have their answer.
fn objections(f: &Frame<'_>, motion: &Motion, paper: Paper) -> Option<String> {
    let about = match paper {
        Paper::Roll => About::Roll,
        Paper::Result => About::Result,
        Paper::Notice => return None,
    };
    let came: Vec<_> = motion.objections.iter().filter(|o| o.about == about).collect();
    let answered = came.iter().filter(|o| o.answer.is_some()).count();
    Some(t!(f.lang(), "posting-statement-objections", n = came.len(), answered = answered))
}
