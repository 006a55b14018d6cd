//! Running text as it should break: a figure keeps its unit, a date stays whole, a title breaks between phrases.

use maud::{Markup, PreEscaped, html};

/// Where a title may break: a zero-width space, put into the text by who wrote it.
pub const BREAK: char = '\u{200b}';

/// Running text. A figure with its unit, a date and a room name become pieces that never break across lines:
/// `还差37户` breaks before 37 but not behind it.
#[must_use]
pub fn flow(text: &str) -> Markup {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b.is_ascii_digit()) {
        // The sign or currency belongs to its figure; 第 to its number.
        let start = rest[..at].char_indices().next_back().filter(|(_, c)| "−-¥+第".contains(*c)).map_or(at, |(i, _)| i);
        escape(&rest[..start], &mut out);
        let length = piece(&rest[at..]);
        let whole = &rest[start..at + length];
        if whole.chars().count() > 1 && whole.chars().any(|c| !c.is_ascii_digit()) {
            out.push_str("<span class=\"nb\">");
            escape(whole, &mut out);
            out.push_str("</span>");
        } else {
            escape(whole, &mut out);
        }
        rest = &rest[at + length..];
    }
    escape(rest, &mut out);
    PreEscaped(out)
}

/// Units of two characters; every other character behind a figure counts as its unit.
const LONG_UNITS: [&str; 9] = ["万元", "亿元", "单元", "号楼", "个月", "小时", "分钟", "号院", "工作日"];

/// How many bytes from the start hang together: `11月28日`, `3号楼2单元501`, `24,784.40 ㎡`, `19:00–20:30`.
fn piece(text: &str) -> usize {
    let mut end = 0;
    // A date or an address chains at most this many figures; a longer run must be allowed to break on a small screen.
    for _ in 0..3 {
        let figure = figure_length(&text[end..]);
        if figure == 0 {
            break;
        }
        end += figure;
        // A time needs no unit, and what follows it is the next word.
        let unit = if text[end - figure..end].contains(':') { 0 } else { unit_length(&text[end..]) };
        end += unit;
        let chained = unit > 0 && text[end..].starts_with(|c: char| c.is_ascii_digit());
        if !chained {
            break;
        }
    }
    end
}

fn figure_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next_is_digit = || text[at + c.len_utf8()..].starts_with(|n: char| n.is_ascii_digit());
        match c {
            '0'..='9' | 'A'..='Z' | 'a'..='z' | '%' => end = at + c.len_utf8(),
            ',' | '.' | ':' | '-' | '/' | '–' if next_is_digit() => end = at + c.len_utf8(),
            _ => break,
        }
    }
    end
}

fn unit_length(text: &str) -> usize {
    if let Some(long) = LONG_UNITS.iter().find(|unit| text.starts_with(**unit)) {
        return long.len();
    }
    let mut chars = text.chars();
    match chars.next() {
        // Narrow and ordinary no-break spaces already hold; the unit behind them follows.
        Some(gap @ ('\u{202f}' | '\u{a0}')) => {
            let word = |c: &char| c.is_alphanumeric() || matches!(c, '㎡' | '²');
            gap.len_utf8() + chars.take_while(word).map(char::len_utf8).sum::<usize>()
        }
        Some(unit) if ('\u{3400}'..='\u{9fff}').contains(&unit) || unit == '㎡' => unit.len_utf8(),
        _ => 0,
    }
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// A title. Where the text holds [`BREAK`]s it is kept whole between them; else it breaks like any text.
#[must_use]
pub fn title(text: &str) -> Markup {
    if !text.contains(BREAK) {
        return flow(text);
    }
    html! {
        span .phrases {
            @for (i, phrase) in text.split(BREAK).enumerate() {
                @if i > 0 { wbr; }
                (flow(phrase))
            }
        }
    }
}

/// A title for `<title>`, labels and messages: without its break points.
#[must_use]
pub fn spoken(text: &str) -> String {
    text.replace(BREAK, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let html = flow(text).into_string();
        html.split("<span class=\"nb\">")
            .skip(1)
            .filter_map(|r| r.split_once("</span>"))
            .map(|(p, _)| p.to_owned())
            .collect()
    }

    #[test]
    fn figures_keep_their_units() {
        assert_eq!(pieces("还差37户、2,140\u{202f}㎡，表决才算数"), ["37户", "2,140\u{202f}㎡"]);
        assert_eq!(pieces("11月28日 18:00截止"), ["11月28日", "18:00"]);
        assert_eq!(pieces("2026年11月23日"), ["2026年11月23日"]);
        assert_eq!(pieces("3号楼2单元501，算1户"), ["3号楼2单元501", "1户"]);
        assert_eq!(pieces("周三、周六 19:00–20:30"), ["19:00–20:30"]);
        assert_eq!(pieces("第18,204号"), ["第18,204号"]);
        assert_eq!(pieces("−3,760.00元"), ["−3,760.00元"]);
        assert_eq!(pieces("事项2026-0117"), ["2026-0117"]);
        assert_eq!(pieces("90天（自然日）"), ["90天"]);
        assert_eq!(pieces("37\u{a0}homes and 2,140\u{202f}m² still missing"), ["37\u{a0}homes", "2,140\u{202f}m²"]);
    }

    #[test]
    fn nothing_is_lost_or_let_through() {
        for text in ["a<b>&\"c\" 37户", "2026", "", "１２", "5<script>1"] {
            let html = flow(text).into_string().replace("<span class=\"nb\">", "").replace("</span>", "");
            let back = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            assert_eq!(back, text);
            assert!(!html.contains('<'));
        }
    }

    #[test]
    fn titles_break_between_phrases() {
        let html = title("东侧空地改建\u{200b}电动自行车充电棚").into_string();
        assert_eq!(html, "<span class=\"phrases\">东侧空地改建<wbr>电动自行车充电棚</span>");
        assert_eq!(spoken("东侧\u{200b}空地"), "东侧空地");
    }
}
