//! Files kept beside the record: a photo of what hangs, a scan of what was signed.

use crate::{Digest, ItemId};
use serde::{Deserialize, Serialize};

/// What a file is, known by its first bytes and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// JPEG: what phones take.
    Jpeg,
    /// PNG: what screens are caught in.
    Png,
    /// WebP.
    WebP,
    /// PDF: what scanners make.
    Pdf,
}

impl FileKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Jpeg, Self::Png, Self::WebP, Self::Pdf];

    /// The kind of a file that begins like this; `None` for every other kind.
    #[must_use]
    pub fn recognise(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Its media type, as browsers name it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// How a file of this kind is named at its end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Pdf => "pdf",
        }
    }

    /// Whether it is a picture, which a page can show.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        !matches!(self, Self::Pdf)
    }
}

/// A file kept beside the record, as an entry names it. The entry holds the digest of what was taken in; the file itself
/// lies sealed under its name, so that one that was changed or is missing shows (`record::verify`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name. The key is named so that the record room knows an attachment when it sees one.
    #[serde(rename = "attachment")]
    pub name: ItemId,
    /// SHA-256 of the file as it was kept, before sealing.
    pub digest: Digest,
    /// Its size (bytes).
    pub bytes: u64,
    /// What it is.
    pub file: FileKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_what_they_hold() {
        let known: [(&[u8], Option<FileKind>); 7] = [
            (b"\xFF\xD8\xFF\xE0\x00\x10JFIF", Some(FileKind::Jpeg)),
            (b"\x89PNG\r\n\x1A\n....", Some(FileKind::Png)),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Some(FileKind::WebP)),
            (b"%PDF-1.7\n", Some(FileKind::Pdf)),
            (b"RIFF\x10\x00\x00\x00WAVE", None),
            (b"<svg onload=x>", None),
            (b"", None),
        ];
        for (bytes, kind) in known {
            assert_eq!(FileKind::recognise(bytes), kind, "{bytes:?}");
        }
    }
}
