use crate::message;
use app::{Adapter, Failure};
use courier::Files;
use estate::bodies::Channel;

#[tokio::test]
async fn one_file_a_message_whole_or_not_there_and_no_second_one() {
    let folder = tempfile::tempdir().unwrap();
    for (channel, to, ending) in [
        (Channel::Sms, "13800000001", "json"),
        (Channel::Wechat, "7K4M92QW", "json"),
        (Channel::Email, "wang@example.org", "eml"),
    ] {
        let files = Files::new(folder.path(), channel).unwrap();
        let message = message(channel, to);
        for _ in 0..2 {
            assert_eq!(files.deliver(&message).await, Ok(()));
        }
        let place = folder.path().join(channel.word());
        let names: Vec<_> = std::fs::read_dir(&place).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, [format!("{}.{ending}", message.id).as_str()]);
        let text = std::fs::read_to_string(place.join(&names[0])).unwrap();
        assert!(text.contains(to), "{text}");
        if ending == "json" {
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            let line = &read["lines"][0];
            assert_eq!((read["channel"].as_str(), line["topic"].as_str()), (Some(channel.word()), Some("notice")));
            assert_eq!((read["lane"].as_str(), line["what"].as_str()), (Some("digest"), Some("使用维修资金")));
        }
    }
    let mail = Files::new(folder.path(), Channel::Email).unwrap();
    let wrong = mail.deliver(&message(Channel::Email, "nobody")).await;
    assert_eq!(wrong, Err(Failure::Final("not an address".into())));
}
