//! Puts `assets/` and `locales/` into the program: assets under addresses that change with their content and already
//! compressed, locale files as text with the list of their keys. Nothing is read from disk at run time.

use flate2::{Compression, write::GzEncoder};
use std::fmt::Write as _;
use std::io::{Error, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Error> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(Error::other)?);
    assets(&root.join("assets"), &out)?;
    locales(&root.join("../../locales"), &out)
}

/// Regular files of a folder in a fixed order, so that the same source gives the same program.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name().and_then(|n| n.to_str())) {
            println!("cargo::rerun-if-changed={}", path.display());
            all.push((name.to_owned(), path));
        }
    }
    all.sort();
    Ok(all)
}

fn assets(folder: &Path, out: &Path) -> Result<(), Error> {
    let mut table = String::from("static FILES: &[(&str, Asset)] = &[\n");
    for (name, path) in files(folder)? {
        let (stem, extension) = name.rsplit_once('.').ok_or_else(|| Error::other(format!("{name}: no extension")))?;
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            other => return Err(Error::other(format!("{name}: no content type for `{other}`"))),
        };
        let raw = fs::read(&path)?;
        let bytes = if extension == "css" { squeeze(&String::from_utf8(raw).map_err(Error::other)?) } else { raw };
        let hash = format!("{:016x}", fnv(&bytes));
        let stored = out.join(&name);
        fs::write(&stored, &bytes)?;
        let gzip = if extension == "png" {
            "None".to_owned()
        } else {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&bytes)?;
            let packed = out.join(format!("{name}.gz"));
            fs::write(&packed, encoder.finish()?)?;
            format!("Some(include_bytes!({packed:?}))")
        };
        writeln!(
            table,
            "({name:?}, Asset {{ path: \"/assets/{stem}.{hash}.{extension}\", content_type: {content_type:?}, \
             bytes: include_bytes!({stored:?}), gzip: {gzip}, etag: \"\\\"{hash}\\\"\" }}),"
        )
        .map_err(Error::other)?;
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table)
}

/// The style sheet without comments and indentation. Whole lines only, so that no rule can change its meaning.
fn squeeze(css: &str) -> Vec<u8> {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    kept.push_str(rest);
    let lines: Vec<&str> = kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n").into_bytes()
}

/// FNV-1a, 64 bits: tells our own versions apart, guards nothing.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn locales(folder: &Path, out: &Path) -> Result<(), Error> {
    let mut code = String::new();
    for (name, tag) in [("ZH", "zh-CN"), ("EN", "en")] {
        let (mut sources, mut keys) = (String::new(), String::new());
        for (file, path) in files(&folder.join(tag))? {
            if !file.ends_with(".ftl") {
                continue;
            }
            writeln!(sources, "({file:?}, include_str!({:?})),", path.canonicalize()?).map_err(Error::other)?;
            for line in fs::read_to_string(&path)?.lines() {
                if let Some((key, _)) =
                    line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
                {
                    writeln!(keys, "{key:?},").map_err(Error::other)?;
                }
            }
        }
        writeln!(
            code,
            "static {name}_FILES: &[(&str, &str)] = &[\n{sources}];\nstatic {name}_KEYS: &[&str] = &[\n{keys}];"
        )
        .map_err(Error::other)?;
    }
    fs::write(out.join("locales.rs"), code)
}
