//! What leaves the house of a consultation: signature lists to print, a page a stairwell, and every answer as a workbook
//! for the clerks who ask.

use super::sums::{lines, sheet, verdict};
use super::{there, whom};
use crate::components::Link;
use crate::components::print::{SignSheet, sign_sheets};
use crate::format;
use crate::pages::{Frame, open};
use crate::reply::{Problem, Reply, XLSX, file};
use crate::t;
use crate::text::t_of;
use crate::visit::{At, Visit};
use authority::Act;
use estate::Label;
use estate::assembly::Scope;
use estate::consent::Consultation;
use estate::roll::Unit;
use maud::{Markup, html};
use office::table::{Column, Table, Value, write};
use std::collections::BTreeMap;
use units::{ConsentId, StreamId, UnitId};

/// `GET /e/{estate}/consent/{consent}/sheets`
pub async fn sheets(visit: Visit, At((estate, id)): At<(StreamId, ConsentId)>) -> Reply {
    let who = visit.who_may(estate, Act::EnterConsent).await?;
    there(&visit, estate, id).await?;
    visit.draw(estate, |view| sheets_page(&Frame { visit: &visit, who, view }, id)).await
}

fn homes<'a>(f: &'a Frame<'_>, held: &Consultation) -> Vec<(UnitId, &'a Unit)> {
    let mut homes: Vec<(UnitId, &Unit)> = held.asked.iter().filter_map(|id| f.unit(*id).map(|u| (*id, u))).collect();
    homes.sort_by(|a, b| a.1.facts.door.cmp(&b.1.facts.door));
    homes
}

fn sheets_page(f: &Frame<'_>, id: ConsentId) -> Markup {
    let lang = f.lang();
    let Some(held) = f.estate().consents.get(id) else { return html! {} };
    let mut wells: BTreeMap<(&Label, &Label), Vec<String>> = BTreeMap::new();
    for (_, unit) in homes(f, held) {
        let door = &unit.facts.door;
        wells.entry((&door.building, &door.stairwell)).or_default().push(door.room.to_string());
    }
    let list: Vec<SignSheet> = wells
        .into_iter()
        .map(|((building, stairwell), rooms)| {
            let place = whom(f, &Scope::Stairwell(building.clone(), stairwell.clone()));
            SignSheet { place, rooms }
        })
        .collect();
    let question = open(lang, Some(&held.question));
    let until = t!(lang, "consent-sheet-until", until = format::date_full(lang, held.until));
    let link = format!("{}{}", f.visit.origin, f.at(&format!("/consent/{id}")));
    sign_sheets(
        f.visit.look,
        question,
        Link::new(question, &f.at(&format!("/consent/{id}"))),
        (f.name(), &t!(lang, "matter-number", number = held.matter.to_string())),
        (&until, &link),
        &list,
    )
}

/// `GET /e/{estate}/consent/{consent}/answers.xlsx`
pub async fn answers(visit: Visit, At((estate, id)): At<(StreamId, ConsentId)>) -> Reply {
    let who = visit.who_may(estate, Act::ViewConsentAnswers).await?;
    there(&visit, estate, id).await?;
    let tables = visit.site.app.estate(estate, |view| {
        let f = Frame { visit: &visit, who, view };
        Some([answers_table(&f, id)?, sheet(&f, view.estate.consents.get(id)?)])
    });
    let tables = tables.await?.ok_or(Problem::NotFound)?;
    let bytes = tokio::task::spawn_blocking(move || write(&tables)).await;
    let bytes = bytes.map_err(|e| Problem::Fault(e.to_string()))?.map_err(|e| Problem::Fault(e.to_string()))?;
    let day = visit.site.app.now().day();
    Ok(file(&t!(visit.look.lang, "consent-file", n = id.0, day = day.to_string()), XLSX, bytes))
}

fn answers_table(f: &Frame<'_>, id: ConsentId) -> Option<Table> {
    let lang = f.lang();
    let held = f.estate().consents.get(id)?;
    let line = |(id, unit): (UnitId, &Unit)| {
        let (door, answer) = (&unit.facts.door, held.answer_of(id));
        let words = answer.and_then(|a| a.words.get());
        let said = match (answer, words) {
            (_, Some(words)) => t_of(lang, "consent-view", words.view.word()),
            (Some(_), None) => t!(lang, "erased"),
            (None, None) => "",
        };
        vec![
            Value::text(door.building.as_str()),
            Value::text(door.stairwell.as_str()),
            Value::text(door.room.as_str()),
            Value::text(said),
            Value::text(words.map_or("", |w| w.text.as_str())),
            Value::text(answer.map_or("", |a| t_of(lang, "consent-way", a.way.word()))),
            Value::text(words.map_or("", |w| w.signed.as_str())),
            Value::or_blank(answer, |a| Value::Moment(a.stamp.at)),
        ]
    };
    let heads = [
        (t!(lang, "consent-col-building"), 8),
        (t!(lang, "consent-col-stairwell"), 8),
        (t!(lang, "consent-col-room"), 8),
        (t!(lang, "consent-answer"), 14),
        (t!(lang, "consent-text"), 40),
        (t!(lang, "consent-way-label"), 14),
        (t!(lang, "consent-signed"), 16),
        (t!(lang, "col-when"), 18),
    ];
    let totals = held.totals();
    let mut footer: Vec<String> = lines(f, &totals, false)
        .iter()
        .map(|line| {
            let (words, n, percent) = line.words();
            t!(lang, "consent-total-line", words = words, n = n, percent = percent)
        })
        .collect();
    let share = format::threshold(lang, held.threshold);
    footer.push(t!(lang, "consent-share-line", share = share, verdict = verdict(f, held, &totals)));
    footer.push(t!(lang, "consent-no-decision").to_owned());
    Some(Table {
        sheet: t!(lang, "consent-sheet-name").to_owned(),
        title: t!(
            lang,
            "consent-table-title",
            question = open(lang, Some(&held.question)),
            scope = whom(f, &held.scope)
        ),
        columns: heads.iter().map(|(head, width)| Column::new(*head, *width)).collect(),
        rows: homes(f, held).into_iter().map(line).collect(),
        footer,
    })
}
