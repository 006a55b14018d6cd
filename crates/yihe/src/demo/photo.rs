//! Photos of the demo: a sheet on a board, drawn in black and white, so that nobody takes it for a real one.

/// Dots across and down; a multiple of eight across.
const WIDE: usize = 240;
const HIGH: usize = 320;

/// A drawing that differs with `n`: a sheet with lines of writing on a board on a wall.
pub fn of(n: u64) -> Vec<u8> {
    let mut rows = Vec::with_capacity(HIGH * (WIDE / 8 + 1));
    for y in 0..HIGH {
        // Every row begins with the filter it was written by: none.
        rows.push(0);
        for byte in 0..WIDE / 8 {
            let bit = |i: usize| u8::from(is_white(byte * 8 + i, y, n)) << (7 - i);
            rows.push((0..8).map(bit).sum());
        }
    }
    png(&rows)
}

fn is_white(x: usize, y: usize, n: u64) -> bool {
    let inside = |left, top, right, bottom| (left..right).contains(&x) && (top..bottom).contains(&y);
    if inside(72, 74, 168, 206) {
        let line = (y - 74) / 11;
        // Lines of writing, each of another length on another sheet; the heading is thicker.
        let length = 40 + ((n as usize + 7) * (line + 3) * 13) % 44;
        let thick = if line == 1 { 5 } else { 3 };
        return !(line > 0 && line < 11 && (y - 74) % 11 < thick && (80..80 + length).contains(&x));
    }
    if inside(48, 50, 192, 230) {
        // The board, grey.
        return (x + y).is_multiple_of(2);
    }
    if inside(44, 46, 196, 234) {
        return false;
    }
    // Bricks.
    let row = y / 16;
    y % 16 > 1 && (x + row % 2 * 16) % 32 > 1
}

/// A picture of one bit a dot, in blocks that are not compressed.
fn png(rows: &[u8]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    let size = |n: usize| (n as u32).to_be_bytes();
    chunk(&mut out, b"IHDR", &[&size(WIDE)[..], &size(HIGH), &[1, 0, 0, 0, 0]].concat());
    let mut data = vec![0x78, 0x01];
    let mut blocks = rows.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    data.extend(adler(rows).to_be_bytes());
    chunk(&mut out, b"IDAT", &data);
    chunk(&mut out, b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], body: &[u8]) {
    out.extend((body.len() as u32).to_be_bytes());
    let from = out.len();
    out.extend(kind);
    out.extend(body);
    let sum = crc(&out[from..]);
    out.extend(sum.to_be_bytes());
}

/// The check sum of PNG's chunks (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let bit = |c: u32, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 };
        (0..8).fold((sum ^ u32::from(*byte)) & 0xFF, bit) ^ (sum >> 8)
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// The check sum of zlib's data (RFC 1950).
fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_their_standards() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler(b"Wikipedia"), 0x11E6_0398);
        assert_ne!(of(1), of(2));
        assert!(of(1).len() < 12_000);
    }
}
