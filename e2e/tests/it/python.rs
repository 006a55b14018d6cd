//! Receipts and exports are checked by somebody else's code: a page of Python that knows nothing of ours.

use crate::stores::Home;
use e2e::http::Client;
use e2e::plant::{Size, plant};
use e2e::program::{Server, run};
use estate::assembly::Mark;
use std::process::{Command, Output};

/// Bends one byte after another, in one interpreter as starting one for each would take minutes; prints the places where
/// the checker did not mind.
const MANY: &str = "
import contextlib, importlib.util, io, sys
spec = importlib.util.spec_from_file_location('check', sys.argv[1])
check = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check)
whole = open(sys.argv[2], 'rb').read()
for at in range(0, len(whole), int(sys.argv[4])):
    bent = bytearray(whole)
    bent[at] ^= 1 << at % 8
    open(sys.argv[3], 'wb').write(bent)
    kept, sys.argv = sys.argv, ['check', sys.argv[3]]
    with contextlib.redirect_stdout(io.StringIO()):
        code = check.main()
    sys.argv = kept
    if code == 0 and not (chr(whole[at]).isspace() and chr(bent[at]).isspace()):
        print(at)
";

fn script() -> String {
    format!("{}/../docs/check_receipt.py", env!("CARGO_MANIFEST_DIR"))
}

/// A Python that has a package, or a counted skip.
pub fn python(test: &str, package: &str) -> Option<&'static str> {
    let found = ["/usr/bin/python3", "python3"].into_iter().find(|python| {
        Command::new(python).args(["-c", &format!("import {package}")]).output().is_ok_and(|o| o.status.success())
    });
    if found.is_none() {
        record::testing::skip(test, &format!("no Python with `{package}` (Debian: python3-{package})"));
    }
    found
}

pub fn check(python: &str, args: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } =
        Command::new(python).arg(script()).args(args).env("PYTHONUTF8", "1").output().unwrap();
    (status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_s_code_agrees_on_every_byte() {
    let Some(python) = python("a_stranger_s_code_agrees_on_every_byte", "cryptography") else { return };
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 6, accounts: 1 }).await;
    for n in 2..=4 {
        let (who, ballot) = planted.ballot(n, Mark::Approve);
        planted.act(who, ballot).await.unwrap();
    }
    let stream = planted.estate.to_string();
    let head = planted.app.record().head(planted.estate).await.unwrap().unwrap();
    let (end, root) = (head.seq, head.root.to_string());

    // Proofs from everywhere in a tree whose size is no power of two.
    assert!(!end.is_power_of_two());
    for seq in [1, 2, 3, end / 2, end - 1, end] {
        let (out, seq) = (home.file(&format!("proof-{seq}.json")), seq.to_string());
        assert!(
            run(&["export", "proof", "--stream", &stream, "--seq", &seq, "--out", &out], Some(home.place())).await.ok
        );
        let (ok, said) = check(python, &[&out]);
        assert!(ok && said.contains(&format!("第 {seq} 条记录")) && said.contains("OK"), "{seq}: {said}");
    }
    let copy = home.file("record.jsonl");
    assert!(run(&["export", "record", "--stream", &stream, "--out", &copy], Some(home.place())).await.ok);
    let middle = planted.app.record().root_at(planted.estate, 7).await.unwrap().unwrap().to_string();
    let key = planted.app.record().keys().public().bytes().to_string();
    let anchors = [format!("{end}:{}", &root[..16]), format!("7:{middle}")];
    let (ok, said) = check(python, &[&copy, "--anchor", &anchors[0], "--anchor", &anchors[1], "--key", &key[..16]]);
    assert!(ok && said.contains(&format!("All {end} entries")), "{said}");

    // What a page hands out is the same.
    let server = Server::start(home.place()).await;
    let mut client = Client::new(&server.address);
    client.sign_in(&planted.owners[0]).await.unwrap();
    let csrf = client.csrf(&format!("/e/{stream}/matters/new")).await.unwrap();
    let form = [("id", &*"5".repeat(32)), ("csrf", &csrf), ("voter", "1"), ("item-0", "against")];
    let answer = client.post(&format!("/e/{stream}/m/1/ballot/cast"), &form).await.unwrap();
    let (_, seq) = answer.location.as_deref().unwrap().split_once("?n=").unwrap();
    let receipt = home.file("receipt.json");
    let page = client.get(&format!("/e/{stream}/m/1/received?n={seq}")).await.unwrap().body;
    let (_, code) = page.split_once("/proof.json?code=").unwrap();
    let path = format!("/e/{stream}/receipt/{seq}/proof.json?code={}", &code[..8]);
    let file = Client::new(&server.address).get(&path).await.unwrap();
    std::fs::write(&receipt, &file.body).unwrap();
    server.kill().await;
    let (ok, said) = check(python, &[&receipt]);
    assert!(ok && said.contains(&format!("Entry {seq} is among the {seq}")), "{said}");

    // What is not so.
    let wrong = [
        (vec![&*receipt, "--anchor", "x"], "SEQ:ROOT"),
        (vec![&*receipt, "--anchor", "3:0123456789abcdef"], "says nothing of the head at 3"),
        (vec![&*copy, "--anchor", "3:0123456789abcdef"], "The head you hold at 3 is another"),
        (vec![&*copy, "--key", "0123456789abcdef"], "public key is not the one"),
        (vec![concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")], "NOT OK"),
        (vec!["/nowhere/receipt.json"], "NOT OK"),
    ];
    for (args, words) in wrong {
        let (ok, said) = check(python, &args);
        assert!(!ok && said.contains(words) && !said.contains("Traceback"), "{args:?}: {said}");
    }
    // A byte anywhere in either file.
    for (file, step) in [(&receipt, "1"), (&copy, "11")] {
        let bent = home.file("bent");
        let many =
            Command::new(python).args(["-c", MANY, &script(), file, &bent, step]).env("PYTHONUTF8", "1").output();
        let Output { status, stdout, stderr } = many.unwrap();
        let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success() && err.is_empty(), "{err}");
        assert_eq!(out, "", "{file}: bytes the checker does not mind");
    }
}
