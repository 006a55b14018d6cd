//! Receipts, proofs, and how anybody checks them. A receipt shows that a ballot is in the record, never what it says.

use super::{Frame, Section, Shape, open};
use crate::components::{
    Button, Control, Fact, Field, LinkButton, Notice, NoticeKind, Receipt, Width, button, buttons, card, facts, field,
    flow, lead, link_button, meta, notice, receipt, section, steps,
};
use crate::form::Form;
use crate::format;
use crate::layout::{PageHead, narrow, page_head, wrap};
use crate::reply::{Problem, Reply, file};
use crate::t;
use crate::visit::{Asked, At, Visit};
use app::EstateView;
use estate::assembly::{Motion, VoterId};
use maud::{Markup, html};
use record::Proof;
use units::{Digest, MotionId, Seq, StreamId};

/// The number on a receipt: the first forty bits of the entry's leaf, in letters that are not mixed up.
#[must_use]
pub fn receipt_number(leaf: Digest) -> String {
    let bits = leaf.0[..5].iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let text = StreamId::from_bits(bits).to_string();
    format!("{} {}", &text[..4], &text[4..])
}

/// The ballot of a motion that an entry received.
fn ballot_at<'a>(view: &'a EstateView<'_>, seq: Seq) -> Option<(MotionId, &'a Motion, VoterId)> {
    view.estate.assembly.motions.iter().rev().find_map(|(id, motion)| {
        motion.ballots.iter().find(|(_, b)| b.seq == seq).map(|(voter, _)| (*id, motion, *voter))
    })
}

/// `GET /e/{estate}/m/{motion}/received?n=SEQ`: right after handing in, for the voter.
pub async fn received(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>, Asked(asked): Asked) -> Reply {
    let who = visit.who(estate).await?;
    let Some(person) = who.person_id() else { return Err(Problem::SignIn(visit.path.clone())) };
    let seq: Seq = asked.read("n").ok_or(Problem::NotFound)?;
    let row = visit.site.app.record().store().row(estate, seq).await?.ok_or(Problem::NotFound)?;
    let mine = |view: &EstateView<'_>| {
        let (id, held, voter) = ballot_at(view, seq)?;
        let ballot = held.ballots.get(&voter)?;
        // Whoever handed it in, or an owner of the voter: nobody else is shown whose ballot it is.
        let owns = held.electorate.as_ref()?.voter(voter)?.owners.contains(&person);
        (id == motion && (owns || ballot.by == who.actor)).then_some(voter)
    };
    let voter = visit.site.app.estate(estate, mine).await?.ok_or(Problem::NotFound)?;
    visit.draw(estate, |view| received_page(&Frame { visit: &visit, who, view }, motion, voter, seq, row.leaf)).await
}

pub fn received_page(f: &Frame<'_>, id: MotionId, voter: VoterId, seq: Seq, leaf: Digest) -> Markup {
    let lang = f.lang();
    let Some(motion) = f.estate().assembly.get(id) else { return html! {} };
    let Some(ballot) = motion.ballots.get(&voter) else { return html! {} };
    let doors: Vec<String> = motion
        .electorate
        .as_ref()
        .and_then(|e| e.voter(voter))
        .map(|v| v.units.iter().filter_map(|(u, _)| f.unit(*u)).map(|u| f.door(&u.facts.door)).collect())
        .unwrap_or_default();
    let (place, at) = (open(lang, Some(&motion.reading_place)), |m| format::moment(lang, m, f.today()));
    let days = motion.rule(law::Key::PublishDays).and_then(|r| r.value.number());
    let mut next = vec![
        t!(lang, "receipt-next-close", at = at(motion.closes)),
        t!(lang, "receipt-next-reading", at = at(motion.reading), place = place),
    ];
    next.push(match days {
        Some(days) => t!(lang, "receipt-next-result-days", n = days),
        None => t!(lang, "receipt-next-result").to_owned(),
    });
    let next: Vec<&str> = next.iter().map(String::as_str).collect();
    let number = receipt_number(leaf);
    let code = format!("{}{}", f.visit.origin, f.at(&format!("/receipt?code={}&n={seq}", number.replace(' ', ""))));
    let file = proof_address(f, seq, &number);
    let content = narrow(html! {
        div .stack {
            (receipt(Receipt {
                title: t!(lang, "receipt-title"),
                unit: &doors.join(t!(lang, "say-comma")),
                at: &at(ballot.at),
                number_label: t!(lang, "receipt-number"),
                number: &number,
                proves: t!(lang, "receipt-proves"),
                code: &code,
                code_label: t!(lang, "receipt-code"),
                keep: t!(lang, "receipt-keep"),
            }))
            (section(t!(lang, "receipt-next"), None, steps(&next)))
            (link_button(LinkButton::primary(t!(lang, "receipt-to-board"), &f.at(""))))
            (link_button(LinkButton::second(t!(lang, "receipt-file"), &file)))
        }
    });
    f.page(
        Shape { title: t!(lang, "receipt-title"), section: Section::Matters, aloud: true, ..Shape::default() },
        content,
    )
}

/// `GET /e/{estate}/receipt?code=…`: is this ballot in the record, and was it counted?
pub async fn look_up(visit: Visit, At(estate): At<StreamId>, Asked(asked): Asked) -> Reply {
    let who = visit.who(estate).await?;
    let code = plain(asked.get("code"));
    let found = if code.is_empty() { None } else { find(&visit, estate, &code, asked.read("n")).await? };
    let missed = !code.is_empty() && found.is_none();
    visit.draw(estate, |view| look_up_page(&Frame { visit: &visit, who, view }, &asked, found, missed)).await
}

/// The ballot's entry with this receipt number: at `hint` if the code was scanned, else wherever it is.
async fn find(visit: &Visit, estate: StreamId, code: &str, hint: Option<Seq>) -> Result<Option<Seq>, Problem> {
    let code = code.parse::<StreamId>().map(|id| id.to_string()).unwrap_or_default();
    let store = visit.site.app.record().store();
    if let Some(seq) = hint
        && let Some(row) = store.row(estate, seq).await?
        && plain(&receipt_number(row.leaf)) == code
    {
        return Ok(Some(seq));
    }
    let head = store.seqs(&[estate]).await?.first().copied().unwrap_or(0);
    let leaves = store.leaves(estate, head).await?;
    Ok(leaves.iter().position(|leaf| plain(&receipt_number(*leaf)) == code).map(|i| i as Seq + 1))
}

fn look_up_page(f: &Frame<'_>, asked: &Form, found: Option<Seq>, missed: bool) -> Markup {
    let lang = f.lang();
    let ballot = found.and_then(|seq| ballot_at(f.view, seq).map(|b| (seq, b)));
    let content = narrow(html! {
        (page_head(PageHead { title: t!(lang, "receipt-look-up"), lead: Some(t!(lang, "receipt-look-up-lead")), ..PageHead::default() }))
        div .stack {
            @if let Some((seq, (id, motion, voter))) = ballot {
                (card(html! {
                    p .big { (flow(t!(lang, "receipt-found"))) }
                    @if let Some(ballot) = motion.ballots.get(&voter) {
                        (facts(&[
                            Fact::text(t!(lang, "check-matter"), open(lang, Some(&motion.title))),
                            Fact::text(t!(lang, "receipt-at"), &format::moment(lang, ballot.at, f.today())),
                            Fact::text(t!(lang, "receipt-entry"), &t!(lang, "shell-record", seq = seq)),
                            Fact::text(t!(lang, "receipt-counted"), if motion.counted.is_some() { t!(lang, "receipt-counted-yes") } else { t!(lang, "receipt-counted-not-yet") }),
                        ]))
                    }
                    (meta(t!(lang, "receipt-proves")))
                    (buttons(html! {
                        (link_button(LinkButton::second(t!(lang, "receipt-file"), &proof_address(f, seq, asked.get("code")))))
                        (link_button(LinkButton::second(t!(lang, "receipt-to-motion"), &f.at(&format!("/m/{id}")))))
                    }))
                }))
            }
            @if missed || (found.is_some() && ballot.is_none()) { (notice(Notice::text(NoticeKind::Mind, t!(lang, "receipt-missed")))) }
            form method="get" action=(f.at("/receipt")) .stack {
                (field(Field::new(lang, "code", t!(lang, "receipt-number")).hint(t!(lang, "receipt-number-hint")), Control::Text { value: asked.get("code"), width: Width::Medium, autocomplete: "off" }))
                (button(Button::primary(t!(lang, "receipt-do"))))
            }
        }
    });
    f.page(
        Shape { title: t!(lang, "receipt-look-up"), section: Section::Elsewhere, proof: true, ..Shape::default() },
        content,
    )
}

fn proof_address(f: &Frame<'_>, seq: Seq, number: &str) -> String {
    f.at(&format!("/receipt/{seq}/proof.json?code={}", plain(number)))
}

/// A receipt number as typed, scanned or copied, without what stands between its letters.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// `GET /e/{estate}/receipt/{seq}/proof.json?code=…`: what an outsider checks without us. An entry holds no name and no
/// choice, but it says which voter took part: it is for whoever holds the receipt, not for who counts through numbers.
pub async fn proof_file(visit: Visit, At((estate, seq)): At<(StreamId, Seq)>, Asked(asked): Asked) -> Reply {
    let code = plain(asked.get("code"));
    let held = !code.is_empty() && find(&visit, estate, &code, Some(seq)).await? == Some(seq);
    if !held || !visit.site.app.estate(estate, |view| ballot_at(view, seq).is_some()).await? {
        return Err(Problem::NotFound);
    }
    let proof = Proof::make(visit.site.app.record(), estate, seq).await?.ok_or(Problem::NotFound)?;
    let bytes = serde_json::to_vec_pretty(&proof).map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(&format!("yihe-{estate}-{seq}.json"), "application/json", bytes))
}

/// `GET /e/{estate}/proof`: how to check.
pub async fn how(visit: Visit, At(estate): At<StreamId>) -> Reply {
    let who = visit.who(estate).await?;
    visit.draw(estate, |view| how_page(&Frame { visit: &visit, who, view })).await
}

fn how_page(f: &Frame<'_>) -> Markup {
    let lang = f.lang();
    let keys = f.visit.site.app.record().keys();
    let root = f.view.root().to_string();
    let content = wrap(html! {
        (page_head(PageHead { title: t!(lang, "how-title"), lead: Some(t!(lang, "how-lead")), ..PageHead::default() }))
        div .stack {
            (card(html! {
                h2 { (t!(lang, "how-now")) }
                (facts(&[
                    Fact::text(t!(lang, "how-entries"), &format::count(f.view.seq as i64)),
                    Fact { label: t!(lang, "how-root"), value: html! { span .mono { (format::hash(&root, 16)) } } },
                    Fact { label: t!(lang, "how-key"), value: html! { span .mono { (format::hash(&keys.public().bytes().to_string(), 16)) } } },
                    Fact { label: t!(lang, "how-stream"), value: html! { span .mono { (f.view.stream) } } },
                ]))
            }))
            (section(t!(lang, "how-ballot"), None, steps(&[t!(lang, "how-ballot-1"), t!(lang, "how-ballot-2"), t!(lang, "how-ballot-3")])))
            (buttons(link_button(LinkButton::primary(t!(lang, "receipt-look-up"), &f.at("/receipt")))))
            (section(t!(lang, "how-notice"), None, steps(&[t!(lang, "how-notice-1"), t!(lang, "how-notice-2")])))
            (card(html! { h2 { (t!(lang, "how-limits")) } (lead(t!(lang, "how-limits-lead"))) }))
        }
    });
    f.page(Shape { title: t!(lang, "how-title"), proof: true, ..Shape::default() }, content)
}
