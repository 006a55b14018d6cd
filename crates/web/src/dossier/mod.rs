//! 卷宗: everything about a matter or a motion in one archive, for a lawyer, a court, the next committee.
//!
//! An index, every paper in its print form with its facts, figures, roll, service, posting, objections, the law quoted,
//! attachments, and proofs that `docs/check_receipt.py` checks without our code. It is
//! drawn as of the record's last entry: the same record gives the same bytes, on a page and from the command line.
//!
//! Start with [`pack`].

mod contents;
mod zipped;

use crate::components::layout::{Look, Mode};
use crate::pages::Frame;
use crate::reply::{Problem, Reply, file};
use crate::site::Site;
use crate::text::Lang;
use crate::visit::{At, Visit};
use app::{Error, EstateView, Who};
use authority::Act;
use contents::{Contents, contents};
use estate::assembly::Status;
use record::{Head, Proof};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Digest, ItemId, MatterId, MotionId, Seq, StreamId};

/// Of what the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A motion.
    Motion(MotionId),
    /// A matter with all its motions.
    Matter(MatterId),
}

/// Which file is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Of what.
    pub of: Of,
    /// With names, objections' texts and service unit by unit; else as anybody of the estate may have it.
    pub full: bool,
    /// In which language.
    pub lang: Lang,
    /// The site's address, for the codes on papers; may be empty.
    pub origin: String,
}

/// Makes the archive; `None` where there is no such matter or motion.
///
/// # Errors
/// As [`app::App::estate`], the store's, or [`Error::Fault`].
pub async fn pack(site: &Arc<Site>, estate: StreamId, wanted: &Wanted) -> Result<Option<Vec<u8>>, Error> {
    let record = site.app.record();
    loop {
        let head = record.head(estate).await?.ok_or(Error::NotFound)?;
        let roots = roots(site, &head, estate).await?;
        let visit = Visit::nobody(site.clone(), look(wanted.lang), wanted.origin.clone());
        let draw = |view: &EstateView<'_>| {
            if view.seq != head.seq {
                return None;
            }
            let view = view.at(head.at);
            let frame = Frame { visit: &visit, who: Who::VISITOR, view: &view };
            Some(contents(&frame, wanted, &roots))
        };
        // Whatever was recorded meanwhile is asked for again, so that everything in the file is of one state.
        let Some(drawn) = site.app.estate(estate, draw).await? else { continue };
        let Some(drawn) = drawn else { return Ok(None) };
        return finish(site, &head, wanted, drawn).await.map(Some);
    }
}

fn look(lang: Lang) -> Look {
    Look { lang, mode: Mode::Normal, ..Look::read(None, None) }
}

/// The root each paper was drawn up at, by its entry.
async fn roots(site: &Site, head: &Head, estate: StreamId) -> Result<BTreeMap<Seq, Digest>, Error> {
    let seqs = |v: &EstateView<'_>| v.estate.documents.papers.values().map(|d| d.seq).collect::<Vec<_>>();
    let (seqs, mut roots) = (site.app.estate(estate, seqs).await?, BTreeMap::new());
    let leaves = site.app.record().store().leaves(estate, head.seq).await?;
    for seq in seqs.into_iter().filter(|seq| *seq <= head.seq) {
        roots.insert(seq, record::merkle::root(&leaves[..seq as usize]));
    }
    Ok(roots)
}

async fn finish(site: &Site, head: &Head, wanted: &Wanted, mut drawn: Contents) -> Result<Vec<u8>, Error> {
    let record = site.app.record();
    // Which entries name the attachments: they prove them.
    let names: Vec<ItemId> = drawn.attachments.iter().map(|a| a.file.name).collect();
    let entries = naming(record, head, &names).await?;
    for attached in &mut drawn.attachments {
        attached.entry = entries.get(&attached.file.name).copied();
        drawn.seqs.extend(attached.entry);
    }
    drawn.seqs.sort_unstable();
    drawn.seqs.dedup();
    let proofs = Proof::many(record, head, &drawn.seqs).await?;
    let mut files = Vec::new();
    let mut budget = units::limits::FILE_ATTACHMENTS_BYTES_MAX;
    for attached in &drawn.attachments {
        let fits = attached.file.bytes <= budget;
        let bytes = if fits { site.app.attachment(head.stream, &attached.file).await? } else { None };
        budget -= if bytes.is_some() { attached.file.bytes } else { 0 };
        files.push(bytes);
    }
    let packing = zipped::Packing { head, keys: record.keys(), wanted, drawn, proofs, files };
    tokio::task::spawn_blocking({
        let packed = packing.plan().map_err(|e| Error::Fault(e.to_string()))?;
        move || packed.write()
    })
    .await
    .map_err(|e| Error::Fault(e.to_string()))?
    .map_err(|e| Error::Fault(e.to_string()))
}

/// The entries that name these attachments.
async fn naming(record: &record::Record, head: &Head, names: &[ItemId]) -> Result<BTreeMap<ItemId, Seq>, Error> {
    const MARK: &str = "\"attachment\":\"";
    let (mut found, mut after) = (BTreeMap::new(), 0);
    while !names.is_empty() && after < head.seq {
        let page = record.store().rows(head.stream, after, 2_000.min((head.seq - after) as usize)).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for row in &page {
            let text = String::from_utf8_lossy(&row.entry);
            for rest in text.split(MARK).skip(1) {
                if let Some(name) = rest.get(..32).and_then(|hex| hex.parse::<ItemId>().ok())
                    && names.contains(&name)
                {
                    found.entry(name).or_insert(row.seq);
                }
            }
        }
    }
    Ok(found)
}

// ---- from a page ----

/// Whoever may read the roll gets everything; others what the estate may have.
async fn hand_out(visit: &Visit, estate: StreamId, of: Of, name: String) -> Reply {
    let who = visit.who_may(estate, Act::ExportFile).await?;
    let drafted = |v: &EstateView<'_>| match of {
        Of::Motion(id) => v.estate.assembly.get(id).is_some_and(|m| m.status(v.now) == Status::Draft),
        Of::Matter(_) => false,
    };
    if visit.site.app.estate(estate, drafted).await? {
        return Err(Problem::NotFound);
    }
    let full = visit.site.app.estate(estate, |v| v.may(&who, Act::ViewRoll)).await?;
    let wanted = Wanted { of, full, lang: visit.look.lang, origin: visit.origin.clone() };
    let bytes = pack(&visit.site, estate, &wanted).await?.ok_or(Problem::NotFound)?;
    Ok(file(&name, "application/zip", bytes))
}

/// `GET /e/{estate}/m/{motion}/file.zip`
pub(crate) async fn of_motion(visit: Visit, At((estate, motion)): At<(StreamId, MotionId)>) -> Reply {
    hand_out(&visit, estate, Of::Motion(motion), format!("yihe-{estate}-m{motion}.zip")).await
}

/// `GET /e/{estate}/matters/{matter}/file.zip`
pub(crate) async fn of_matter(visit: Visit, At((estate, matter)): At<(StreamId, MatterId)>) -> Reply {
    hand_out(&visit, estate, Of::Matter(matter), format!("yihe-{estate}-{matter}.zip")).await
}
