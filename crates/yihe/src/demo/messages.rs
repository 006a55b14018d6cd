//! How some people of 新苑里 want to be told, and what went out to them: through the adapter that writes files, into the
//! folder `outbox` beside the record, and nowhere else.

use super::consult::Consult;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use app::{Adapter, Lane, Teller};
use courier::Files;
use estate::Command;
use estate::assembly::Scope;
use estate::bodies::{self, Channel, Choice, Choose, Pace};
use estate::consent::Purpose;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use units::Threshold;

/// Homes whose owners chose, and what: at once, but for those who want paper.
const CHOSEN: [(u32, Channel); 8] = [
    (12, Channel::Sms),
    (34, Channel::Sms),
    (56, Channel::Wechat),
    (78, Channel::Wechat),
    (120, Channel::Email),
    (240, Channel::Email),
    (300, Channel::Sms),
    (360, Channel::Letter),
];

/// The folder messages are written into.
pub fn outbox(dir: &Path) -> PathBuf {
    dir.join("outbox")
}

/// Each chooses, as on their own page.
async fn choose(p: &Planter) -> Result<(), Failure> {
    for (unit, channel) in CHOSEN {
        let owner = p.voice(Voice::Owner(unit)).await?;
        let person = p.person(Voice::Owner(unit)).await?;
        let pace = if channel == Channel::Letter { Pace::Digest } else { Pace::AtOnce };
        // `example.com` receives no mail.
        let email = if channel == Channel::Email { format!("shili{unit}@example.com") } else { String::new() };
        let choose = Choose { person, choice: Choice { channel, pace }, email, anew: false };
        p.act(owner, Command::Bodies(bodies::Command::ChooseTelling(choose))).await?;
    }
    Ok(())
}

/// This morning some choose, each new way is confirmed, households are asked, and whoever wants to know at once is told. Last
/// of all: cursors begin at the head, and nothing older is told anybody.
pub async fn tell(p: &Planter, dir: &Path) -> Result<(), Failure> {
    let say = web::tell::words(None);
    let mut tellers = Vec::new();
    for channel in [Channel::Sms, Channel::Wechat, Channel::Email] {
        let files = Files::new(&outbox(dir), channel).map_err(|e| format!("`{}`: {e}", outbox(dir).display()))?;
        let files: Arc<dyn Adapter> = Arc::new(files);
        tellers.push(Teller::new(files, say.clone(), Lane::AtOnce));
    }
    send(p, &tellers).await?;
    choose(p).await?;
    // A new way holds once it was reached, and that is told as well.
    send(p, &tellers).await?;
    send(p, &tellers).await?;
    let gate = Consult {
        about: "gate",
        purpose: Purpose::Other,
        scope: Scope::Estate,
        question: "西门晚上十点以后关上，愿意吗？",
        text: "关门以后从东门进出。先问大家的意思，不是表决。",
        threshold: Threshold::more_than(1, 2).ok_or("a half is a share")?,
        days: 14,
    };
    p.ask(gate).await?;
    send(p, &tellers).await
}

/// Whatever there is to tell by now.
async fn send(p: &Planter, tellers: &[Teller]) -> Result<(), Failure> {
    for teller in tellers {
        p.app.tell(teller).await?;
    }
    Ok(())
}
