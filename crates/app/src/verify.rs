//! Verifying a whole deployment: the record's own checks, and what follows from them: the state folds, no snapshot
//! says otherwise, and every decision counts again as it was counted.

use crate::machine::level_of;
use crate::{App, DistrictMachine, Error, EstateMachine, Machine};
use authority::Level;
use record::{Anchor, Envelope, Finding, Record, Report};
use serde::Serialize;
use serde::de::DeserializeOwned;
use units::{Seq, StreamId};

/// What verifying a stream found.
#[derive(Clone, Debug, Serialize)]
pub struct Verified {
    /// Estate or district.
    pub level: &'static str,
    /// The record's report; findings of the fold stand at its end.
    #[serde(flatten)]
    pub report: Report,
    /// Decisions that were counted again.
    pub recounted: usize,
}

impl App {
    /// Verifies one stream.
    ///
    /// # Errors
    /// The store's, if the stream cannot be read at all.
    pub async fn verify(&self, stream: StreamId, anchors: &[Anchor]) -> Result<Verified, Error> {
        let record = self.record();
        let mut report = record.verify(stream, anchors).await?;
        let first = record.store().row(stream, 1).await?;
        let level = first.map_or(Level::Estate, |row| level_of(&row.kind));
        let mut recounted = 0;
        match level {
            Level::District => {
                fold::<DistrictMachine>(record, stream, &mut report).await?;
            }
            Level::Estate => {
                if let Some(state) = fold::<EstateMachine>(record, stream, &mut report).await? {
                    recounted = recount(&state, &mut report);
                }
            }
        }
        let level = if level == Level::District { "district" } else { "estate" };
        Ok(Verified { level, report, recounted })
    }
}

/// The snapshot of a stream as a state of this build, waiting for the fold to come by; `None` if there is none to read.
async fn kept<S: DeserializeOwned>(
    record: &Record,
    stream: StreamId,
    report: &mut Report,
) -> Result<Option<(Seq, S)>, Error> {
    let Some(kept) = record.store().snapshot(stream).await? else { return Ok(None) };
    let of_this_build = kept.build == env!("YIHE_STATE_FORM");
    let state = match record.open_snapshot(stream, &kept) {
        Some(_) if !of_this_build => return Ok(None),
        Some(body) => postcard::from_bytes::<(S, Vec<u8>, units::Moment)>(&body).ok().map(|(state, ..)| state),
        None => None,
    };
    if state.is_none() {
        let detail = format!("the snapshot of {} bytes does not open", kept.body.len());
        report.findings.push(Finding { seq: Some(kept.seq), what: "snapshot-differs", detail });
    }
    Ok(state.map(|state| (kept.seq, state)))
}

/// Folds a stream from nothing, and compares the snapshot on the way.
async fn fold<M: Machine>(record: &Record, stream: StreamId, report: &mut Report) -> Result<Option<M::State>, Error> {
    let mut state = M::State::default();
    let mut kept = kept::<M::State>(record, stream, report).await?;
    // The head first: up to there the vault read next is complete.
    let head = record.store().seqs(&[stream]).await?.first().copied().unwrap_or(0);
    let mut opened = record.open_rows(stream, &record.store().vault(stream, None).await?);
    let mut after = 0;
    while after < head {
        let page = usize::try_from(head - after).unwrap_or(usize::MAX).min(10_000);
        let rows = record.store().rows(stream, after, page).await?;
        let Some(last) = rows.last().map(|r| r.seq) else { break };
        for row in &rows {
            let read = Envelope::read(&row.entry).and_then(|envelope| {
                let body = Record::opened_body(&envelope, &mut opened).map_err(|e| e.to_string())?;
                let event = M::decode(&envelope.kind, envelope.version, envelope.body.get(), body);
                Ok((event.map_err(|e| e.to_string())?, envelope.stamp()))
            });
            match read {
                Ok((event, stamp)) => M::apply(&mut state, &event, &stamp),
                Err(detail) => {
                    report.findings.push(Finding { seq: Some(row.seq), what: "entry-unreadable", detail });
                    return Ok(None);
                }
            }
            if let Some((seq, said)) = kept.take_if(|(seq, _)| *seq == row.seq)
                && said != state
            {
                let detail = "the snapshot is not what the entries make".into();
                report.findings.push(Finding { seq: Some(seq), what: "snapshot-differs", detail });
            }
        }
        after = last;
    }
    if let Some((seq, _)) = kept {
        let detail = "the snapshot is of a state that the entries never make".into();
        report.findings.push(Finding { seq: Some(seq), what: "snapshot-differs", detail });
    }
    // A summary is what district and street see of an estate; one of a later entry is looked at the next time.
    let kept = record.store().summary(stream).await?;
    if kept.as_ref().is_none_or(|kept| kept.seq <= head && *kept != M::kept_summary(&state, head)) {
        let detail = "the summary beside the record is not what the entries make".into();
        report.findings.push(Finding { seq: None, what: "summary-differs", detail });
    }
    Ok(Some(state))
}

/// Counts every counted motion again by its own frozen rules.
fn recount(state: &estate::Estate, report: &mut Report) -> usize {
    let mut recounted = 0;
    for motion in state.assembly.motions.values() {
        let Some(counted) = &motion.counted else { continue };
        match estate::assembly::count(motion) {
            Ok(items) if items == counted.items => recounted += 1,
            // Choices may have been erased after every time limit: then the count stands as recorded.
            Err(refusal) if refusal.code == "count-erased" => {}
            other => {
                let detail = format!("matter {} counts otherwise now: {other:?}", motion.matter);
                report.findings.push(Finding { seq: Some(counted.seq), what: "count-differs", detail });
            }
        }
    }
    recounted
}
