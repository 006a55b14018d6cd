//! A host who changes something: every byte of it is found and named.

use record::testing;
use record::{Anchor, Append, Draft, Export, Proof, Record, Tree, check_entries};
use rusqlite::Connection;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use units::{Actor, Capacity, CommandId, Moment, PersonId, Sealer, Stamp, StreamId};

const STREAM: StreamId = StreamId::from_bits(42);

fn draft(n: u8, name: &str) -> Draft {
    let stamp = Stamp {
        at: Moment::from_ms(1_795_000_000_000 + i64::from(n)),
        actor: Actor::Person(PersonId(1)),
        capacity: Capacity::Clerk,
        command: CommandId([n; 16]),
    };
    let name = Sealer::new([n; 16]).seal(Some(PersonId(u32::from(n))), name.to_owned());
    Draft { stamp, kind: "test.named".into(), version: 1, body: json!({ "name": name }) }
}

async fn fill(record: &Record, count: u8) -> Tree {
    let mut tree = Tree::default();
    for n in 1..=count {
        let tx = record.store().begin(STREAM, &[]).await.unwrap();
        let (rows, vault) = record.assemble(STREAM, &mut tree, vec![draft(n, "王兰")]);
        let head = Some(record.head_row(STREAM, &tree));
        tx.commit(Append { rows, vault, head, ..Append::default() }).await.unwrap();
    }
    tree
}

async fn planted(dir: &Path) -> (Arc<Record>, Tree) {
    let record = testing::record(testing::sqlite(dir));
    let tree = fill(&record, 5).await;
    (record, tree)
}

fn host(dir: &Path) -> Connection {
    Connection::open(dir.join("yihe.db")).unwrap()
}

/// Flips one bit of one byte of a blob, text or number, wherever it stands.
fn flip(host: &Connection, table: &str, column: &str, condition: &str, byte: usize) {
    let read = format!("SELECT {column} FROM {table} WHERE {condition}");
    let value: rusqlite::types::Value = host.query_row(&read, [], |r| r.get(0)).unwrap();
    let flipped: rusqlite::types::Value = match value {
        rusqlite::types::Value::Blob(mut b) => {
            let at = byte % b.len();
            b[at] ^= 1;
            b.into()
        }
        rusqlite::types::Value::Text(t) => {
            let mut b = t.into_bytes();
            let at = byte % b.len();
            b[at] ^= 1;
            String::from_utf8(b).unwrap().into()
        }
        rusqlite::types::Value::Integer(n) => (n ^ 1).into(),
        other => panic!("{other:?}"),
    };
    host.execute(&format!("UPDATE {table} SET {column} = ? WHERE {condition}"), [flipped]).unwrap();
}

#[tokio::test]
async fn every_flipped_byte_of_every_stored_thing_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (record, _) = planted(dir.path()).await;
    assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty());
    let host = host(dir.path());
    let entry: Vec<u8> = host.query_row("SELECT entry FROM log WHERE seq = 3", [], |r| r.get(0)).unwrap();
    let mut places = vec![];
    for byte in 0..entry.len() {
        places.push(("log", "entry", "seq = 3", byte, Some(3)));
    }
    for column in ["at", "actor", "command", "kind", "version", "leaf"] {
        places.push(("log", column, "seq = 3", 0, Some(3)));
    }
    for column in ["root", "frontier", "at", "algorithm", "signature"] {
        places.push(("head", column, "true", 7, None));
    }
    for (column, bytes) in [("salt", 32), ("sealed", 50), ("subject", 1), ("item", 1)] {
        for byte in 0..bytes {
            places.push(("vault", column, "subject = 4 OR subject = 5 AND subject <> 5", byte, Some(4)));
        }
    }
    for (table, column, condition, byte, seq) in places {
        host.execute_batch("BEGIN").unwrap();
        flip(&host, table, column, condition, byte);
        host.execute_batch("COMMIT").unwrap();
        let report = record.verify(STREAM, &[]).await.unwrap();
        let first = report.findings.first().unwrap_or_else(|| panic!("{table}.{column} byte {byte} was not found"));
        assert_eq!(first.seq, seq, "{table}.{column} byte {byte}: {first:?}");
        let back = if column == "subject" { "subject = 5 AND hex(item) LIKE '04%'" } else { condition };
        flip(&host, table, column, back, byte);
        assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty(), "{table}.{column} put back");
    }
}

#[tokio::test]
async fn a_missing_entry_a_missing_head_and_a_cut_tail_are_named() {
    let damages = [
        ("DELETE FROM log WHERE seq = 2", "gap"),
        ("DELETE FROM log WHERE seq = 5", "head-differs"),
        ("DELETE FROM head", "head-missing"),
        ("UPDATE head SET seq = 4", "head-differs"),
        ("DELETE FROM vault WHERE subject = 2", "vault-missing"),
        ("UPDATE log SET seq = seq + 10 WHERE seq > 3", "head-differs"),
    ];
    for (damage, what) in damages {
        let dir = tempfile::tempdir().unwrap();
        let (record, _) = planted(dir.path()).await;
        host(dir.path()).execute_batch(damage).unwrap();
        let report = record.verify(STREAM, &[]).await.unwrap();
        assert!(report.findings.iter().any(|f| f.what == what), "{damage}: {:?}", report.findings);
    }
}

#[tokio::test]
async fn a_person_renamed_with_the_right_key_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let (record, _) = planted(dir.path()).await;
    // The host holds the key file: the same item of a forged stream seals another name with a fresh salt.
    let other = testing::sqlite(tempfile::tempdir().unwrap().path());
    let forger = Record::new(other, record::Keys::generate());
    drop(forger);
    let mut tree = Tree::default();
    let (_, forged) = record.assemble(STREAM, &mut tree, vec![draft(2, "李四")]);
    let host = host(dir.path());
    let row = &forged[0];
    let changed = host.execute(
        "UPDATE vault SET salt = ?, sealed = ? WHERE item = ?",
        rusqlite::params![row.salt.0, row.sealed, row.item.0],
    );
    assert_eq!(changed.unwrap(), 1);
    let report = record.verify(STREAM, &[]).await.unwrap();
    let first = &report.findings[0];
    assert_eq!((first.seq, first.what), (Some(2), "vault-changed"));
}

#[tokio::test]
async fn a_log_rewritten_and_signed_again_is_found_by_an_anchor_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (record, tree) = planted(dir.path()).await;
    let printed: Anchor = format!(
        "3:{}",
        &{
            let leaves = record.store().leaves(STREAM, 3).await.unwrap();
            record::merkle::root(&leaves).to_string()
        }[..16]
    )
    .parse()
    .unwrap();
    let last = Anchor { seq: 5, root: tree.root().to_string() };
    let anchors = [printed.clone(), last.clone()];
    assert!(record.verify(STREAM, &anchors).await.unwrap().findings.is_empty());

    host(dir.path()).execute_batch("DELETE FROM log; DELETE FROM vault; DELETE FROM head; DELETE FROM seen").unwrap();
    fill(&record, 5).await;
    assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty(), "whoever holds the key can re-sign");
    let report = record.verify(STREAM, &anchors).await.unwrap();
    let named: Vec<_> = report.findings.iter().map(|f| (f.seq, f.what)).collect();
    assert_eq!(named, [(Some(3), "anchor"), (Some(5), "anchor")]);
    let beyond = Anchor { seq: 9, root: last.root };
    assert_eq!(record.verify(STREAM, &[beyond]).await.unwrap().findings[0].what, "anchor");
}

#[tokio::test]
async fn a_receipt_proves_itself_and_one_changed_byte_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let (record, _) = planted(dir.path()).await;
    for seq in 1..=5 {
        Proof::make(&record, STREAM, seq).await.unwrap().unwrap().check().unwrap();
    }
    assert!(Proof::make(&record, STREAM, 6).await.unwrap().is_none());
    let proof = Proof::make(&record, STREAM, 2).await.unwrap().unwrap();
    let text = serde_json::to_string(&proof).unwrap();
    assert!(!text.contains("王兰"));
    let mut survived = vec![];
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let read: Option<Proof> = String::from_utf8(bytes).ok().and_then(|t| serde_json::from_str(&t).ok());
        if read.is_some_and(|p| p.check().is_ok()) {
            survived.push(&text[at..=at]);
        }
    }
    assert!(survived.is_empty(), "{survived:?}");
}

#[tokio::test]
async fn an_export_is_checked_without_the_database() {
    let dir = tempfile::tempdir().unwrap();
    let (record, tree) = planted(dir.path()).await;
    let mut file = Vec::new();
    assert_eq!(Export::write(&record, STREAM, &mut file).await.unwrap(), 5);
    assert!(!String::from_utf8(file.clone()).unwrap().contains("王兰"), "nothing personal leaves");
    let anchor = Anchor { seq: 5, root: tree.root().to_string() };
    let report = check_entries(&Export::read(&file[..]).unwrap(), &[anchor]);
    assert_eq!((report.entries, report.findings.len()), (5, 0));

    let text = String::from_utf8(file).unwrap();
    let line = |n: usize| text.lines().nth(n).unwrap().to_owned();
    let bent = text.replace(&line(3), &line(3).replace("test.named", "test.nomed"));
    assert_eq!(check_entries(&Export::read(bent.as_bytes()).unwrap(), &[]).findings[0].what, "head-differs");
    let cut = text.lines().take(5).collect::<Vec<_>>().join("\n");
    assert_eq!(check_entries(&Export::read(cut.as_bytes()).unwrap(), &[]).findings[0].what, "head-differs");
    assert!(Export::read(&b""[..]).is_err());
    let error = Export::read(text.replace("\"entry\"", "\"entri\"").as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("line 2"), "{error}");
}
