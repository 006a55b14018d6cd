//! The load generator: threads with one kept connection each, requests written beforehand, answers read to their last
//! byte. It knows just enough HTTP to cost little, because it shares the cores with what it measures.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A kept connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

/// An answer, read whole.
pub struct Answer<'a> {
    /// Its status.
    pub status: u16,
    /// Its body, as it came.
    pub body: &'a [u8],
    /// From the first byte sent to the last one read.
    pub took: Duration,
}

impl Connection {
    /// Connects.
    pub fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server answers");
        stream.set_nodelay(true).expect("a TCP socket");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a TCP socket");
        Self { stream, buffer: vec![0; 256 << 10], filled: 0 }
    }

    /// Sends a request and reads its answer.
    pub fn ask(&mut self, request: &[u8]) -> Answer<'_> {
        let start = Instant::now();
        self.stream.write_all(request).expect("the server reads");
        self.filled = 0;
        let (head, length) = loop {
            self.read_more();
            if let Some(found) = head(&self.buffer[..self.filled]) {
                break found;
            }
        };
        while self.filled < head + length {
            self.read_more();
        }
        let status = std::str::from_utf8(&self.buffer[9..12]).ok().and_then(|s| s.parse().ok()).expect("a status");
        Answer { status, body: &self.buffer[head..head + length], took: start.elapsed() }
    }

    fn read_more(&mut self) {
        assert!(self.filled < self.buffer.len(), "an answer larger than any page");
        let n = self.stream.read(&mut self.buffer[self.filled..]).expect("the server answers in time");
        assert!(n > 0, "the server closed the connection");
        self.filled += n;
    }
}

/// Length of the head and of the body that follows it.
fn head(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..end]).expect("ASCII headers");
    let length = text.lines().find_map(|l| l.strip_prefix("content-length: ")).expect("a length");
    Some((end, length.parse().expect("a number")))
}

/// A request as a browser's would be: compressed answers are welcome.
pub fn get(address: &str, path: &str, cookie: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\naccept-language: zh-CN,zh;q=0.9\r\n\
         accept-encoding: gzip, deflate, br\r\ncookie: {cookie}\r\n\r\n"
    )
    .into_bytes()
}

/// A form as a browser would send it.
pub fn post(address: &str, path: &str, cookie: &str, form: &[(&str, &str)]) -> Vec<u8> {
    let body = e2e::http::encode(form);
    format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\naccept: text/html\r\n\
         accept-language: zh-CN,zh;q=0.9\r\naccept-encoding: gzip, deflate, br\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Requests answered a second when each of `clients` asks again as soon as it is answered.
pub fn closed(address: &str, clients: usize, time: Duration, request: &[u8]) -> f64 {
    let ready = Barrier::new(clients);
    let one = || {
        let mut connection = Connection::open(address);
        let status = connection.ask(request).status;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(request));
        ready.wait();
        let (start, mut answered) = (Instant::now(), 0_u64);
        while start.elapsed() < time {
            assert_eq!(connection.ask(request).status, 200);
            answered += 1;
        }
        answered
    };
    let answered: u64 = thread::scope(|scope| {
        let all: Vec<_> = (0..clients).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|t| t.join().expect("a client")).sum()
    });
    answered as f64 / time.as_secs_f64()
}

/// Latencies, shortest first, when `rate` requests a second are sent at fixed moments whatever became of those before,
/// each counted from the moment it was meant to be sent: a server that stalls is charged for everybody who waited.
pub fn open(address: &str, clients: usize, rate: f64, time: Duration, request: &[u8]) -> Vec<Duration> {
    let start = Instant::now() + Duration::from_millis(200);
    let one = |k: usize| {
        let mut connection = Connection::open(address);
        let mut latencies = Vec::new();
        for i in 0.. {
            let after = Duration::from_secs_f64((i * clients + k) as f64 / rate);
            if after >= time {
                return latencies;
            }
            let meant = start + after;
            thread::sleep(meant.saturating_duration_since(Instant::now()));
            assert_eq!(connection.ask(request).status, 200);
            latencies.push(meant.elapsed());
        }
        latencies
    };
    let mut all: Vec<Duration> = thread::scope(|scope| {
        let all: Vec<_> = (0..clients).map(|k| scope.spawn(move || one(k))).collect();
        all.into_iter().flat_map(|t| t.join().expect("a client")).collect()
    });
    all.sort_unstable();
    all
}

/// The latency that a hundredth of the requests exceed; `sorted` is shortest first.
pub fn p99(sorted: &[Duration]) -> Duration {
    sorted[sorted.len() * 99 / 100]
}

/// Sends every request once, `clients` at a time; the time it took and what `keep` made of each answer, in order.
pub fn each<T: Send>(
    address: &str,
    clients: usize,
    requests: &[Vec<u8>],
    keep: impl Fn(Answer<'_>) -> T + Sync,
) -> (Duration, Vec<T>) {
    let (next, ready) = (AtomicUsize::new(0), Barrier::new(clients + 1));
    let one = || {
        let mut connection = Connection::open(address);
        let mut kept = Vec::new();
        ready.wait();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(i) else { return kept };
            kept.push((i, keep(connection.ask(request))));
        }
    };
    thread::scope(|scope| {
        let all: Vec<_> = (0..clients).map(|_| scope.spawn(one)).collect();
        ready.wait();
        let start = Instant::now();
        let mut kept: Vec<(usize, T)> = all.into_iter().flat_map(|t| t.join().expect("a client")).collect();
        let took = start.elapsed();
        kept.sort_unstable_by_key(|(i, _)| *i);
        (took, kept.into_iter().map(|(_, k)| k).collect())
    })
}

/// A value between two marks of a page.
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> Option<&'a str> {
    page.split_once(before)?.1.split_once(after).map(|(value, _)| value)
}
