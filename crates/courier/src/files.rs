//! One file a message, for tests and for whoever carries messages on by other means.

use crate::mail;
use app::{Adapter, Failure, Message};
use async_trait::async_trait;
use estate::bodies::Channel;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes each message of a channel into a folder of the channel's name: `sms/ID.json`, `wechat/ID.json`, `email/ID.eml`.
/// The same message has the same name.
pub struct Files {
    folder: PathBuf,
    channel: Channel,
}

impl Files {
    /// Under this folder; it and the channel's are made if they are not there.
    ///
    /// # Errors
    /// The file system's.
    pub fn new(folder: &Path, channel: Channel) -> io::Result<Self> {
        let folder = folder.join(channel.word());
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, channel })
    }
}

#[async_trait]
impl Adapter for Files {
    fn channel(&self) -> Channel {
        self.channel
    }

    async fn deliver(&self, message: &Message) -> Result<(), Failure> {
        let (bytes, ending) = match self.channel {
            Channel::Email => (mail::compose(message, &mail::NOBODY)?.formatted(), "eml"),
            Channel::Sms | Channel::Wechat | Channel::Letter => (written(message)?, "json"),
        };
        let part = self.folder.join(format!("{}.part", message.id));
        let whole = self.folder.join(format!("{}.{ending}", message.id));
        let folder = self.folder.clone();
        // Written aside and renamed: whoever watches the folder never reads half a message. On disk before it counts as sent.
        let write = move || {
            let mut file = File::create(&part)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            std::fs::rename(&part, &whole)?;
            File::open(folder)?.sync_all()
        };
        let written = tokio::task::spawn_blocking(write).await;
        let kind = |e: io::Error| Failure::Later(format!("file: {}", e.kind()));
        written.map_err(|_| Failure::Later("file: stopped".into()))?.map_err(kind)
    }
}

fn written(message: &Message) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(message).map_err(|_| Failure::Final("not JSON".into()))
}
