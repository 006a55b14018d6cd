//! A helper of the demo: the head of a stairwell, named on a signed form, with whom an owner fills in a ballot and says a
//! word.

use super::photo;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use app::Who;
use estate::Command;
use estate::assembly::{Mark, VoterId};
use estate::helping::{Command as Helping, Enter, HandIn, Relation, seal};
use units::{HelpId, MotionId};

impl Planter {
    /// The owner of a unit names the head of the stairwell, before a clerk who keeps a scan of the signed form.
    pub async fn name_head(&self, unit: u32) -> Result<(), Failure> {
        let (owner, helper) = (self.person(Voice::Owner(unit)).await?, self.person(Voice::Head(unit)).await?);
        let id = self.app.fresh_command()?;
        let scan = Some(self.app.attach(self.stream, id, "scan", photo::of(u64::from(unit))).await?);
        let (relation, until) = (Relation::StairwellHead, self.app.now().day().plus(360));
        let paper = "授权协助单，社区居委会档案柜3号".into();
        let enter = Command::Helping(Helping::Enter(Enter { owner, helper, relation, until, paper, scan }));
        let clerk = self.voice(Voice::Clerk(0)).await?;
        let done = self.app.estate_command(self.stream, clerk, id, enter).await;
        done.map(|_| ()).map_err(|e| format!("planting {}: the helper of home {unit}: {e}", self.name).into())
    }

    /// The head's hand, the owner's act.
    pub async fn with_helper(&self, unit: u32) -> Result<Who, Failure> {
        Ok(Who::helper(self.person(Voice::Head(unit)).await?, self.person(Voice::Owner(unit)).await?))
    }

    /// Filled in together, confirmed by the owner before a clerk, handed in.
    pub async fn ballot_with_head(
        &self,
        unit: u32,
        motion: MotionId,
        voter: VoterId,
        marks: Vec<Mark>,
    ) -> Result<(), Failure> {
        let who = self.with_helper(unit).await?;
        let owner = self.person(Voice::Owner(unit)).await?;
        let named = move |v: &app::EstateView<'_>| v.estate.helpers_of(owner, v.today()).next().map(|(id, _)| id);
        let help: HelpId = self.view(named).await?.ok_or("the helped owner of the demo has no helper")?;
        let salt = self.app.fresh_command()?;
        let seal = seal(salt, &marks);
        let clerk = self.voice(Voice::Clerk(1)).await?;
        let paper = "身份证原件".into();
        for (who, command) in [
            (who, Helping::Prepare { help, motion, voter, seal, code: false }),
            (clerk, Helping::Confirm { help, seal, paper }),
            (who, Helping::HandIn(HandIn { help, motion, marks, salt, code: String::new() })),
        ] {
            self.act(who, Command::Helping(command)).await?;
        }
        Ok(())
    }
}
