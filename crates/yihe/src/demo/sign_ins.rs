//! The demo's sign-ins: made at random while planting, kept in one file beside the data that only its owner may read.

use crate::open::Failure;
use app::App;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use units::{Capacity, StreamId};
use web::DemoSignIn;

/// What is worth knowing of whoever signs in, beside the capacity; its words are the site's.
pub type About = Option<&'static str>;

/// An account of the demo.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Which estate or street.
    pub place: String,
    /// As whom.
    pub capacity: Capacity,
    /// What is worth knowing beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Sign-in name.
    pub login: String,
    /// Password.
    pub password: String,
}

impl SignIn {
    /// For somebody of this stream, with a random name and password.
    pub fn fresh(app: &App, stream: StreamId, place: &str, capacity: Capacity, about: About) -> Result<Self, Failure> {
        let random = || Ok::<_, app::Error>(app.fresh_command()?.to_string());
        let login = format!("{}-{}-{}", stream.to_string().to_lowercase(), capacity.word(), &random()?[..6]);
        let about = about.map(str::to_owned);
        Ok(Self { place: place.to_owned(), capacity, about, login, password: random()? })
    }

    fn shown(self) -> DemoSignIn {
        let Self { place, capacity, about, login, password } = self;
        DemoSignIn { place, capacity, about, login, password }
    }
}

fn file(dir: &Path) -> PathBuf {
    dir.join("demo-sign-ins.json")
}

/// Keeps them: whole or not at all.
pub fn keep(dir: &Path, sign_ins: &[SignIn]) -> Result<(), Failure> {
    let (path, fresh) = (file(dir), dir.join("demo-sign-ins.new"));
    let named = |e: std::io::Error| -> Failure { format!("`{}`: {e}", path.display()).into() };
    match fs::remove_file(&fresh) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(named(e)),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&fresh).map_err(named)?;
    out.write_all(&serde_json::to_vec_pretty(sign_ins)?).map_err(named)?;
    out.sync_all().map_err(named)?;
    fs::rename(&fresh, &path).map_err(named)
}

/// What was kept; `None` if there is no such file.
pub fn kept(dir: &Path) -> Result<Option<Vec<DemoSignIn>>, Failure> {
    let path = file(dir);
    let bytes = match fs::read(&path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        bytes => bytes.map_err(|e| format!("`{}`: {e}", path.display()))?,
    };
    let read: Vec<SignIn> =
        serde_json::from_slice(&bytes).map_err(|e| format!("`{}` is not as the demo wrote it: {e}", path.display()))?;
    Ok(Some(read.into_iter().map(SignIn::shown).collect()))
}
