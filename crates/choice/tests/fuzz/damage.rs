//! Seeded damage to small files, and the loop every fuzzed reader runs in. Used by the fuzz tests of three rooms.
//!
//! `YIHE_FUZZ=10000000` says how many inputs all readers together get; without it some thousands each. Failures name the
//! input, which comes again with the same seed.

use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::ALLOCATED;

/// Readers that share the inputs: .pb, votes, groups, tenders, splits, trees, studies, runs, estates, offers.
const READERS: u64 = 10;
/// Inputs of each reader in an ordinary run.
const USUAL: u64 = 20_000;
/// No input is longer (bytes).
const LONGEST: usize = 16 << 10;
/// What reading one of them may hold at once (bytes).
const MOST: usize = 1 << 20;

/// Memory is counted for the whole program: one reader at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// What breaks readers: ends of ranges, halves of signs, words of the formats.
const TOKENS: [&[u8]; 24] = [
    b"-1",
    b"0",
    b"1e308",
    b"1e-308",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"1000000000000001",
    b"0.12345",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"[[[[",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\n",
    b"\r\n",
    b":",
    b"VOTES",
    b"\xEF\xBB\xBF",
    b"\xE4\xBA",
    b"\0",
];

/// A seed and what has been drawn from it (splitmix64).
pub struct Damage(u64);

impl Damage {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { usize::try_from(self.next() % n as u64).unwrap_or(0) }
    }

    /// A few cuts, flips, inserts, repeats and replaced tokens.
    fn bytes(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut out = seed.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(out.len() + 1);
            let end = (at + self.below(24)).min(out.len());
            match self.below(7) {
                0 => out.truncate(at),
                1 => drop(out.drain(at..end)),
                2 if at < out.len() => out[at] ^= 1 << self.below(8),
                3 => out.insert(at, self.next() as u8),
                4 => {
                    let again = out[at..end].to_vec();
                    out.splice(at..at, again);
                }
                5 => drop(out.splice(at..end, TOKENS[self.below(TOKENS.len())].iter().copied())),
                _ => drop(out.splice(at..at, TOKENS[self.below(TOKENS.len())].iter().copied())),
            }
        }
        out.truncate(LONGEST);
        out
    }

    /// A value that fits nowhere in particular.
    fn value(&mut self) -> Value {
        match self.below(12) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!([]),
            3 => json!({}),
            4 => json!(-1),
            5 => json!(0),
            6 => json!(i64::MAX),
            7 => json!(1e300),
            8 => json!(self.next() % 1_000),
            9 => json!((self.next() % 1_000_000) as f64 / 1_000.0),
            10 => json!("长".repeat(self.below(90))),
            _ => json!([[1, -1], "x"]),
        }
    }

    /// One to three places of a value replaced, removed or doubled.
    fn tree(&mut self, seed: &Value) -> Value {
        let mut out = seed.clone();
        for _ in 0..=self.below(3) {
            let mut at = self.below(size(&out));
            self.change(&mut out, &mut at);
        }
        out
    }

    /// Changes the value `at` places on; whether it was in here.
    fn change(&mut self, value: &mut Value, at: &mut usize) -> bool {
        if *at == 0 {
            match (self.below(4), &mut *value) {
                (0, Value::Array(list)) if !list.is_empty() && list.len() < 200 => {
                    let from = self.below(list.len());
                    list.push(list[from].clone());
                }
                (1, Value::Array(list)) => drop(list.pop()),
                (2, Value::Object(fields)) => {
                    let key = fields.keys().nth(self.below(fields.len())).cloned();
                    key.map(|key| fields.shift_remove(&key));
                }
                _ => *value = self.value(),
            }
            return true;
        }
        *at -= 1;
        match value {
            Value::Array(list) => list.iter_mut().any(|v| self.change(v, at)),
            Value::Object(fields) => fields.values_mut().any(|v| self.change(v, at)),
            _ => false,
        }
    }
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

fn count() -> u64 {
    match std::env::var("YIHE_FUZZ") {
        Ok(all) => all.parse::<u64>().unwrap_or_else(|_| panic!("YIHE_FUZZ is not a number: {all}")).div_ceil(READERS),
        Err(_) => USUAL,
    }
}

/// Gives a reader its inputs, made by `make`. `read` says what was wrong, or nothing; the number is that of the input.
fn run<I>(
    name: &str,
    make: impl Fn(&mut Damage, u64) -> I,
    show: impl Fn(&I) -> String,
    read: impl Fn(u64, &I) -> Result<(), String>,
) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut read_well, mut most) = (0_u64, 0);
    for n in 0..count() {
        let input = make(&mut Damage(n.wrapping_mul(0x2545_F491_4F6C_DD1D)), n);
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let outcome = catch_unwind(AssertUnwindSafe(|| read(n, &input)));
        let held = ALLOCATED.peak_usage().saturating_sub(before);
        most = most.max(held);
        assert!(held <= MOST, "{name}: input {n} made the reader hold {held} bytes: {}", show(&input));
        match outcome {
            Ok(Ok(())) => read_well += 1,
            Ok(Err(why)) => assert!(why.len() > 15, "{name}: input {n} is refused with {why:?}: {}", show(&input)),
            Err(_) => panic!("{name}: input {n} made the reader panic: {}", show(&input)),
        }
    }
    println!("{name}: {} inputs, {read_well} of them read; at most {most} bytes held", count());
    // Damage that nothing survives would test the first line of a reader only.
    assert!(read_well * 200 > count(), "{name}: only {read_well} inputs were read");
}

/// Damaged bytes for a reader of bytes.
#[allow(dead_code)] // Not every room reads bytes.
pub fn bytes(name: &str, seeds: &[&[u8]], read: impl Fn(u64, &[u8]) -> Result<(), String>) {
    let make = |damage: &mut Damage, n: u64| damage.bytes(seeds[n as usize % seeds.len()]);
    run(name, make, |input| String::from_utf8_lossy(input).into_owned(), |n, input| read(n, input));
}

/// Damaged JSON for a reader of values: every other input is damaged as text, the others by places of the value.
#[allow(dead_code)] // Not every room reads values.
pub fn values(name: &str, seeds: &[Value], read: impl Fn(u64, &Value) -> Result<(), String>) {
    let texts: Vec<Vec<u8>> = seeds.iter().map(|s| s.to_string().into_bytes()).collect();
    assert!(texts.iter().all(|t| t.len() <= LONGEST), "{name}: a seed is too long");
    let make = |damage: &mut Damage, n: u64| {
        let seed = n as usize / 2 % seeds.len();
        if n.is_multiple_of(2) { Err(damage.bytes(&texts[seed])) } else { Ok(damage.tree(&seeds[seed])) }
    };
    let show = |input: &Result<Value, Vec<u8>>| match input {
        Ok(value) => value.to_string(),
        Err(text) => String::from_utf8_lossy(text).into_owned(),
    };
    run(name, make, show, |n, input| match input {
        Ok(value) => read(n, value),
        Err(text) => read(n, &serde_json::from_slice(text).map_err(|e| format!("this is not JSON: {e}"))?),
    });
}
