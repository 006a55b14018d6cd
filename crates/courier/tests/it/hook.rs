use crate::message;
use app::{Adapter, Failure};
use courier::{Hook, signature};
use estate::bodies::Channel;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

const SECRET: &[u8] = b"a secret of thirty-two bytes or more";

/// Head and body of a request.
type Request = (Vec<String>, Vec<u8>);

/// A gateway that gives these answers, one a connection, and hands on what it was sent.
fn gateway(answers: &'static [&'static str]) -> (String, Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/send", listener.local_addr().unwrap());
    let (heard, hears) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let mut stream = BufReader::new(listener.accept().unwrap().0);
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).unwrap();
                match line.trim_end() {
                    "" => break,
                    line => head.push(line.to_owned()),
                }
            }
            let length =
                head.iter().find_map(|l| l.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            let mut body = vec![0; length.unwrap()];
            stream.read_exact(&mut body).unwrap();
            heard.send((head, body)).unwrap();
            let said = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.get_mut().write_all(said.as_bytes()).unwrap();
        }
    });
    (address, hears)
}

fn header<'a>(head: &'a [String], name: &str) -> &'a str {
    head.iter().find_map(|l| l.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name))).unwrap().1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_checks_the_signature_and_its_status_says_what_becomes_of_a_message() {
    let (address, heard) = gateway(&["503 Busy", "401 Who", "429 Slower", "410 Gone", "302 Elsewhere", "204 Taken"]);
    let hook = Hook::new(Channel::Sms, &address, SECRET).unwrap();
    let message = message(Channel::Sms, "13800000001");
    let later = |status: &str| Err(Failure::Later(status.into()));
    let expected = [
        later("HTTP 503"),
        later("HTTP 401"),
        later("HTTP 429"),
        Err(Failure::Final("HTTP 410".into())),
        later("HTTP 302"),
        Ok(()),
    ];
    for outcome in expected {
        assert_eq!(hook.deliver(&message).await, outcome);
        let (head, body) = heard.recv().unwrap();
        assert_eq!(head[0], "POST /send HTTP/1.1");
        assert_eq!(header(&head, "content-type"), "application/json");
        let timestamp: u64 = header(&head, "x-yihe-timestamp").parse().unwrap();
        assert_eq!(header(&head, "x-yihe-signature"), signature(SECRET, timestamp, &body));
        let read: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((read["to"].as_str(), read["id"].as_str()), (Some("13800000001"), Some("07".repeat(32).as_str())));
    }
    assert_eq!(hook.deliver(&message).await, later("no connection"), "the gateway is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_nobody_sent_yet_is_no_dead_address() {
    let (address, _heard) = gateway(&["404 Nobody", "404 Nobody"]);
    let hook = Hook::new(Channel::Wechat, &address, SECRET).unwrap();
    let mut binding = message(Channel::Wechat, "ABCD2345");
    assert_eq!(hook.deliver(&binding).await, Err(Failure::Final("HTTP 404".into())), "a vote for nobody");
    binding.lines[0].topic = estate::news::Topic::Binding;
    assert_eq!(hook.deliver(&binding).await, Err(Failure::NotYet));
}

/// The example of docs/messages.md, which a gateway in any language can try its own check on.
#[test]
fn the_signature_is_the_documented_one() {
    let doc = include_str!("../../../../docs/messages.md");
    let signed = signature(b"0123456789abcdef0123456789abcdef", 1_790_000_000, b"{\"id\":\"07\"}");
    assert!(doc.contains(&signed), "{signed}");
    assert_ne!(signed, signature(b"0123456789abcdef0123456789abcdef", 1_790_000_001, b"{\"id\":\"07\"}"));
}

#[test]
fn an_address_is_encrypted_or_on_this_machine_and_a_secret_is_long() {
    for right in ["https://gateway.example/send", "http://127.0.0.1:9000/", "http://localhost:9000/sms"] {
        assert!(Hook::new(Channel::Sms, right, SECRET).is_ok(), "{right}");
    }
    for wrong in ["http://gateway.example/send", "ftp://127.0.0.1/", "gateway", ""] {
        assert!(Hook::new(Channel::Sms, wrong, SECRET).is_err(), "{wrong}");
    }
    assert!(Hook::new(Channel::Sms, "https://gateway.example", b"short").is_err());
}
