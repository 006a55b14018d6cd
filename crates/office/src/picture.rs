//! Pictures and scans on their way in: what a file is, and everything about its maker left out.
//!
//! A phone writes into a photo where it was taken, when, and with which device. Nobody needs that to see that a paper
//! hangs, so it does not get in: the picture's own data are kept byte for byte, every block that only describes it is
//! dropped. Of a JPEG's description one thing is kept, how the phone was held. Pictures are not decoded here.

use thiserror::Error;
use units::FileKind;
use units::limits::ATTACHMENT_BYTES_MAX;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PictureError {
    /// None of the kinds taken here.
    #[error("not a JPEG, PNG, WebP or PDF")]
    Kind,
    /// More bytes than are taken.
    #[error("larger than {} MiB", ATTACHMENT_BYTES_MAX >> 20)]
    TooLarge,
    /// It begins as its kind does and does not go on so: cut off or broken.
    #[error("cut off or broken")]
    Broken,
}

/// The file as it is kept: its kind by content, and its bytes without what only describes them. A PDF is kept as it is.
///
/// # Errors
/// [`PictureError`].
pub fn cleaned(bytes: &[u8]) -> Result<(FileKind, Vec<u8>), PictureError> {
    if bytes.len() > ATTACHMENT_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    let kind = FileKind::recognise(bytes).ok_or(PictureError::Kind)?;
    let clean = match kind {
        FileKind::Jpeg => jpeg(bytes),
        FileKind::Png => png(bytes),
        FileKind::WebP => webp(bytes),
        FileKind::Pdf => bytes.windows(5).any(|w| w == b"%%EOF").then(|| bytes.to_vec()),
    };
    clean.map(|c| (kind, c)).ok_or(PictureError::Broken)
}

// ---- JPEG: marker segments, then the scan, then perhaps more of both ----

/// Markers that stand alone, without a length.
const fn is_bare(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD7)
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, 0xD8];
    let (mut rest, mut framed) = (&bytes[2..], false);
    loop {
        let marker = match rest {
            // Any number of 0xFF may stand before a marker.
            [0xFF, 0xFF, ..] => {
                rest = &rest[1..];
                continue;
            }
            [0xFF, marker, after @ ..] => {
                rest = after;
                *marker
            }
            _ => return None,
        };
        match marker {
            // What stands behind the end is another picture or a note of the maker.
            0xD9 => {
                out.extend([0xFF, 0xD9]);
                return framed.then_some(out);
            }
            m if is_bare(m) => out.extend([0xFF, m]),
            m => {
                let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
                let segment = rest.get(..length).filter(|s| s.len() >= 2)?;
                rest = &rest[length..];
                if let Some(held) = kept(m, &segment[2..]) {
                    out.extend([0xFF, m]);
                    out.extend(u16::try_from(held.len() + 2).ok()?.to_be_bytes());
                    out.extend(held);
                }
                if m == 0xDA {
                    let end = scan_end(rest)?;
                    out.extend(&rest[..end]);
                    rest = &rest[end..];
                    framed = true;
                }
            }
        }
    }
}

/// The part of a segment that is kept; `None` if all of it only describes.
fn kept(marker: u8, body: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // EXIF, and Adobe's XMP under the same marker: only how the picture is to be turned.
        0xE1 => orientation(body).filter(|turn| *turn != 1).map(only_orientation),
        // Colour: JFIF, ICC profile, Adobe's transform.
        0xE0 if body.starts_with(b"JFIF\0") => Some(body.to_vec()),
        0xE2 if body.starts_with(b"ICC_PROFILE\0") => Some(body.to_vec()),
        0xEE if body.starts_with(b"Adobe") => Some(body.to_vec()),
        // Every other application's, and comments.
        0xE0..=0xEF | 0xFE => None,
        _ => Some(body.to_vec()),
    }
}

/// Where the coded data of a scan end: at the first marker that is not part of them.
fn scan_end(data: &[u8]) -> Option<usize> {
    data.windows(2).position(|w| w[0] == 0xFF && w[1] != 0x00 && !is_bare(w[1]) && w[1] != 0xFF)
}

/// The EXIF tag that says how the phone was held: 1 to 8.
fn orientation(body: &[u8]) -> Option<u8> {
    let tiff = body.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) } as usize;
    let entries = usize::from(short(first)?);
    let found = (0..entries).map(|i| first + 2 + i * 12).find(|at| short(*at) == Some(0x0112))?;
    u8::try_from(short(found + 8)?).ok().filter(|turn| (1..=8).contains(turn))
}

/// An EXIF block that says nothing else.
fn only_orientation(turn: u8) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.extend([turn, 0, 0, 0, 0, 0, 0]);
    block
}

// ---- PNG: chunks ----

/// Chunks that draw the picture; every other one describes it.
const PNG_KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = bytes.split_at_checked(8)?;
    let mut out = head.to_vec();
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let chunk = rest.get(..length.checked_add(12)?)?;
        let kind: &[u8; 4] = chunk[4..8].try_into().ok()?;
        if PNG_KEPT.contains(&kind) {
            out.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = &rest[chunk.len()..];
    }
}

// ---- WebP: RIFF chunks ----

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let stated = u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?) as usize;
    let mut rest = bytes.get(12..stated.checked_add(8)?)?;
    let (mut out, mut drawn) = (b"RIFF\0\0\0\0WEBP".to_vec(), false);
    while !rest.is_empty() {
        let length = u32::from_le_bytes(*rest.get(4..)?.first_chunk()?) as usize;
        // Chunks end on even places.
        let padded = length.checked_add(length & 1)?.checked_add(8)?;
        let chunk = rest.get(..padded)?;
        match &chunk[..4] {
            b"EXIF" | b"XMP " => {}
            b"VP8X" if length >= 10 => {
                let at = out.len() + 8;
                out.extend(chunk);
                // The two flags that promise what was just left out.
                out[at] &= !0x0C;
            }
            kind @ (b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP") => {
                drawn |= matches!(kind, b"VP8 " | b"VP8L" | b"ANMF");
                out.extend(chunk);
            }
            _ => {}
        }
        rest = &rest[padded..];
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    drawn.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![0xFF, marker];
        out.extend((body.len() as u16 + 2).to_be_bytes());
        out.extend(body);
        out
    }

    /// EXIF of a phone held upright, with a place: tag 0x0112 and a pointer to a block of positions.
    fn exif(turn: u8) -> Vec<u8> {
        let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0]);
        tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x26, 0, 0, 0]);
        tiff.extend(b"\0\0\0\0GPS 31.2304N 121.4737E");
        tiff
    }

    fn photo(turn: u8) -> Vec<u8> {
        [
            b"\xFF\xD8".to_vec(),
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, &exif(turn)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x GPS/>"),
            segment(0xED, b"Photoshop 3.0\0 by name"),
            segment(0xFE, b"GPS in a comment"),
            segment(0xDB, &[0; 65]),
            segment(0xC2, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
            segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            b"\x12\xFF\x00\x34\xFF\xD0\x56".to_vec(),
            segment(0xC4, &[0; 20]),
            segment(0xDA, &[1, 1, 0, 1, 63, 0]),
            b"\x78\xFF\x00".to_vec(),
            b"\xFF\xD9 a second picture with GPS".to_vec(),
        ]
        .concat()
    }

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|w| w == word)
    }

    #[test]
    fn a_photo_loses_its_place_and_keeps_its_picture() {
        let (kind, clean) = cleaned(&photo(6)).unwrap();
        assert_eq!(kind, FileKind::Jpeg);
        for word in [&b"GPS"[..], b"31.2304", b"Photoshop", b"adobe"] {
            assert!(!holds(&clean, word), "{}", String::from_utf8_lossy(word));
        }
        assert!(holds(&clean, b"\x12\xFF\x00\x34\xFF\xD0\x56") && holds(&clean, b"\x78\xFF\x00\xFF\xD9"));
        assert!(clean.ends_with(b"\xFF\xD9"));
        assert_eq!(
            orientation(&clean[clean.windows(4).position(|w| w == b"Exif").unwrap()..]),
            Some(6),
            "held upright"
        );
        assert_eq!(cleaned(&clean).unwrap().1, clean, "clean stays as it is");
        assert!(!holds(&cleaned(&photo(1)).unwrap().1, b"Exif"), "an upright picture needs no word");
    }

    #[test]
    fn other_pictures_lose_their_notes_too() {
        let chunk = |kind: &[u8], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], kind, body, b"crc!"].concat();
        let png = [
            b"\x89PNG\r\n\x1A\n".to_vec(),
            chunk(b"IHDR", &[0; 13]),
            chunk(b"eXIf", b"GPS"),
            chunk(b"tEXt", b"Author\0GPS"),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
            b"GPS behind the end".to_vec(),
        ];
        let (kind, clean) = cleaned(&png.concat()).unwrap();
        assert_eq!((kind, holds(&clean, b"GPS"), holds(&clean, b"pixels")), (FileKind::Png, false, true));

        let chunk = |kind: &[u8], body: &[u8]| {
            let pad = vec![0; body.len() & 1];
            [kind, &(body.len() as u32).to_le_bytes()[..], body, &pad].concat()
        };
        let body = [
            b"WEBP".to_vec(),
            chunk(b"VP8X", &[0x0C, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            chunk(b"VP8 ", b"pixel"),
            chunk(b"EXIF", b"GPS"),
            chunk(b"XMP ", b"GPS"),
        ]
        .concat();
        let webp = [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat();
        let (kind, clean) = cleaned(&webp).unwrap();
        assert_eq!((kind, holds(&clean, b"GPS"), holds(&clean, b"pixel")), (FileKind::WebP, false, true));
        assert_eq!((clean[20], clean.len()), (0, 8 + u32::from_le_bytes(clean[4..8].try_into().unwrap()) as usize));
    }

    #[test]
    fn what_is_no_picture_is_not_taken() {
        assert_eq!(cleaned(b"<svg/>"), Err(PictureError::Kind));
        assert_eq!(cleaned(b"ftypheic"), Err(PictureError::Kind));
        assert_eq!(cleaned(&vec![0xFF; ATTACHMENT_BYTES_MAX + 1]), Err(PictureError::TooLarge));
        assert_eq!(cleaned(b"%PDF-1.7 ..."), Err(PictureError::Broken));
        assert_eq!(cleaned(b"%PDF-1.7 ... %%EOF\n").unwrap().0, FileKind::Pdf);
        let whole = photo(6);
        let end = whole.windows(2).rposition(|w| w == b"\xFF\xD9").unwrap();
        for cut in 3..=end {
            assert_eq!(cleaned(&whole[..cut]), Err(PictureError::Broken), "cut at {cut}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(kind in 0..4_usize, tail: Vec<u8>) {
            let heads: [&[u8]; 4] = [b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n", b"RIFF\x20\0\0\0WEBP", b"%PDF-"];
            let _ = cleaned(&[heads[kind], &tail].concat());
        }

        #[test]
        fn nor_any_flipped_byte_of_a_photo(at in 0..300_usize, to: u8) {
            let mut bytes = photo(3);
            let at = at % bytes.len();
            bytes[at] = to;
            let _ = cleaned(&bytes);
        }
    }
}
