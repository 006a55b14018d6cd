//! A host who changes something on a planted deployment. `yihe verify` finds it and says where; what a host does who
//! holds the keys and signs everything again is found by a head that somebody kept outside, and by nothing else.

use crate::stores::Home;
use app::{App, Clock};
use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use e2e::plant::{Planted, Size, Where, plant, record};
use e2e::program::{Ran, run};
use estate::assembly::Mark;
use hmac::{Hmac, Mac as _};
use record::{Export, Proof, Tree, VaultRow, check_entries, merkle};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};
use serde_json::Value;
use sha2::Sha256;
use units::{Digest, ItemId, Seq, StreamId};

/// A small estate whose first five owners have voted, with a snapshot of it.
async fn voted(place: Where<'_>) -> Planted {
    let planted = plant(place, Size { homes: 8, accounts: 1 }).await;
    for (n, mark) in (1..).zip([Mark::Approve, Mark::Against, Mark::Approve, Mark::Abstain, Mark::Approve]) {
        let (who, ballot) = planted.ballot(n, mark);
        planted.act(who, ballot).await.unwrap();
    }
    planted.app.rest().await;
    planted
}

fn host(home: &Home) -> Connection {
    let host = Connection::open(home.place().dir.join("yihe.db")).unwrap();
    host.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
    host
}

/// Everything `yihe verify` finds, as (stream, entry, what).
async fn findings(app: &App) -> Vec<(StreamId, Option<Seq>, &'static str)> {
    let mut found = Vec::new();
    for stream in app.record().store().streams().await.unwrap() {
        let report = app.verify(stream, &[]).await.unwrap().report;
        found.extend(report.findings.into_iter().map(|f| (stream, f.seq, f.what)));
    }
    found
}

/// Same value, one bit of one byte another.
fn flipped(value: &Sql, at: usize, bit: u8) -> Sql {
    let flip = |mut bytes: Vec<u8>| {
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        bytes
    };
    match value {
        Sql::Null => Sql::Integer(1),
        Sql::Integer(n) => Sql::Integer(n ^ 1 << (u32::from(bit) + 8 * (at as u32 % 8)).min(62)),
        // Written back as text by CAST: what it says need not be text any more.
        Sql::Text(text) => Sql::Blob(flip(text.clone().into_bytes())),
        Sql::Blob(bytes) => Sql::Blob(flip(bytes.clone())),
        Sql::Real(_) => panic!("no floating point is stored"),
    }
}

/// A stored row: its table, what it is found by, and its columns.
struct Stored {
    table: &'static str,
    key: Vec<(&'static str, Sql)>,
    columns: Vec<(String, Sql)>,
}

fn stored(host: &Connection, table: &'static str, key: &[&'static str]) -> Vec<Stored> {
    let mut query = host.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let names: Vec<String> = query.column_names().map(str::to_owned).collect();
    let rows = query.query_map([], |row| {
        let value = |name: &str| row.get::<_, Sql>(name).unwrap();
        let key = key.iter().map(|k| (*k, value(k))).collect();
        Ok(Stored { table, key, columns: names.iter().map(|n| (n.clone(), value(n))).collect() })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

impl Stored {
    fn number(&self, column: &str) -> i64 {
        match self.columns.iter().find(|(n, _)| n == column) {
            Some((_, Sql::Integer(n))) => *n,
            other => panic!("{column}: {other:?}"),
        }
    }

    /// Puts `value` in place of `present` in one column of this row.
    fn put(&self, host: &Connection, column: &str, present: &Sql, value: &Sql) {
        let as_text = matches!(self.columns.iter().find(|(n, _)| n == column), Some((_, Sql::Text(_))));
        let new = if as_text { "CAST(? AS TEXT)" } else { "?" };
        let by: Vec<String> = self.key.iter().map(|(k, _)| format!("{k} = ?")).collect();
        let sql = format!("UPDATE {} SET {column} = {new} WHERE {}", self.table, by.join(" AND "));
        let keys = self.key.iter().map(|(k, v)| if *k == column { present } else { v });
        assert_eq!(host.execute(&sql, params_from_iter([value].into_iter().chain(keys))).unwrap(), 1, "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_of_every_stored_row_is_watched() {
    let home = Home::sqlite();
    let planted = voted(home.place()).await;
    let app = &planted.app;
    assert_eq!(findings(app).await, []);
    let host = host(&home);
    let mut rows = stored(&host, "log", &["stream", "seq"]);
    rows.extend(stored(&host, "head", &["stream"]));
    rows.extend(stored(&host, "vault", &["stream", "item"]));
    rows.extend(stored(&host, "snapshot", &["stream"]));
    assert!(rows.iter().any(|r| r.table == "snapshot"), "a snapshot is there");
    let mut looked = 0;
    for (n, row) in rows.iter().enumerate() {
        let stream = StreamId::from_bits(row.number("stream") as u64);
        for (i, (column, value)) in row.columns.iter().enumerate() {
            // A place and a bit that move on from row to row and column to column; the highest bit makes text no text.
            let (at, bit) = (n * 7 + i * 3, if (n + i) % 2 == 0 { 7 } else { (n % 7) as u8 });
            let number_in_key = matches!(value, Sql::Integer(_)) && row.key.iter().any(|(k, _)| k == column);
            // A key moves far, so that it does not meet another row's.
            let bent = match value {
                Sql::Integer(_) if number_in_key => flipped(value, 2, 4),
                Sql::Blob(_) if column == "item" => flipped(value, n % 8, bit),
                _ => flipped(value, at, bit),
            };
            let what = format!("{} {}.{column}, byte {at} bit {bit}", stream, row.table);
            row.put(&host, column, value, &bent);
            let found = findings(app).await;
            row.put(&host, column, &bent, value);
            looked += 1;
            // A snapshot that moved is found where it went; whatever else moves is missed where it was.
            let moved = row.table == "snapshot" && column == "stream";
            assert!(found.iter().any(|(s, ..)| *s == stream || moved), "{what} was not found: {found:?}");
            if row.table == "log" && !number_in_key {
                let seq = Some(row.number("seq") as Seq);
                assert!(matches!(found[..], [(s, q, _), ..] if (s, q) == (stream, seq)), "{what}: {found:?}");
            }
            if row.table == "vault" && column != "stream" {
                assert!(found[0].1.is_some(), "{what}: no entry is named: {found:?}");
            }
        }
    }
    assert_eq!(findings(app).await, [], "everything was put back");
    println!("{looked} columns of {} rows bent and found", rows.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_byte_of_a_ballot_s_entry_is_watched() {
    let home = Home::sqlite();
    let planted = voted(home.place()).await;
    let host = host(&home);
    let rows = stored(&host, "log", &["stream", "seq"]);
    let is_ballot = |r: &&Stored| r.columns.iter().any(|(_, v)| *v == Sql::Text("assembly.ballot-cast".into()));
    let row = rows.iter().find(is_ballot).unwrap();
    let (column, value) = row.columns.iter().find(|(n, _)| n == "entry").unwrap();
    let Sql::Blob(entry) = value else { panic!("{value:?}") };
    for at in 0..entry.len() {
        let bent = flipped(value, at, (at % 8) as u8);
        row.put(&host, column, value, &bent);
        let found = planted.app.verify(planted.estate, &[]).await.unwrap().report.findings;
        row.put(&host, column, &bent, value);
        assert_eq!(found.first().and_then(|f| f.seq), Some(row.number("seq") as Seq), "byte {at}: {found:?}");
    }
}

/// What the command says, where it finds something: the stream, the entry, the name of the finding.
fn first_finding(ran: &Ran) -> (String, Option<u64>, String) {
    assert!(!ran.ok && ran.json["good"] == false, "{} {}", ran.json, ran.errors);
    let streams = ran.json["streams"].as_array().unwrap();
    let report = streams.iter().find(|s| s["findings"].as_array().is_some_and(|f| !f.is_empty())).unwrap();
    let finding = &report["findings"][0];
    assert!(!finding["detail"].as_str().unwrap().is_empty());
    (report["stream"].as_str().unwrap().into(), finding["seq"].as_u64(), finding["what"].as_str().unwrap().into())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_names_stream_entry_and_what() {
    let damages = [
        (
            "UPDATE log SET entry = CAST(replace(CAST(entry AS TEXT), 'assembly.ballot-cast', 'assembly.ballot-cost') AS BLOB) WHERE seq = ?1",
            "entry-changed",
        ),
        ("UPDATE log SET actor = 'person 9' WHERE seq = ?1", "column-differs"),
        ("UPDATE log SET kind = CAST(x'ff' AS TEXT) WHERE seq = ?1", "column-differs"),
        ("UPDATE log SET version = 70000 WHERE seq = ?1", "column-differs"),
        ("UPDATE log SET leaf = zeroblob(32) WHERE seq = ?1", "entry-changed"),
        ("UPDATE log SET leaf = x'00' WHERE seq = ?1", "entry-changed"),
        ("UPDATE log SET command = x'00' WHERE seq = ?1", "column-differs"),
        ("DELETE FROM log WHERE seq = ?1", "gap"),
        (
            "DELETE FROM vault WHERE instr((SELECT entry FROM log l WHERE l.seq = ?1 AND l.stream = vault.stream), lower(hex(item))) > 0",
            "vault-missing",
        ),
        (
            "UPDATE vault SET salt = zeroblob(32) WHERE instr((SELECT entry FROM log l WHERE l.seq = ?1 AND l.stream = vault.stream), lower(hex(item))) > 0",
            "vault-changed",
        ),
        ("DELETE FROM head WHERE seq > ?1", "head-missing"),
        ("UPDATE head SET root = zeroblob(32) WHERE seq > ?1", "head-differs"),
        ("UPDATE head SET signature = zeroblob(64) WHERE seq > ?1", "signature"),
        ("UPDATE snapshot SET build = 'x' WHERE seq > ?1", "snapshot-differs"),
        ("UPDATE summary SET json = replace(json, '\"units\":', '\"units\":1') WHERE seq > ?1", "summary-differs"),
        ("UPDATE summary SET due_at = coalesce(due_at, 0) + 1 WHERE seq > ?1", "summary-differs"),
    ];
    for (damage, what) in damages {
        let home = Home::sqlite();
        let planted = voted(home.place()).await;
        let rows = planted.app.record().store().rows(planted.estate, 0, usize::MAX).await.unwrap();
        let ballot = rows.iter().find(|r| r.kind == "assembly.ballot-cast").unwrap().seq;
        assert!(run(&["verify"], Some(home.place())).await.ok);
        assert!(host(&home).execute(damage, [ballot as i64]).unwrap() > 0, "{damage}");
        let (stream, seq, found) = first_finding(&run(&["verify"], Some(home.place())).await);
        assert_eq!((stream, found.as_str()), (planted.estate.to_string(), what), "{damage}");
        if ![" head ", " snapshot ", " summary "].iter().any(|table| damage.contains(table)) {
            assert_eq!(seq, Some(ballot), "{damage}");
        }
    }
}

// ---- a host who holds the keys ----

/// What a host makes of the key file, by code of its own.
struct Forger {
    cipher: XChaCha20Poly1305,
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().into()
}

impl Forger {
    fn new(place: Where<'_>) -> Self {
        let keys: Value = serde_json::from_slice(&std::fs::read(place.dir.join("keys")).unwrap()).unwrap();
        let secret: Digest = keys["secret"].as_str().unwrap().parse().unwrap();
        let purpose = b"vault";
        let key = hmac(&secret.0, &[&(purpose.len() as u64).to_be_bytes()[..], purpose].concat());
        Self { cipher: XChaCha20Poly1305::new(&key.into()) }
    }

    /// The row with another text, sealed as the program would.
    fn seal(&self, stream: StreamId, row: &VaultRow, salt: Digest, value: &Value) -> VaultRow {
        let subject = row.subject.map_or(u64::MAX, |p| u64::from(p.0));
        let aad = [&stream.number().to_be_bytes()[..], &row.item.0, &subject.to_be_bytes()].concat();
        let (nonce, msg) = ([9; 24], serde_json::to_vec(value).unwrap());
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: &msg, aad: &aad }).unwrap();
        VaultRow { salt, sealed: [&nonce[..], &sealed].concat(), ..row.clone() }
    }
}

/// The vault row that holds `value`, and the entry that names it.
async fn holding(planted: &Planted, value: &Value) -> (VaultRow, Seq) {
    let record = planted.app.record();
    let rows = record.store().vault(planted.estate, None).await.unwrap();
    let opened = record.open_rows(planted.estate, &rows);
    let row = rows.into_iter().find(|r| opened.get(&r.item) == Some(value)).unwrap();
    let log = record.store().rows(planted.estate, 0, usize::MAX).await.unwrap();
    let names = |entry: &[u8]| String::from_utf8_lossy(entry).contains(&row.item.to_string());
    let seq = log.iter().find(|r| names(&r.entry)).unwrap().seq;
    (row, seq)
}

fn put_vault(host: &Connection, row: &VaultRow) {
    let set = "UPDATE vault SET salt = ?, sealed = ? WHERE item = ?";
    assert_eq!(host.execute(set, rusqlite::params![row.salt.0, row.sealed, row.item.0]).unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_renamed_by_a_host_with_the_key_is_found() {
    let home = Home::sqlite();
    let planted = voted(home.place()).await;
    let (row, seq) = holding(&planted, &"示例业主3".into()).await;
    let (host, forger) = (host(&home), Forger::new(home.place()));
    for salt in [row.salt, Digest([5; 32])] {
        let forged = forger.seal(planted.estate, &row, salt, &"示例业主四".into());
        assert_eq!(
            planted.app.record().open_rows(planted.estate, std::slice::from_ref(&forged)).get(&row.item),
            Some(&"示例业主四".into()),
            "the forgery is as good as the program's own"
        );
        put_vault(&host, &forged);
        let found = first_finding(&run(&["verify"], Some(home.place())).await);
        assert_eq!(found, (planted.estate.to_string(), Some(seq), "vault-changed".into()));
        put_vault(&host, &row);
    }
    assert!(run(&["verify"], Some(home.place())).await.ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_sealed_with_the_key_that_lies_is_found() {
    let home = Home::sqlite();
    let planted = voted(home.place()).await;
    let record = planted.app.record();
    let kept = record.store().snapshot(planted.estate).await.unwrap().unwrap();
    let body = record.open_snapshot(planted.estate, &kept).unwrap();
    type Form = (estate::Estate, Vec<u8>, units::Moment);
    let (mut state, frontier, at): Form = postcard::from_bytes(&body).unwrap();
    state.assembly.motions.get_mut(&planted.motion).unwrap().ballots.remove(&1).unwrap();
    let lie = postcard::to_stdvec(&(&state, frontier, at)).unwrap();
    record.keep_snapshot(planted.estate, kept.seq, &kept.build, &lie).await.unwrap();
    let lies = (planted.estate.to_string(), Some(kept.seq), "snapshot-differs".to_owned());
    assert_eq!(first_finding(&run(&["verify"], Some(home.place())).await), lies);
    // Whatever follows, it would still be read from.
    let (who, ballot) = planted.ballot(6, Mark::Against);
    planted.act(who, ballot).await.unwrap();
    assert_eq!(first_finding(&run(&["verify"], Some(home.place())).await), lies);
}

/// The log of the estate with one ballot's mark another, every leaf, the tree and the head made anew and signed.
async fn rewrite(home: &Home, planted: &Planted, voter: u32, mark: &Value) -> Seq {
    let record = planted.app.record();
    let stream = planted.estate;
    let mut rows = record.store().rows(stream, 0, usize::MAX).await.unwrap();
    let body = |entry: &[u8]| -> Value { serde_json::from_slice::<Value>(entry).unwrap()["body"].clone() };
    let is = |r: &&mut record::LogRow| r.kind == "assembly.ballot-cast" && body(&r.entry)["voter"] == voter;
    let row = rows.iter_mut().find(is).unwrap();
    let (marks, seq) = (body(&row.entry)["marks"].clone(), row.seq);
    let item: ItemId = marks["sealed"].as_str().unwrap().parse().unwrap();
    let kept = record.store().vault(stream, Some(&[item])).await.unwrap().remove(0);
    let forged = Forger::new(home.place()).seal(stream, &kept, kept.salt, mark);
    let mac = Digest(hmac(&kept.salt.0, &serde_json::to_vec(mark).unwrap()));
    let text = String::from_utf8(row.entry.clone()).unwrap();
    row.entry = text.replace(marks["mac"].as_str().unwrap(), &mac.to_string()).into_bytes();
    let host = host(home);
    let mut tree = Tree::default();
    for row in &mut rows {
        row.leaf = merkle::leaf(&row.entry);
        tree.push(row);
        let set = "UPDATE log SET entry = ?, leaf = ? WHERE stream = ? AND seq = ?";
        host.execute(set, rusqlite::params![row.entry, row.leaf.0, stream.number(), row.seq as i64]).unwrap();
    }
    let head = record.head_row(stream, &tree);
    let set = "UPDATE head SET root = ?, frontier = ?, signature = ? WHERE stream = ?";
    host.execute(set, rusqlite::params![head.root.0, head.frontier, head.signature, stream.number()]).unwrap();
    host.execute("DELETE FROM snapshot", []).unwrap();
    put_vault(&host, &forged);
    seq
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_rewritten_and_signed_again_is_found_by_a_kept_head_alone() {
    let home = Home::sqlite();
    let planted = voted(home.place()).await;
    let stream = planted.estate.to_string();
    let ballots = async |app: &App| {
        app.estate(planted.estate, |v| v.estate.assembly.motions[&planted.motion].ballots.clone()).await.unwrap()
    };
    let before = ballots(&planted.app).await;
    let (first, last) = (before[&1].seq, before[&5].seq);
    // What people hold: a printed head from before the ballots, one from after them, and a receipt.
    let root_at = async |seq| planted.app.record().root_at(planted.estate, seq).await.unwrap().unwrap().to_string();
    let (early, late) =
        (format!("{}:{}", first - 1, &root_at(first - 1).await[..16]), format!("{last}:{}", root_at(last).await));
    let receipt = home.file("receipt.json");
    let seq_2 = before[&2].seq.to_string();
    let made =
        run(&["export", "proof", "--stream", &stream, "--seq", &seq_2, "--out", &receipt], Some(home.place())).await;
    assert!(made.ok, "{}", made.errors);

    let seq = rewrite(&home, &planted, 2, &serde_json::json!(["approve"])).await;
    let fresh = App::new(record(home.place()).await, Clock::System).unwrap();
    let marks = ballots(&fresh).await[&2].marks.clone().unwrap();
    assert_eq!(marks.get(), Some(&vec![Mark::Approve]), "the lie is read as the truth");
    let good = run(&["verify"], Some(home.place())).await;
    assert!(good.ok && good.json["good"] == true, "whoever holds the keys can sign it again: {}", good.json);
    let anchored =
        async |anchor: &str| run(&["verify", "--stream", &stream, "--anchor", anchor], Some(home.place())).await;
    assert!(anchored(&early).await.ok, "what came before the lie is as it was");
    assert_eq!(first_finding(&anchored(&late).await), (stream.clone(), Some(last), "anchor".into()));
    // The receipt is in order in itself, and its head speaks against the record.
    assert!(run(&["verify", "--proof", &receipt], None).await.ok);
    let kept: Value = serde_json::from_slice(&std::fs::read(&receipt).unwrap()).unwrap();
    assert_eq!(kept["seq"], seq);
    let head = format!("{}:{}", kept["head"]["seq"], kept["head"]["root"].as_str().unwrap());
    assert_eq!(first_finding(&anchored(&head).await).2, "anchor");
    // So it does against a copy of the rewritten record.
    let copy = home.file("copy.jsonl");
    assert!(run(&["export", "record", "--stream", &stream, "--out", &copy], Some(home.place())).await.ok);
    assert!(run(&["verify", "--export", &copy], None).await.ok);
    let found = run(&["verify", "--export", &copy, "--anchor", &head], None).await;
    assert_eq!(first_finding(&found).2, "anchor");
}

// ---- what left the deployment ----

#[tokio::test(flavor = "multi_thread")]
async fn a_flipped_byte_in_a_receipt_or_an_export_is_found() {
    let home = Home::sqlite();
    let planted = voted(home.place()).await;
    let (stream, record) = (planted.estate.to_string(), planted.app.record());
    let (receipt, copy) = (home.file("receipt.json"), home.file("record.jsonl"));
    assert!(
        run(&["export", "proof", "--stream", &stream, "--seq", "9", "--out", &receipt], Some(home.place())).await.ok
    );
    assert!(run(&["export", "record", "--stream", &stream, "--out", &copy], Some(home.place())).await.ok);
    assert!(run(&["verify", "--proof", &receipt], None).await.ok && run(&["verify", "--export", &copy], None).await.ok);

    let bytes = std::fs::read(&receipt).unwrap();
    let read = Proof::read(&bytes).unwrap();
    assert_eq!(read, Proof::make(record, planted.estate, 9).await.unwrap().unwrap());
    for at in 0..bytes.len() {
        let mut bent = bytes.clone();
        bent[at] ^= 1 << (at % 8);
        let proof = Proof::read(&bent).ok();
        // A blank between two parts of the file may become another blank.
        let survives = proof.is_some_and(|p| p.check().is_ok());
        assert!(!survives || bytes[at].is_ascii_whitespace(), "receipt, byte {at}");
    }
    let bytes = std::fs::read(&copy).unwrap();
    for at in (0..bytes.len()).step_by(5) {
        let mut bent = bytes.clone();
        bent[at] ^= 1 << (at % 8);
        let found = Export::read(&bent[..]).map_or(true, |e| !check_entries(&e, &[]).findings.is_empty());
        assert!(found, "export, byte {at}");
    }
    for (file, flag) in [(&receipt, "--proof"), (&copy, "--export")] {
        let text = std::fs::read_to_string(file).unwrap();
        let at = text.rfind("\\\"nonce\\\":\\\"").unwrap() + 12;
        let digit = if &text[at..=at] == "0" { "1" } else { "0" };
        std::fs::write(file, format!("{}{digit}{}", &text[..at], &text[at + 1..])).unwrap();
        let found = run(&["verify", flag, file], None).await;
        assert!(!found.ok && found.json["good"] == false, "{flag}: {} {}", found.json, found.errors);
    }
    // A file that cannot be read at all says so, with its name.
    std::fs::write(&copy, "{").unwrap();
    let broken = run(&["verify", "--export", &copy], None).await;
    assert!(
        !broken.ok && broken.errors.contains("record.jsonl") && broken.errors.contains("line 1"),
        "{}",
        broken.errors
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_is_found_on_postgres() {
    let Some(home) = Home::postgres("the_same_is_found_on_postgres").await else { return };
    let planted = voted(home.place()).await;
    let (estate, stream) = (planted.estate.number(), planted.estate.to_string());
    let before = planted.app.record().store().rows(planted.estate, 0, usize::MAX).await.unwrap();
    let ballot = before.iter().find(|r| r.kind == "assembly.ballot-cast").unwrap().seq;
    let url = home.place().database_url.unwrap();
    let (host, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let of_ballot = format!("stream = {estate} AND seq = {ballot}");
    let item = format!(
        "stream = {estate} AND position(encode(item, 'hex') in (SELECT convert_from(entry, 'UTF8') FROM log WHERE {of_ballot})) > 0"
    );
    let byte = |column: &str| format!("{column} = set_byte({column}, 20, get_byte({column}, 20) # 128)");
    let damages = [
        ("log", byte("entry"), &of_ballot, "entry-changed", true),
        ("log", byte("leaf"), &of_ballot, "entry-changed", true),
        ("log", "actor = 'person 9'".into(), &of_ballot, "column-differs", true),
        ("log", "version = version + 65536".into(), &of_ballot, "column-differs", true),
        ("log", "at = at + 1".into(), &of_ballot, "column-differs", true),
        ("vault", byte("salt"), &item, "vault-changed", true),
        ("vault", byte("sealed"), &item, "vault-changed", true),
        ("vault", "subject = subject + 4294967296".into(), &item, "vault-changed", true),
        ("head", byte("root"), &format!("stream = {estate}"), "head-differs", false),
        ("head", byte("signature"), &format!("stream = {estate}"), "signature", false),
        ("snapshot", byte("body"), &format!("stream = {estate}"), "snapshot-differs", false),
        ("summary", "json = '{}'".into(), &format!("stream = {estate}"), "summary-differs", false),
    ];
    assert!(run(&["verify"], Some(home.place())).await.ok);
    for (table, set, by, what, names_entry) in damages {
        let keep = format!("CREATE TEMP TABLE kept AS SELECT * FROM {table}");
        host.batch_execute(&keep).await.unwrap();
        assert_eq!(
            host.execute(&format!("UPDATE {table} SET {set} WHERE {by}"), &[]).await.unwrap(),
            1,
            "{table} {set}"
        );
        let (at, seq, found) = first_finding(&run(&["verify"], Some(home.place())).await);
        assert_eq!((at, found.as_str()), (stream.clone(), what), "{table} {set}");
        assert!(!names_entry || seq == Some(ballot), "{table} {set}: {seq:?}");
        let back =
            format!("BEGIN; DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; COMMIT; DROP TABLE kept");
        host.batch_execute(&back).await.unwrap();
    }
    assert!(run(&["verify"], Some(home.place())).await.ok);
}
