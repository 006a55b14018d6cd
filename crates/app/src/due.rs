//! What falls due by itself. Nothing legal waits for this: a ballot is late by its own time. The loop only writes down
//! what the clock has already decided, on any node; the command's id is the deadline, so twice is once.

use crate::{App, Error, Who};
use std::time::Duration;
use units::{CommandId, Moment, StreamId};

impl App {
    /// Carries out everything that is due now; answers how many commands were sent.
    ///
    /// # Errors
    /// The store's.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let mut sent = 0;
        for (stream, _) in self.record().store().summaries(Some(self.now()), 1_000).await? {
            let due = self.estate(stream, |view| estate::due(view.estate)).await;
            let Ok(Some((at, command))) = due else { continue };
            if at > self.now() {
                continue;
            }
            let id = self.deadline_id(stream, at, command.act());
            match self.estate_command(stream, Who::SYSTEM, id, command).await {
                Ok(_) => sent += 1,
                // Another node was first, or it is no longer so.
                Err(Error::Refused(_) | Error::NotFound) => {}
                Err(e) => tracing::warn!(%stream, "due: {e}"),
            }
        }
        Ok(sent)
    }

    fn deadline_id(&self, stream: StreamId, at: Moment, act: &str) -> CommandId {
        let digest = self.record().keys().digest("deadline", format!("{stream} {at} {act}").as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&digest.0[..16]);
        CommandId(id)
    }

    /// Looks for what is due every so often, for ever; and sweeps what expired.
    pub async fn due_loop(&self, every: Duration) {
        let mut tick = tokio::time::interval(every);
        loop {
            tick.tick().await;
            if let Err(e) = self.run_due().await {
                tracing::warn!("due: {e}");
            }
            if let Err(e) = self.record().store().expire_sides(self.now()).await {
                tracing::warn!("expire: {e}");
            }
        }
    }
}
