//! The archive itself: members in order, one date for all, an index over them.

use super::contents::{Contents, Member};
use super::{Of, Wanted};
use crate::assets;
use crate::components::print::{PrintRow, files_index};
use crate::t;
use record::{Head, Keys, Proof};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Write as _};
use units::Digest;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Everything the archive is made of.
pub struct Packing<'a> {
    pub head: &'a Head,
    pub keys: &'a Keys,
    pub wanted: &'a Wanted,
    pub drawn: Contents,
    pub proofs: Vec<Proof>,
    /// What the attachments hold, in their order; `None` for one that is missing, was changed, or did not fit.
    pub files: Vec<Option<Vec<u8>>>,
}

/// The members, ready to be written.
pub struct Packed {
    members: Vec<Member>,
}

fn sha(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

impl Packing<'_> {
    /// Puts the members in order and draws the index over them.
    ///
    /// # Errors
    /// None that can happen: plain values as JSON.
    pub fn plan(self) -> Result<Packed, serde_json::Error> {
        let Self { head, keys, wanted, drawn, proofs, files } = self;
        let lang = wanted.lang;
        let mut members = drawn.members;
        let mut missing = Vec::new();
        for (attached, bytes) in drawn.attachments.into_iter().zip(files) {
            match bytes {
                Some(bytes) => {
                    let (path, title, entry) = (attached.path, attached.title, attached.entry);
                    members.push(Member { path, title, bytes, entry });
                }
                None => missing.push(json!({
                    "path": attached.path, "title": attached.title, "sha256": attached.file.digest, "entry": attached.entry,
                })),
            }
        }
        for proof in &proofs {
            let (path, title) = (format!("proofs/{}.json", proof.seq()), t!(lang, "file-proof-of", seq = proof.seq()));
            members.push(Member { path, title, bytes: serde_json::to_vec_pretty(proof)?, entry: None });
        }
        let style = assets::get(assets::url("yihe.css")).map(|a| a.bytes.to_vec()).unwrap_or_default();
        let (path, title) = ("assets/yihe.css".to_owned(), t!(lang, "file-style").to_owned());
        members.push(Member { path, title, bytes: style, entry: None });
        for member in &mut members {
            if member.path.ends_with(".html") {
                member.bytes = at_home(&member.bytes, &member.path, &wanted.origin);
            }
        }
        members.sort_by(|a, b| a.path.cmp(&b.path));

        let root = head.root.to_string();
        let listed: Vec<PrintRow> = members
            .iter()
            .filter(|m| !m.path.starts_with("assets/") && !m.path.starts_with("proofs/"))
            .map(|m| PrintRow {
                cells: vec![
                    m.title.clone(),
                    m.path.clone(),
                    m.entry.map(|e| e.to_string()).unwrap_or_default(),
                    crate::format::hash(&sha(&m.bytes).to_string(), 2),
                ],
                under: false,
                key: false,
            })
            .collect();
        let index = files_index(crate::dossier::look(lang), &drawn.estate, &drawn.matter, head, &listed, proofs.len());
        let (path, title) = ("index.html".to_owned(), t!(lang, "file-index").to_owned());
        let bytes = at_home(index.into_string().as_bytes(), &path, &wanted.origin);
        members.push(Member { path, title, bytes, entry: None });

        let of = match wanted.of {
            Of::Motion(id) => json!({ "motion": id }),
            Of::Matter(id) => json!({ "matter": id }),
        };
        let list: Vec<_> = members
            .iter()
            .map(|m| json!({ "path": m.path, "title": m.title, "bytes": m.bytes.len(), "sha256": sha(&m.bytes), "entry": m.entry }))
            .collect();
        let index = json!({
            "format": "yihe file 1",
            "estate": drawn.estate,
            "stream": head.stream,
            "of": of,
            "title": drawn.matter,
            "full": wanted.full,
            "deployment": keys.deployment(),
            "public_key": keys.public().bytes(),
            "head": { "seq": head.seq, "root": root, "at": head.at },
            "members": list,
            "missing": missing,
        });
        let (path, title) = ("index.json".to_owned(), String::new());
        members.push(Member { path, title, bytes: serde_json::to_vec_pretty(&index)?, entry: None });
        members.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Packed { members })
    }
}

/// A page that stands by itself: its style lies beside it, it carries no script, and its links lead to the site.
fn at_home(page: &[u8], path: &str, origin: &str) -> Vec<u8> {
    let mut page = String::from_utf8_lossy(page).into_owned();
    let up = "../".repeat(path.matches('/').count());
    page = page.replace(assets::url("yihe.css"), &format!("{up}assets/yihe.css"));
    while let Some((from, end)) = page.find("<script").and_then(|at| Some((at, at + page[at..].find("</script>")? + 9)))
    {
        page.replace_range(from..end, "");
    }
    for icon in ["favicon.svg", "icon.png"] {
        page = page.replace(assets::url(icon), "data:,");
    }
    page = page.replace("href=\"index.html\"", &format!("href=\"{up}index.html\""));
    page.replace("href=\"/", &format!("href=\"{origin}/")).into_bytes()
}

impl Packed {
    /// Writes the archive. Every member has one date, and what is compressed already is stored as it is, so that the same
    /// members give the same bytes.
    ///
    /// # Errors
    /// None that can happen: writing into memory.
    pub fn write(self) -> Result<Vec<u8>, zip::result::ZipError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let plain = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
        for member in &self.members {
            let packed = ["jpg", "png", "webp", "pdf", "xlsx"].iter().any(|e| member.path.ends_with(e));
            let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            zip.start_file(&member.path, plain.compression_method(method))?;
            zip.write_all(&member.bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}
