//! One contract, two stores. One test a promise.

use record::testing;
use record::{Append, Draft, ERASED, Expect, Record, Seen, StoreError, Summary, Tree};
use serde_json::json;
use std::sync::Arc;
use units::{Actor, Capacity, CommandId, Digest, ItemId, Moment, PersonId, Sealer, Stamp, StreamId};

const STREAM: StreamId = StreamId::from_bits(42);

fn moment(ms: i64) -> Moment {
    Moment::from_ms(1_795_000_000_000 + ms)
}

fn draft(n: i64, kind: &'static str, body: serde_json::Value) -> Draft {
    let stamp = Stamp {
        at: moment(n),
        actor: Actor::Person(PersonId(1)),
        capacity: Capacity::Clerk,
        command: CommandId([n as u8; 16]),
    };
    Draft { stamp, kind: kind.into(), version: 1, body }
}

fn named(n: i64) -> Draft {
    let name = Sealer::new([n as u8; 16]).seal(Some(PersonId(n as u32)), format!("某人{n}"));
    draft(n, "test.named", json!({ "name": name }))
}

fn seen(n: i64, first: u64, last: u64) -> Seen {
    Seen { command: CommandId([n as u8; 16]), digest: Digest([n as u8; 32]), first, last }
}

/// Appends drafts as one transaction, as the writer does.
async fn append(record: &Record, stream: StreamId, drafts: Vec<Draft>, seen: Vec<Seen>) -> Result<Tree, StoreError> {
    let tx = record.store().begin(stream, &[]).await?;
    let mut tree = tx.head().map_or_else(Tree::default, |h| Tree::from_head(h).unwrap());
    let (rows, vault) = record.assemble(stream, &mut tree, drafts);
    let head = Some(record.head_row(stream, &tree));
    tx.commit(Append { rows, vault, head, seen, ..Append::default() }).await?;
    Ok(tree)
}

macro_rules! contract {
    ($($(#[$doc:meta])* async fn $name:ident($record:ident: Arc<Record>) $body:block)*) => {
        $(async fn $name($record: Arc<Record>) $body)*

        mod sqlite {
            $($(#[$doc])* #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let dir = tempfile::tempdir().unwrap();
                super::$name(record::testing::record(record::testing::sqlite(dir.path()))).await;
            })*
        }

        mod postgres {
            $($(#[$doc])* #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(store) = record::testing::postgres(concat!("contract::", stringify!($name))).await else { return };
                super::$name(record::testing::record(store)).await;
            })*
        }
    };
}

contract! {
    async fn what_is_committed_is_read_back_byte_for_byte(record: Arc<Record>) {
        let tree = append(&record, STREAM, vec![named(1), named(2), named(3)], vec![seen(9, 1, 3)]).await.unwrap();
        let store = record.store();
        let rows = store.rows(STREAM, 0, 100).await.unwrap();
        assert_eq!(rows.iter().map(|r| r.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(store.leaves(STREAM, 3).await.unwrap(), rows.iter().map(|r| r.leaf).collect::<Vec<_>>());
        assert_eq!(store.row(STREAM, 2).await.unwrap().as_ref(), Some(&rows[1]));
        assert_eq!(store.row(STREAM, 4).await.unwrap(), None);
        assert_eq!(store.rows(STREAM, 1, 1).await.unwrap(), rows[1..2]);
        let head = store.head(STREAM).await.unwrap().unwrap();
        assert_eq!((head.seq, head.root), (3, tree.root()));
        assert_eq!(Tree::from_head(&head), Some(tree));
        assert_eq!(store.vault(STREAM, None).await.unwrap().len(), 3);
        assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty());
    }

    async fn streams_do_not_touch(record: Arc<Record>) {
        let other = StreamId::from_bits(7);
        append(&record, STREAM, vec![named(1)], vec![]).await.unwrap();
        append(&record, other, vec![named(1), named(2)], vec![]).await.unwrap();
        let store = record.store();
        assert_eq!(store.seqs(&[other, STREAM, StreamId::from_bits(1)]).await.unwrap(), [2, 1, 0]);
        assert_eq!(store.streams().await.unwrap(), [other, STREAM]);
        assert_eq!(store.rows(STREAM, 0, 10).await.unwrap().len(), 1);
    }

    async fn a_transaction_dropped_leaves_nothing(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1)], vec![]).await.unwrap();
        let tx = record.store().begin(STREAM, &[]).await.unwrap();
        drop(tx);
        append(&record, STREAM, vec![named(2)], vec![]).await.unwrap();
        assert_eq!(record.store().seqs(&[STREAM]).await.unwrap(), [2]);
    }

    async fn an_empty_commit_gives_the_stream_back(record: Arc<Record>) {
        let tx = record.store().begin(STREAM, &[]).await.unwrap();
        assert!(tx.head().is_none());
        tx.commit(Append::default()).await.unwrap();
        assert_eq!(record.store().seqs(&[STREAM]).await.unwrap(), [0]);
    }

    async fn a_failed_append_stores_nothing_at_all(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1)], vec![seen(1, 1, 1)]).await.unwrap();
        // The same command twice: its place in `seen` is taken.
        let failed = append(&record, STREAM, vec![named(2)], vec![seen(1, 2, 2)]).await;
        assert!(matches!(failed, Err(StoreError::Conflict)), "{failed:?}");
        let store = record.store();
        assert_eq!(store.rows(STREAM, 0, 10).await.unwrap().len(), 1);
        assert_eq!(store.vault(STREAM, None).await.unwrap().len(), 1);
        append(&record, STREAM, vec![named(2)], vec![]).await.unwrap();
        assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty());
    }

    async fn an_append_in_one_go_needs_the_head_it_expects(record: Arc<Record>) {
        let mut tree = append(&record, STREAM, vec![named(1)], vec![seen(1, 1, 1)]).await.unwrap();
        let store = record.store();
        let next = |n: i64, tree: &mut Tree, seen: Vec<Seen>| {
            let (rows, vault) = record.assemble(STREAM, tree, vec![named(n)]);
            let summary = Summary { seq: tree.seq(), schema: 1, due_at: None, json: "{}".into() };
            Append { rows, vault, seen, head: Some(record.head_row(STREAM, tree)), summary: Some(summary), ..Append::default() }
        };
        let stale = tree.clone();
        store.append(STREAM, 1, next(2, &mut tree, vec![seen(2, 2, 2)])).await.unwrap();
        assert_eq!(Tree::from_head(&store.head(STREAM).await.unwrap().unwrap()), Some(tree.clone()));
        // Another writer was here, a command came before, and a head that never was.
        let late = store.append(STREAM, 1, next(3, &mut stale.clone(), vec![seen(3, 2, 2)])).await;
        let twice = store.append(STREAM, 2, next(3, &mut tree.clone(), vec![seen(2, 3, 3)])).await;
        let early = store.append(STREAM, 5, next(3, &mut tree.clone(), vec![seen(3, 3, 3)])).await;
        for refused in [late, twice, early] {
            assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        }
        assert_eq!(store.rows(STREAM, 0, 10).await.unwrap().len(), 2);
        assert_eq!(store.vault(STREAM, None).await.unwrap().len(), 2);
        store.append(STREAM, 2, next(3, &mut tree, vec![seen(3, 3, 3)])).await.unwrap();
        assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty());
    }

    /// More statements than are sent in one go.
    async fn a_long_append_is_stored_whole(record: Arc<Record>) {
        let drafts = (1..=17_000).map(|n| draft(n, "test.counted", json!({ "n": n }))).collect();
        let tree = append(&record, STREAM, drafts, vec![]).await.unwrap();
        assert_eq!(tree.seq(), 17_000);
        assert_eq!(record.store().leaves(STREAM, 20_000).await.unwrap().len(), 17_000);
        assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty());
    }

    async fn commands_carried_out_are_remembered(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1)], vec![seen(1, 1, 1)]).await.unwrap();
        let (known, unknown) = (CommandId([1; 16]), CommandId([2; 16]));
        let tx = record.store().begin(STREAM, &[unknown, known]).await.unwrap();
        assert_eq!(tx.seen(), [seen(1, 1, 1)]);
        tx.commit(Append::default()).await.unwrap();
        assert_eq!(record.store().seen(STREAM, known).await.unwrap(), Some(seen(1, 1, 1)));
        assert_eq!(record.store().seen(STREAM, unknown).await.unwrap(), None);
    }

    async fn the_tail_comes_with_its_vault_rows(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1), named(2)], vec![]).await.unwrap();
        append(&record, STREAM, vec![named(3)], vec![]).await.unwrap();
        let mut tx = record.store().begin(STREAM, &[]).await.unwrap();
        let (rows, vault) = tx.tail(1).await.unwrap();
        assert_eq!(rows.iter().map(|r| r.seq).collect::<Vec<_>>(), [2, 3]);
        let mut subjects: Vec<_> = vault.iter().map(|v| v.subject).collect();
        subjects.sort();
        assert_eq!(subjects, [Some(PersonId(2)), Some(PersonId(3))]);
        tx.commit(Append::default()).await.unwrap();
    }

    async fn writers_of_one_stream_take_turns_and_leave_no_gap(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1)], vec![]).await.unwrap();
        let writers: Vec<_> = (0..8_i64).map(|w| {
            let record = record.clone();
            tokio::spawn(async move {
                for i in 0..10 {
                    append(&record, STREAM, vec![draft(10, "test.counted", json!({ "writer": w, "i": i }))], vec![]).await.unwrap();
                }
            })
        }).collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let rows = record.store().rows(STREAM, 0, 1_000).await.unwrap();
        assert_eq!(rows.iter().map(|r| r.seq).collect::<Vec<_>>(), (1..=81).collect::<Vec<_>>());
        assert!(record.verify(STREAM, &[]).await.unwrap().findings.is_empty());
    }

    async fn erasing_takes_value_salt_and_snapshot_and_stays_provable(record: Arc<Record>) {
        let tree = append(&record, STREAM, vec![named(1), named(2)], vec![]).await.unwrap();
        record.keep_snapshot(STREAM, 2, "b", b"state").await.unwrap();
        let store = record.store();
        let item = store.vault(STREAM, None).await.unwrap().iter().find(|v| v.subject == Some(PersonId(1))).unwrap().item;
        let tx = store.begin(STREAM, &[]).await.unwrap();
        let mut tree2 = tree.clone();
        let body = json!({ "items": [item], "ground": "request" });
        let (rows, vault) = record.assemble(STREAM, &mut tree2, vec![draft(5, ERASED, body)]);
        let head = Some(record.head_row(STREAM, &tree2));
        tx.commit(Append { rows, vault, head, erase: vec![item], ..Append::default() }).await.unwrap();

        assert_eq!(store.vault(STREAM, Some(&[item])).await.unwrap(), []);
        assert_eq!(store.vault(STREAM, None).await.unwrap().len(), 1);
        assert_eq!(record.snapshot(STREAM, "b").await.unwrap(), None);
        record.keep_snapshot(STREAM, 2, "b", b"state").await.unwrap();
        assert_eq!(record.snapshot(STREAM, "b").await.unwrap(), None, "a state from before the erasure is not kept");
        let report = record.verify(STREAM, &[]).await.unwrap();
        assert_eq!((report.findings.len(), report.erased, report.sealed), (0, 1, 1));
    }

    async fn many_rows_go_in_at_once(record: Arc<Record>) {
        let drafts = (0..3_001).map(|i| {
            let name = Sealer::new([(i % 200) as u8; 16]).seal(None, i);
            let mut item = name.item();
            item.0[..4].copy_from_slice(&(i as u32).to_be_bytes());
            let mut body = json!({ "name": name });
            body["name"]["sealed"] = item.to_string().into();
            draft(1, "test.listed", body)
        });
        append(&record, STREAM, drafts.collect(), vec![]).await.unwrap();
        let report = record.verify(STREAM, &[]).await.unwrap();
        assert_eq!((report.entries, report.sealed, report.findings.len()), (3_001, 3_001, 0));
        let items: Vec<ItemId> = record.store().vault(STREAM, None).await.unwrap().iter().map(|v| v.item).collect();
        assert_eq!(record.store().vault(STREAM, Some(&items[..700])).await.unwrap().len(), 700);
    }

    async fn snapshots_belong_to_one_build_and_one_head(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1)], vec![]).await.unwrap();
        record.keep_snapshot(STREAM, 1, "build 1", b"state").await.unwrap();
        assert_eq!(record.snapshot(STREAM, "build 1").await.unwrap(), Some((1, b"state".to_vec())));
        assert_eq!(record.snapshot(STREAM, "build 2").await.unwrap(), None);
        append(&record, STREAM, vec![named(2)], vec![]).await.unwrap();
        record.keep_snapshot(STREAM, 1, "build 2", b"late").await.unwrap();
        assert_eq!(record.snapshot(STREAM, "build 2").await.unwrap(), None, "not the head any more");
        assert_eq!(record.snapshot(STREAM, "build 1").await.unwrap(), Some((1, b"state".to_vec())));
        let sealed = record.store().snapshot(STREAM).await.unwrap().unwrap().body;
        assert!(!sealed.windows(5).any(|w| w == b"state"), "sealed in the store");
    }

    async fn summaries_are_found_by_what_is_due(record: Arc<Record>) {
        for (bits, due) in [(1, Some(moment(50))), (2, None), (3, Some(moment(20)))] {
            let tx = record.store().begin(StreamId::from_bits(bits), &[]).await.unwrap();
            let summary = Some(Summary { seq: 0, schema: 1, due_at: due, json: format!("{{\"n\":{bits}}}") });
            tx.commit(Append { summary, ..Append::default() }).await.unwrap();
        }
        let store = record.store();
        let streams = |list: Vec<(StreamId, Summary)>| list.into_iter().map(|(s, _)| s.number()).collect::<Vec<_>>();
        assert_eq!(streams(store.summaries(Some(moment(60)), 10).await.unwrap()), [3, 1]);
        assert_eq!(streams(store.summaries(Some(moment(30)), 10).await.unwrap()), [3]);
        assert_eq!(streams(store.summaries(None, 2).await.unwrap()), [1, 2]);
        assert_eq!(store.summary(StreamId::from_bits(3)).await.unwrap().unwrap().due_at, Some(moment(20)));
        assert!(store.summary(StreamId::from_bits(4)).await.unwrap().is_none());
    }

    async fn a_cursor_is_leased_to_one_at_a_time(record: Arc<Record>) {
        append(&record, STREAM, vec![named(1), named(2)], vec![]).await.unwrap();
        let store = record.store();
        let (now, later) = (moment(0), moment(1_000));
        assert_eq!(store.lease(STREAM, "post", now, later).await.unwrap(), Some(2), "a new consumer starts at the head");
        assert_eq!(store.lease(STREAM, "post", now, later).await.unwrap(), None, "held");
        assert_eq!(store.lease(STREAM, "mail", now, later).await.unwrap(), Some(2), "another consumer");
        assert_eq!(store.lease(STREAM, "post", later, moment(2_000)).await.unwrap(), Some(2), "expired: taken over");
        store.advance(STREAM, "post", 5).await.unwrap();
        store.advance(STREAM, "post", 3).await.unwrap();
        assert_eq!(store.lease(STREAM, "post", now, later).await.unwrap(), Some(5), "never backwards");
    }

    async fn side_values_know_their_version_and_their_end(record: Arc<Record>) {
        let (now, end) = (moment(0), Some(moment(100)));
        let put = |expect, value: &'static str, expires| {
            let record = record.clone();
            async move { record.put_side("account", b"a", expect, &value, expires, now).await.unwrap() }
        };
        assert!(put(Expect::Absent, "one", None).await);
        assert!(!put(Expect::Absent, "two", None).await, "already there");
        let (value, version): (String, i64) = record.side("account", b"a", now).await.unwrap().unwrap();
        assert_eq!(value, "one");
        assert!(put(Expect::Version(version), "two", None).await);
        assert!(!put(Expect::Version(version), "three", None).await, "somebody else was first");
        assert!(put(Expect::Any, "three", end).await);
        assert_eq!(record.side::<String>("account", b"a", moment(99)).await.unwrap().unwrap().0, "three");
        assert_eq!(record.side::<String>("account", b"a", moment(100)).await.unwrap(), None, "expired");
        assert_eq!(record.side::<String>("other", b"a", now).await.unwrap(), None, "another space");
        assert!(record.put_side("account", b"a", Expect::Absent, &"four", None, moment(200)).await.unwrap(), "free again");
        record.store().drop_side("account", b"a").await.unwrap();
        assert_eq!(record.side::<String>("account", b"a", now).await.unwrap(), None);
    }

    async fn side_values_are_scanned_by_prefix_and_swept(record: Arc<Record>) {
        let now = moment(0);
        for (key, expires) in [(&[1, 1][..], None), (&[1, 2], Some(moment(10))), (&[2, 0], None), (&[255, 255], None)] {
            record.put_side("s", key, Expect::Any, &key.to_vec(), expires, now).await.unwrap();
        }
        let keys = |prefix: &'static [u8], now| {
            let record = record.clone();
            async move {
                let found = record.side_scan::<Vec<u8>>("s", prefix, now).await.unwrap();
                found.into_iter().map(|(k, v)| { assert_eq!(k, v); k }).collect::<Vec<_>>()
            }
        };
        assert_eq!(keys(&[1], now).await, [vec![1, 1], vec![1, 2]]);
        assert_eq!(keys(&[1], moment(10)).await, [vec![1, 1]]);
        assert_eq!(keys(&[255], now).await, [vec![255, 255]]);
        assert_eq!(keys(&[], now).await.len(), 4);
        assert_eq!(record.store().expire_sides(moment(10)).await.unwrap(), 1);
        assert_eq!(keys(&[], now).await.len(), 3);
    }

    async fn side_values_are_sealed_in_their_place(record: Arc<Record>) {
        let now = moment(0);
        record.put_side("account", b"a", Expect::Any, &"secret words", None, now).await.unwrap();
        let row = record.store().side("account", b"a", now).await.unwrap().unwrap();
        assert!(!row.value.windows(6).any(|w| w == b"secret"));
        record.store().put_side("account", b"b", Expect::Any, &row.value, None, now).await.unwrap();
        assert!(record.side::<String>("account", b"b", now).await.is_err(), "moved to another key it does not open");
    }
}

#[tokio::test]
async fn keys_and_database_belong_together() {
    let dir = tempfile::tempdir().unwrap();
    let (keys, other) = (dir.path().join("keys"), dir.path().join("other"));
    let store = testing::sqlite(dir.path());
    let first = Record::open(store.clone(), &keys).await.unwrap();
    append(&first, STREAM, vec![named(1)], vec![]).await.unwrap();
    assert!(Record::open(store.clone(), &keys).await.is_ok());
    let refused = |e: Result<Record, record::OpenError>| e.err().expect("refused").to_string();
    assert!(refused(Record::open(store.clone(), &other).await).contains("no key file"));
    assert!(!other.exists(), "nothing was made");
    record::Keys::generate().write(&other).unwrap();
    assert!(refused(Record::open(store, &other).await).contains("another deployment"));
}
