//! Papers of the demo's votes: hung at every place of the estate, photographed, taken down when they are old.

use super::photo;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use app::App;
use estate::Command;
use estate::posting::{Command as Posting, Paper, SpotKind, Standing};
use std::sync::Arc;
use tokio::task::JoinSet;
use units::{Attachment, CommandId, MotionId, SpotId, StreamId};

/// A place: what it is, its building and stairwell if it belongs to one, and its name.
pub type Place = (SpotKind, &'static str, &'static str, &'static str);

impl Planter {
    /// Lists the places where papers are hung.
    pub async fn places(&self, list: &[Place]) -> Result<(), Failure> {
        let clerk = self.voice(Voice::Clerk(0)).await?;
        for (kind, building, stairwell, name) in list {
            let (building, stairwell) = (super::layout::label(building), super::layout::label(stairwell));
            let add = Posting::AddSpot { kind: *kind, building, stairwell, name: (*name).into() };
            self.act(clerk, Command::Posting(add)).await?;
        }
        Ok(())
    }

    /// Hangs a paper wherever it does not hang, but for these places.
    pub async fn hang(&self, motion: MotionId, paper: Paper, but: &[u32]) -> Result<(), Failure> {
        let waiting = self.spots(motion, paper, |s| s != Standing::Hanging).await?;
        let list: Vec<SpotId> = waiting.into_iter().filter(|s| !but.contains(&s.0)).collect();
        let up = |spot, photo| Posting::PutUp { motion, paper, spot, photo, note: String::new() };
        self.with_photos(&list, up).await
    }

    /// Somebody finds it torn.
    pub async fn torn(&self, motion: MotionId, paper: Paper, spot: u32, note: &str) -> Result<(), Failure> {
        let who = self.voice(Voice::Canvasser(0)).await?;
        let torn = Posting::FindTorn { motion, paper, spot: SpotId(spot), note: note.into() };
        self.act(who, Command::Posting(torn)).await.map(|_| ())
    }

    /// Takes it down everywhere.
    pub async fn take_down(&self, motion: MotionId, paper: Paper) -> Result<(), Failure> {
        let list = self.spots(motion, paper, |s| s == Standing::Hanging).await?;
        self.with_photos(&list, |spot, photo| Posting::TakeDown { motion, paper, spot, photo }).await
    }

    /// Old results make room before a new vote is written.
    pub async fn clear_results(&self) -> Result<(), Failure> {
        let motions: Vec<MotionId> = self.view(|v| v.estate.posting.boards.keys().copied().collect()).await?;
        for motion in motions {
            self.take_down(motion, Paper::Result).await?;
        }
        Ok(())
    }

    async fn spots(
        &self,
        motion: MotionId,
        paper: Paper,
        which: impl Fn(Standing) -> bool,
    ) -> Result<Vec<SpotId>, Failure> {
        self.view(|v| {
            let tasks = v.estate.posting.board(motion, paper).into_iter().flat_map(|b| &b.tasks);
            tasks.filter(|(_, t)| which(t.standing())).map(|(spot, _)| *spot).collect()
        })
        .await
    }

    /// A command a place, each with a photo of its own, a few at once.
    async fn with_photos(
        &self,
        spots: &[SpotId],
        command: impl Fn(SpotId, Option<Attachment>) -> Posting,
    ) -> Result<(), Failure> {
        let who = self.voice(Voice::Clerk(0)).await?;
        let mut taken = JoinSet::new();
        for spot in spots {
            let id = self.app.fresh_command()?;
            taken.spawn(take(self.app.clone(), self.stream, id, *spot));
        }
        while let Some(photo) = taken.join_next().await {
            let (spot, id, photo) = photo??;
            let command = Command::Posting(command(spot, Some(photo)));
            let done = self.app.estate_command(self.stream, who, id, command).await;
            done.map_err(|e| format!("planting {}, {}: hanging: {e}", self.name, self.app.now().day()))?;
        }
        Ok(())
    }
}

async fn take(
    app: Arc<App>,
    stream: StreamId,
    id: CommandId,
    spot: SpotId,
) -> Result<(SpotId, CommandId, Attachment), Failure> {
    let drawn = photo::of(u64::from(spot.0) + app.now().ms().unsigned_abs() / 60_000);
    Ok((spot, id, app.attach(stream, id, "photo", drawn).await?))
}
