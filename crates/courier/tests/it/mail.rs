use crate::message;
use app::{Adapter, Failure};
use courier::Mail;
use estate::bodies::Channel;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

/// A mail server that answers recipients so, one a connection, and hands on what it was given.
fn server(answers: &'static [&'static str]) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let (heard, hears) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let mut stream = BufReader::new(listener.accept().unwrap().0);
            let say = |stream: &mut BufReader<std::net::TcpStream>, text: &str| {
                stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).unwrap();
            };
            say(&mut stream, "220 here");
            let (mut letter, mut in_data, mut line) = (String::new(), false, String::new());
            while stream.read_line(&mut line).unwrap_or(0) > 0 {
                let said = line.trim_end().to_owned();
                line.clear();
                match said.as_str() {
                    "." if in_data => {
                        in_data = false;
                        heard.send(std::mem::take(&mut letter)).unwrap();
                        say(&mut stream, "250 taken");
                    }
                    _ if in_data => letter.push_str(&format!("{said}\n")),
                    "DATA" => {
                        in_data = true;
                        say(&mut stream, "354 go on");
                    }
                    "QUIT" => {
                        say(&mut stream, "221 bye");
                        break;
                    }
                    to if to.starts_with("RCPT") => say(&mut stream, answer),
                    _ => say(&mut stream, "250 yes"),
                }
            }
        }
    });
    (address, hears)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_takes_a_letter_and_its_status_says_what_becomes_of_another() {
    for (answer, outcome) in [
        ("250 yes", Ok(())),
        ("451 later", Err(Failure::Later("SMTP 451".into()))),
        ("550 <wang@example.org> is not here", Err(Failure::Final("SMTP 550".into()))),
        ("530 who are you", Err(Failure::Later("SMTP 530".into()))),
    ] {
        let answers: &'static [&'static str] = Box::leak(Box::new([answer]));
        let (address, heard) = server(answers);
        let mail = Mail::new(&address, None, "槐荫里 <yihe@example.org>").unwrap();
        let taken = outcome.is_ok();
        assert_eq!(mail.deliver(&message(Channel::Email, "wang@example.org")).await, outcome);
        if taken {
            let letter = heard.recv().unwrap();
            let id = "07".repeat(32);
            assert!(letter.contains(&format!("Message-ID: <{id}@example.org>")), "{letter}");
            assert!(letter.contains("To: wang@example.org") && letter.contains("charset=utf-8"), "{letter}");
            assert!(!letter.contains("13800000001") && letter.contains("Subject: =?utf-8?"), "{letter}");
        }
    }
}

#[tokio::test]
async fn nobody_listening_is_no_fault_of_the_message() {
    let mail = Mail::new("smtp://127.0.0.1:1", None, "yihe@example.org").unwrap();
    let outcome = mail.deliver(&message(Channel::Email, "wang@example.org")).await;
    assert_eq!(outcome, Err(Failure::Later("no connection".into())));
}

#[tokio::test]
async fn a_server_and_its_user_are_written_as_an_address() {
    let password = || Some("secret".to_owned());
    for right in ["smtps://user@mail.example", "smtp://user%40example.org@mail.example:587", "smtp://127.0.0.1:25"] {
        assert!(Mail::new(right, password(), "yihe@example.org").is_ok(), "{right}");
    }
    for wrong in ["mail.example", "http://mail.example", "smtp://user@", "smtps://mail.example:port"] {
        assert!(Mail::new(wrong, password(), "yihe@example.org").is_err(), "{wrong}");
    }
    assert!(Mail::new("smtps://user@mail.example", None, "yihe@example.org").is_err(), "a user without a password");
    assert!(Mail::new("smtps://mail.example", None, "nobody").is_err());
}
