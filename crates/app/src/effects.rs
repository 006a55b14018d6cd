//! What the record makes happen outside: messages from a cursor over each stream. At least once, with an id that says
//! whether it was delivered before; after its last useful moment an effect is skipped and counted. Adapters are off
//! until set.

use crate::{App, Error, EstateMachine, Machine};
use async_trait::async_trait;
use record::{Envelope, Record};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;
use units::{Digest, MatterId, Moment, Seq, StreamId};

/// Something to tell the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// Digest of stream, seq and number: the same effect has the same id for ever.
    pub id: Digest,
    /// The estate.
    pub stream: StreamId,
    /// The event it follows from.
    pub seq: Seq,
    /// When that was recorded.
    pub at: Moment,
    /// After this it helps nobody.
    pub useful_until: Moment,
    /// What to tell.
    #[serde(flatten)]
    pub kind: EffectKind,
}

/// What to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EffectKind {
    /// A vote was announced.
    Notice {
        /// The matter.
        matter: MatterId,
        /// Its title.
        title: String,
        /// Voting begins.
        opens: Moment,
        /// Voting ends.
        closes: Moment,
    },
    /// A code to a registered telephone, asked for by its owner.
    Code {
        /// The telephone as the roll has it.
        phone: String,
        /// Six digits.
        code: String,
        /// The ballot it confirms, where it confirms one that a helper filled in; else it shows who holds the telephone.
        #[serde(skip_serializing_if = "Option::is_none")]
        ballot: Option<HelpedBallot>,
    },
    /// A result was announced.
    Result {
        /// The matter.
        matter: MatterId,
        /// Its title.
        title: String,
    },
}

/// What a message with a code says of a ballot that a helper filled in, so that nobody reads out a code for something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HelpedBallot {
    /// Title of the motion.
    pub title: String,
    /// Who filled it in.
    pub helper: String,
}

/// A way out: SMS, WeCom, e-mail … Each delivers one effect; delivering one twice must do no harm.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// Its name: the consumer's cursor is kept under it.
    fn name(&self) -> &str;

    /// Delivers.
    ///
    /// # Errors
    /// Why not; it is tried again.
    async fn deliver(&self, effect: &Effect) -> Result<(), String>;
}

/// Writes each effect into a folder, one file an effect, named by its id.
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// Into this folder, which must exist.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}

#[async_trait]
impl Adapter for Files {
    fn name(&self) -> &str {
        "files"
    }

    async fn deliver(&self, effect: &Effect) -> Result<(), String> {
        let text = serde_json::to_string_pretty(effect).map_err(|e| e.to_string())?;
        let (part, whole) =
            (self.folder.join(format!("{}.part", effect.id)), self.folder.join(format!("{}.json", effect.id)));
        // Written aside and renamed: whoever watches the folder never reads half a message.
        let write = tokio::task::spawn_blocking(move || {
            std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, &whole))
        });
        write.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())
    }
}

/// What a pass over the streams did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Delivered.
    pub delivered: usize,
    /// Too late to help anybody.
    pub skipped: usize,
    /// Failed, to be tried again.
    pub failed: usize,
}

/// How long one pass may hold a stream's cursor (milliseconds).
const LEASE_MS: i64 = 30_000;
/// A notice helps until voting ends, a result for two weeks (milliseconds).
const RESULT_USEFUL_MS: i64 = 14 * 24 * 60 * 60 * 1_000;

impl App {
    /// Delivers what is new in every estate to one adapter.
    ///
    /// # Errors
    /// The store's.
    pub async fn run_effects(&self, adapter: &dyn Adapter) -> Result<Pass, Error> {
        let mut pass = Pass::default();
        let store = self.record().store();
        for (stream, summary) in store.summaries(None, usize::MAX).await? {
            let now = self.now();
            let Some(mut cursor) = store.lease(stream, adapter.name(), now, now.plus_ms(LEASE_MS)).await? else {
                continue;
            };
            while cursor < summary.seq {
                let rows = store.rows(stream, cursor, 500).await?;
                let Some(last) = rows.last().map(|r| r.seq) else { break };
                let mut reached = cursor;
                for row in &rows {
                    match self.effect_of(stream, row).await? {
                        None => {}
                        Some(effect) if effect.useful_until < self.now() => pass.skipped += 1,
                        Some(effect) => match adapter.deliver(&effect).await {
                            Ok(()) => pass.delivered += 1,
                            Err(why) => {
                                tracing::warn!(adapter = adapter.name(), %stream, seq = row.seq, "not delivered: {why}");
                                pass.failed += 1;
                                break;
                            }
                        },
                    }
                    reached = row.seq;
                }
                cursor = reached;
                if reached < last {
                    break;
                }
            }
            store.advance(stream, adapter.name(), cursor).await?;
        }
        Ok(pass)
    }

    async fn effect_of(&self, stream: StreamId, row: &record::LogRow) -> Result<Option<Effect>, Error> {
        let told = ["assembly.notice-given", "assembly.result-announced", "standing.code-sent", "helping.prepared"];
        if !told.contains(&row.kind.as_str()) {
            return Ok(None);
        }
        let spoiled = |e: String| Error::Unavailable(format!("entry {}: {e}", row.seq));
        let envelope = Envelope::read(&row.entry).map_err(spoiled)?;
        let vault = self.record().store().vault(stream, Some(&record::items_of(std::slice::from_ref(row)))).await?;
        let mut opened = self.record().open_rows(stream, &vault);
        let body = Record::opened_body(&envelope, &mut opened).map_err(|e| spoiled(e.to_string()))?;
        let event = EstateMachine::decode(&row.kind, row.version, envelope.body.get(), body)
            .map_err(|e| spoiled(e.to_string()))?;
        let found = self.estate(stream, |view| kind_of(view.estate, &event)).await?;
        let id = self.record().keys().digest("effect", format!("{stream} {} 0", row.seq).as_bytes());
        Ok(found.map(|(kind, useful)| Effect {
            id,
            stream,
            seq: row.seq,
            at: row.at,
            useful_until: useful.unwrap_or(row.at.plus_ms(RESULT_USEFUL_MS)),
            kind,
        }))
    }

    /// Delivers to the adapters whenever something grew, and every minute, for ever.
    pub async fn effects_loop(&self, adapters: &[Box<dyn Adapter>]) {
        if adapters.is_empty() {
            return;
        }
        let mut grown = self.grown.clone();
        loop {
            for adapter in adapters {
                match self.run_effects(&**adapter).await {
                    Ok(pass) if pass != Pass::default() => tracing::info!(adapter = adapter.name(), ?pass, "effects"),
                    Ok(_) => {}
                    Err(e) => tracing::warn!(adapter = adapter.name(), "effects: {e}"),
                }
            }
            let _ = tokio::time::timeout(Duration::from_secs(60), grown.changed()).await;
        }
    }
}

fn kind_of(estate: &estate::Estate, event: &estate::Event) -> Option<(EffectKind, Option<Moment>)> {
    use estate::assembly::Event::{NoticeGiven, ResultAnnounced};
    if let estate::Event::Standing(estate::standing::Event::CodeSent { person, code, until }) = event {
        let contact = estate.bodies.person(*person)?.contact.as_ref()?.get()?;
        let (phone, code) = (contact.phone.clone()?, code.get()?.clone());
        return Some((EffectKind::Code { phone, code, ballot: None }, Some(*until)));
    }
    if let estate::Event::Helping(event) = event {
        return code_for_ballot(estate, event);
    }
    let estate::Event::Assembly(event) = event else { return None };
    let (NoticeGiven { motion, .. } | ResultAnnounced { motion, .. }) = event else { return None };
    let held = estate.assembly.get(*motion)?;
    let (matter, title) = (held.matter, held.title.get()?.clone());
    Some(match event {
        NoticeGiven { .. } => {
            (EffectKind::Notice { matter, title, opens: held.opens, closes: held.closes }, Some(held.closes))
        }
        _ => (EffectKind::Result { matter, title }, None),
    })
}

/// The code with which an owner confirms a ballot that a helper filled in.
fn code_for_ballot(estate: &estate::Estate, event: &estate::helping::Event) -> Option<(EffectKind, Option<Moment>)> {
    let estate::helping::Event::Prepared { help, motion, code: Some(code), until, .. } = event else { return None };
    let help = estate.helping.helps.get(help)?;
    let phone = estate.bodies.person(help.owner)?.contact.as_ref()?.get()?.phone.clone()?;
    let title = estate.assembly.get(*motion)?.title.get()?.clone();
    let helper = estate.bodies.person(help.helper)?.name.get()?.clone();
    let (code, ballot) = (code.get()?.clone(), Some(HelpedBallot { title, helper }));
    Some((EffectKind::Code { phone, code, ballot }, Some(*until)))
}
