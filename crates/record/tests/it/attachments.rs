//! Files beside the record: whole, or named by the entry that speaks of them.

use record::{Append, Attachments as _, Draft, Folder, Kept, Keys, Record, Tree, testing};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use units::{Actor, Attachment, Capacity, CommandId, FileKind, ItemId, Moment, PersonId, Stamp, StreamId};

const STREAM: StreamId = StreamId::from_bits(42);
const COMMAND: CommandId = CommandId([7; 16]);

fn record(dir: &Path) -> Record {
    Record::new(testing::sqlite(dir), Keys::generate()).with_attachments(Arc::new(Folder::at(dir.join("attachments"))))
}

/// One entry a file, each naming it deep inside its body.
async fn write(record: &Record, files: &[Attachment]) {
    let mut tree = Tree::default();
    for (n, file) in files.iter().enumerate() {
        let stamp = Stamp {
            at: Moment::from_ms(1_795_000_000_000 + n as i64),
            actor: Actor::Person(PersonId(1)),
            capacity: Capacity::Clerk,
            command: CommandId([n as u8; 16]),
        };
        let body = json!({ "spot": 3, "ends": [{ "photo": file }] });
        let drafts = vec![Draft { stamp, kind: "test.photo".into(), version: 1, body }];
        let tx = record.store().begin(STREAM, &[]).await.unwrap();
        let (rows, vault) = record.assemble(STREAM, &mut tree, drafts);
        let head = Some(record.head_row(STREAM, &tree));
        tx.commit(Append { rows, vault, head, ..Append::default() }).await.unwrap();
    }
}

async fn attach(record: &Record, bytes: &[u8]) -> Attachment {
    record.attach(STREAM, COMMAND, FileKind::Jpeg, bytes).await.unwrap()
}

fn file(dir: &Path, named: &Attachment) -> std::path::PathBuf {
    dir.join("attachments").join(STREAM.to_string()).join(named.name.to_string())
}

async fn found(record: &Record) -> Vec<(Option<u64>, &'static str)> {
    let report = record.verify(STREAM, &[]).await.unwrap();
    report.findings.iter().map(|f| (f.seq, f.what)).collect()
}

#[tokio::test]
async fn a_file_comes_back_as_it_went_in_and_lies_sealed() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let bytes = b"\xFF\xD8\xFF the south gate".repeat(1_000);
    let kept = attach(&record, &bytes).await;
    assert_eq!(kept.bytes, bytes.len() as u64);
    assert_eq!(record.attachment(STREAM, &kept).await.unwrap(), Kept::Whole(bytes.clone()));
    let lying = fs::read(file(dir.path(), &kept)).unwrap();
    assert!(!lying.windows(14).any(|w| w == b"the south gate"), "sealed");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(file(dir.path(), &kept)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(attach(&record, &bytes).await, kept, "sent twice it is one file");
    let other = record.attach(STREAM, CommandId([8; 16]), FileKind::Jpeg, &bytes).await.unwrap();
    assert_ne!(other.name, kept.name);
    assert_eq!(record.attached(STREAM).await.unwrap().len(), 2);
    record.detach(STREAM, &other).await.unwrap();
    record.detach(STREAM, &other).await.unwrap();
    assert_eq!(record.attached(STREAM).await.unwrap(), [kept.name]);
    assert_eq!(record.attachment(StreamId::from_bits(1), &kept).await.unwrap(), Kept::Missing);
}

#[tokio::test]
async fn what_happened_to_a_file_is_named_with_its_entry() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let mut files = Vec::new();
    for n in 0..6_u8 {
        files.push(attach(&record, &[0xFF, 0xD8, 0xFF, n]).await);
    }
    write(&record, &files).await;
    let report = record.verify(STREAM, &[]).await.unwrap();
    assert_eq!((report.findings.len(), report.attachments, report.strays), (0, 6, 0));

    let path = |n: usize| file(dir.path(), &files[n]);
    // Entry 2: one bit. Entry 3: gone. Entry 4: cut short. Entry 5: another file of the same estate. Entry 6: empty.
    let mut bent = fs::read(path(1)).unwrap();
    bent[25] ^= 1;
    fs::write(path(1), bent).unwrap();
    fs::remove_file(path(2)).unwrap();
    let whole = fs::read(path(3)).unwrap();
    fs::write(path(3), &whole[..whole.len() - 1]).unwrap();
    fs::copy(path(0), path(4)).unwrap();
    fs::write(path(5), b"").unwrap();
    let expect = [
        (Some(2), "attachment-changed"),
        (Some(3), "attachment-missing"),
        (Some(4), "attachment-changed"),
        (Some(5), "attachment-changed"),
        (Some(6), "attachment-changed"),
    ];
    assert_eq!(found(&record).await, expect);
    assert_eq!(record.verify(STREAM, &[]).await.unwrap().attachments, 1);
}

#[tokio::test]
async fn a_host_with_the_keys_cannot_put_another_photo_under_an_old_entry() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let first = attach(&record, b"\xFF\xD8\xFF hung").await;
    write(&record, &[first]).await;
    // Sealed with the right key under the right name, and still not what the entry committed to.
    let shelf = Folder::at(dir.path().join("attachments"));
    let other = record.attach(STREAM, CommandId([9; 16]), FileKind::Jpeg, b"\xFF\xD8\xFF gone").await.unwrap();
    let sealed = shelf.get(STREAM, other.name).await.unwrap().unwrap();
    shelf.put(STREAM, first.name, sealed).await.unwrap();
    assert_eq!(found(&record).await, [(Some(1), "attachment-changed")]);
}

#[tokio::test]
async fn a_crash_between_file_and_entry_leaves_nothing_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let named = attach(&record, b"\xFF\xD8\xFF named").await;
    let stray = record.attach(STREAM, CommandId([1; 16]), FileKind::Png, b"\x89PNG stray").await.unwrap();
    write(&record, &[named]).await;
    // Half a file of a crash in the middle of writing is no file at all.
    fs::write(file(dir.path(), &stray).with_extension("0123.part"), b"half").unwrap();
    let report = record.verify(STREAM, &[]).await.unwrap();
    assert_eq!((report.findings.len(), report.attachments, report.strays), (0, 1, 1));
}

#[tokio::test]
async fn a_record_without_a_folder_takes_no_files() {
    let dir = tempfile::tempdir().unwrap();
    let record = Record::new(testing::sqlite(dir.path()), Keys::generate());
    assert!(record.attach(STREAM, COMMAND, FileKind::Png, b"x").await.is_err());
    let named = Attachment { name: ItemId([1; 16]), digest: units::Digest([1; 32]), bytes: 1, file: FileKind::Png };
    write(&record, &[named]).await;
    assert_eq!(found(&record).await, [(Some(1), "attachment-missing")]);
}

/// A folder in which some files cannot be removed.
struct Stuck(Folder, Vec<ItemId>);

#[async_trait::async_trait]
impl record::Attachments for Stuck {
    async fn put(&self, stream: StreamId, name: ItemId, sealed: Vec<u8>) -> Result<(), record::StoreError> {
        self.0.put(stream, name, sealed).await
    }

    async fn get(&self, stream: StreamId, name: ItemId) -> Result<Option<Vec<u8>>, record::StoreError> {
        self.0.get(stream, name).await
    }

    async fn delete(&self, stream: StreamId, name: ItemId) -> Result<(), record::StoreError> {
        match self.1.iter().position(|stuck| *stuck == name) {
            Some(n) => Err(record::StoreError::Failed(format!("stuck {n}"))),
            None => self.0.delete(stream, name).await,
        }
    }

    async fn list(&self, stream: StreamId) -> Result<Vec<ItemId>, record::StoreError> {
        self.0.list(stream).await
    }
}

#[tokio::test]
async fn one_file_that_stays_keeps_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let open = |stuck| {
        let files = Stuck(Folder::at(dir.path().join("attachments")), stuck);
        Record::new(testing::sqlite(dir.path()), Keys::generate()).with_attachments(Arc::new(files))
    };
    let kept = open(Vec::new());
    let mut names = Vec::new();
    for bytes in [b"one", b"two", b"tri", b"for"] {
        names.push(attach(&kept, bytes).await.name);
    }
    let error = open(vec![names[0], names[2]]).forget(STREAM, &names).await.unwrap_err();
    assert!(error.to_string().contains("stuck 0"), "the first is told: {error}");
    let mut left = vec![names[0], names[2]];
    left.sort();
    assert_eq!(kept.attached(STREAM).await.unwrap(), left, "every other file is gone");
}
