//! Deadlines as a calendar feed (RFC 5545): whole days, no times, no alarms of ours.

use units::{Day, Moment};

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stays the same as long as it is the same deadline: a calendar then moves it instead of showing it twice.
    pub id: String,
    /// The last day for it.
    pub day: Day,
    /// What is due, in a line.
    pub summary: String,
    /// Where and of what.
    pub description: String,
    /// The page to go to.
    pub url: String,
}

/// The calendar as it is sent: UTF-8, lines of at most 75 octets ended by CRLF (RFC 5545 section 3.1).
#[must_use]
pub fn write(name: &str, language: &str, now: Moment, entries: &[Entry]) -> String {
    let mut out = String::new();
    let mut line = |text: String| fold(&text, &mut out);
    line("BEGIN:VCALENDAR".into());
    line("VERSION:2.0".into());
    line("PRODID:-//Yihe//Yihe//EN".into());
    line("METHOD:PUBLISH".into());
    line(format!("X-WR-CALNAME;LANGUAGE={language}:{}", escaped(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT6H".into());
    for entry in entries {
        line("BEGIN:VEVENT".into());
        line(format!("UID:{}", escaped(&entry.id)));
        line(format!("DTSTAMP:{}", utc(now)));
        line(format!("DTSTART;VALUE=DATE:{}", digits(entry.day)));
        line(format!("DTEND;VALUE=DATE:{}", digits(entry.day.plus(1))));
        line(format!("SUMMARY;LANGUAGE={language}:{}", escaped(&entry.summary)));
        line(format!("DESCRIPTION;LANGUAGE={language}:{}", escaped(&entry.description)));
        line(format!("URL:{}", entry.url));
        line("TRANSP:TRANSPARENT".into());
        line("END:VEVENT".into());
    }
    line("END:VCALENDAR".into());
    out
}

fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn utc(moment: Moment) -> String {
    let seconds = moment.ms().div_euclid(1_000);
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days since 1970 as a date: `Day` counts Shanghai's days, a time stamp is in UTC.
    let date = Day::parse("1970-01-01").map(|first| first.plus(i32::try_from(day).unwrap_or(0)));
    let (hours, minutes, seconds) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{}T{hours:02}{minutes:02}{seconds:02}Z", date.map(digits).unwrap_or_default())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Breaks a line into pieces of at most 75 octets, never inside a character.
fn fold(text: &str, out: &mut String) {
    let mut room = 75;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(summary: &str) -> String {
        let entry = Entry {
            id: "a1@yihe".into(),
            day: Day::parse("2026-12-31").unwrap(),
            summary: summary.into(),
            description: "槐荫里小区\n第 7 号".into(),
            url: "https://yihe.example/e/A/m/7".into(),
        };
        write("本周", "zh-CN", Moment::from_ms(1_790_000_000_000), &[entry])
    }

    #[test]
    fn lines_are_short_and_characters_whole() {
        let text = sample(&"公布业主大会的决定，逾期由街道督促；".repeat(12));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&"公布业主大会的决定，逾期由街道督促；".repeat(12)));
        assert!(!text.replace("\r\n", "").contains('\n'), "every line ends with both");
    }

    #[test]
    fn what_means_something_to_the_format_is_escaped() {
        let text = sample("a;b,c\\d\ne");
        assert!(text.contains("a\\;b\\,c\\\\d\\ne"), "{text}");
    }

    #[test]
    fn a_whole_day_ends_on_the_next() {
        let text = sample("x");
        assert!(text.contains("DTSTART;VALUE=DATE:20261231\r\n") && text.contains("DTEND;VALUE=DATE:20270101\r\n"));
        assert!(text.contains("DTSTAMP:20260921T141320Z"), "{text}");
    }
}
