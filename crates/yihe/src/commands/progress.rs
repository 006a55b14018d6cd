//! How far a long run is, on standard error: a bar on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The progress of one run.
pub struct Progress {
    what: &'static str,
    all: usize,
    began: Instant,
    terminal: bool,
    now: Mutex<(usize, Instant)>,
}

const WIDTH: usize = 30;

impl Progress {
    /// `all` things to do, called `what`.
    pub fn new(what: &'static str, all: usize) -> Self {
        let began = Instant::now();
        Self { what, all, began, terminal: std::io::stderr().is_terminal(), now: Mutex::new((0, began)) }
    }

    /// `more` of them are done.
    pub fn done(&self, more: usize) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.0 += more;
        let every = if self.terminal { Duration::from_millis(100) } else { Duration::from_secs(2) };
        if now.1.elapsed() < every && now.0 < self.all {
            return;
        }
        now.1 = Instant::now();
        self.show(now.0);
    }

    fn show(&self, done: usize) {
        let share = done as f64 / self.all.max(1) as f64;
        let spent = self.began.elapsed().as_secs_f64();
        let left = if done > 0 { spent / share - spent } else { 0.0 };
        let full = ((share * WIDTH as f64) as usize).min(WIDTH);
        let (bar, rest) = ("█".repeat(full), "░".repeat(WIDTH - full));
        let line = format!("{} {bar}{rest} {done}/{} {spent:.0} s, about {left:.0} s left", self.what, self.all);
        let mut err = std::io::stderr().lock();
        // Nobody listening is no reason to stop.
        let _ = match (self.terminal, done >= self.all) {
            (true, false) => write!(err, "\r{line} "),
            (true, true) => writeln!(err, "\r{line} "),
            (false, _) => writeln!(err, "{line}"),
        };
    }
}
