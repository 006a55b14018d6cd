//! From the command line to an opened application.

use crate::cli::Data;
use app::{App, Clock};
use record::store::postgres::Postgres;
use record::store::sqlite::Sqlite;
use record::{Folder, Record, Store};
use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Read as _, StdoutLock, Write as _};
use std::path::Path;
use std::sync::Arc;

/// What a command that could not do its work says.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Opens the store and the keys, making what is missing in an empty place.
pub async fn record(data: &Data) -> Result<Arc<Record>, Failure> {
    make_private(&data.data)?;
    let store: Arc<dyn Store> = match &data.database_url {
        Some(url) => Arc::new(Postgres::connect(url).await?),
        None => Arc::new(Sqlite::open(&data.data.join("yihe.db"))?),
    };
    let keys = data.keys.clone().unwrap_or_else(|| data.data.join("keys"));
    let files = Arc::new(Folder::at(data.data.join("attachments")));
    Ok(Arc::new(Record::open(store, &keys).await?.with_attachments(files)))
}

/// The application over it, by the machine's clock.
pub async fn app(data: &Data) -> Result<Arc<App>, Failure> {
    Ok(Arc::new(App::new(record(data).await?, Clock::System)?))
}

/// Opens what must already be there: a command that looks should not leave an empty database behind.
pub async fn existing(data: &Data) -> Result<Arc<App>, Failure> {
    let file = data.data.join("yihe.db");
    if data.database_url.is_none() && !file.exists() {
        return Err(format!("there is no record at `{}`; say --data or --database-url", file.display()).into());
    }
    app(data).await
}

/// A folder only its owner may enter: database and keys lie in it.
fn make_private(dir: &Path) -> Result<(), Failure> {
    if dir.exists() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|e| format!("`{}`: {e}", dir.display()).into())
}

/// Writes a new file; an existing one is never overwritten.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let named = |e: std::io::Error| -> Failure { format!("`{}`: {e}", path.display()).into() };
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(named)?;
    file.write_all(bytes).map_err(named)
}

/// Prints one JSON value, as every command's answer.
pub fn print(value: &serde_json::Value) -> Result<(), Failure> {
    put(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

/// Prints a text for people.
pub fn say(text: &str) -> Result<(), Failure> {
    put(|out| out.write_all(text.as_bytes()))
}

/// Writes to standard output, in large pieces.
fn put(write: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        // A reader that closed the pipe has read enough.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| format!("standard output: {e}").into()),
    }
}

/// Reads a JSON file for an engine: bounded in its size and in the memory it asks for, with its name in every error.
pub fn json(path: &Path) -> Result<serde_json::Value, Failure> {
    let bytes = read_up_to(path, units::limits::ENGINE_FILE_BYTES_MAX)?;
    crate::json::read(&bytes).map_err(|why| format!("`{}`: {why}", path.display()).into())
}

/// Reads a file with its name in the error.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|e| format!("`{}`: {e}", path.display()).into())
}

/// Reads a file of at most `most` bytes, so that a wrong file never fills the memory. A pipe or a device has no size to
/// ask for, so one byte more is asked for.
pub fn read_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let named = |why: String| -> Failure { format!("`{}`: {why}", path.display()).into() };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|e| named(e.to_string()))?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(|e| named(e.to_string()))?;
    if bytes.len() as u64 > most {
        return Err(named(format!("larger than {} MiB; split it into several files", most >> 20)));
    }
    Ok(bytes)
}
