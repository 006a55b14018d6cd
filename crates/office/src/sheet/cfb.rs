//! The compound file that XLS lives in ([MS-CFB]): a little file system of sectors and chains. Every chain is bounded
//! by the number of sectors the file really has, so a loop is found and not followed.

use super::ReadError;

const HEADER_BYTES: usize = 512;
const MINI_SECTOR_BYTES: usize = 64;
const ENTRY_BYTES: usize = 128;
/// Streams below this size live in the mini stream.
const MINI_STREAM_BELOW: usize = 4_096;
/// Sector ids from here on are marks: end of chain, free, and so on.
const FIRST_MARK: u32 = 0xffff_fffa;

const DAMAGED: ReadError = ReadError::Damaged { what: "compound file" };

/// A compound file.
pub(super) struct Cfb<'a> {
    /// All after the header.
    sectors: &'a [u8],
    sector_bytes: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    bytes: usize,
}

impl<'a> Cfb<'a> {
    /// Reads the tables and the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let header = bytes.get(..HEADER_BYTES).ok_or(DAMAGED)?;
        let sector_bytes = match u16_at(header, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Err(DAMAGED),
        };
        let sectors = bytes.get(sector_bytes..).ok_or(DAMAGED)?;
        let mut file = Self {
            sectors,
            sector_bytes,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.fat = file.read_fat(header)?;
        let directory = file.chain(word(header, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(entry).collect();
        // The root entry holds the mini stream.
        let (start, size) = file.entries.first().map(|root| (root.start, root.bytes)).ok_or(DAMAGED)?;
        if word(header, 64)? > 0 && size > 0 {
            file.mini_fat = words(&file.chain(word(header, 60)?, usize::MAX)?);
            file.mini_stream = file.chain(start, size)?;
        }
        Ok(file)
    }

    /// Whether there is a stream or storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The stream of this name, `None` if there is none.
    pub(super) fn stream(&self, name: &str) -> Option<Result<Vec<u8>, ReadError>> {
        let entry = self.find(name)?;
        Some(if entry.bytes < MINI_STREAM_BELOW {
            follow(&self.mini_stream, MINI_SECTOR_BYTES, &self.mini_fat, entry.start, entry.bytes)
        } else {
            self.chain(entry.start, entry.bytes)
        })
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.name.eq_ignore_ascii_case(name))
    }

    fn chain(&self, start: u32, most: usize) -> Result<Vec<u8>, ReadError> {
        follow(self.sectors, self.sector_bytes, &self.fat, start, most)
    }

    /// The sector table: its sectors are listed in the header and, in large files, in a chain of their own.
    fn read_fat(&self, header: &[u8]) -> Result<Vec<u32>, ReadError> {
        let count = self.sectors.len().div_ceil(self.sector_bytes);
        let mut ids = words(&header[76..]);
        let mut next = word(header, 68)?;
        let mut steps = 0;
        while next < FIRST_MARK && steps <= count {
            let mut more = words(sector(self.sectors, self.sector_bytes, next).ok_or(DAMAGED)?);
            next = more.pop().ok_or(DAMAGED)?;
            ids.append(&mut more);
            steps += 1;
        }
        let mut fat = Vec::new();
        for id in ids.into_iter().filter(|id| *id < FIRST_MARK).take(count) {
            fat.extend(words(sector(self.sectors, self.sector_bytes, id).ok_or(DAMAGED)?));
        }
        Ok(fat)
    }
}

/// The bytes of a chain, at most `most`. The last sector of a file may be short.
fn follow(bytes: &[u8], size: usize, table: &[u32], start: u32, most: usize) -> Result<Vec<u8>, ReadError> {
    let mut out = Vec::new();
    let mut id = start;
    for _ in 0..=bytes.len().div_ceil(size) {
        if id >= FIRST_MARK || out.len() >= most {
            out.truncate(most);
            return Ok(out);
        }
        out.extend_from_slice(sector(bytes, size, id).ok_or(DAMAGED)?);
        id = *table.get(id as usize).ok_or(DAMAGED)?;
    }
    Err(DAMAGED)
}

fn sector(bytes: &[u8], size: usize, id: u32) -> Option<&[u8]> {
    let start = (id as usize).checked_mul(size)?;
    let end = start.checked_add(size)?.min(bytes.len());
    bytes.get(start..end).filter(|sector| !sector.is_empty())
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let units: Vec<u16> = bytes.get(..64)?.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
    let name = units.split(|unit| *unit == 0).next().map(String::from_utf16_lossy).filter(|n| !n.is_empty())?;
    Some(Entry { name, start: u32_at(bytes, 116)?, bytes: u32_at(bytes, 120)? as usize })
}

fn word(bytes: &[u8], at: usize) -> Result<u32, ReadError> {
    u32_at(bytes, at).ok_or(DAMAGED)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// Two bytes, low first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes, low first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
