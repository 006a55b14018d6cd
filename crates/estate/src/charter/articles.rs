//! Reading a text in articles: a line that begins with 第…条 opens one, 第…章 and 第…节 stand above those that follow.

use units::limits::CHARTER_ARTICLES_MAX;

/// An article of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number.
    pub number: u32,
    /// Chapter and section it stands in, as headed; empty if none.
    pub chapter: String,
    /// Its words, without the number.
    pub text: String,
}

/// The words before the first article, and the articles in order.
#[must_use]
pub fn articles(text: &str) -> (String, Vec<Article>) {
    let (mut before, mut found): (Vec<&str>, Vec<Article>) = (Vec::new(), Vec::new());
    let (mut chapter, mut section) = (String::new(), String::new());
    for line in text.lines() {
        // Marks of Markdown and typewriter spaces say nothing here.
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '>'));
        if line.is_empty() {
            continue;
        }
        match headed(line) {
            Some((number, '条', rest)) if found.len() < CHARTER_ARTICLES_MAX => {
                let chapter = if section.is_empty() { chapter.clone() } else { format!("{chapter} {section}") };
                found.push(Article { number, chapter: chapter.trim().to_owned(), text: rest.to_owned() });
            }
            Some((_, '章', _)) => {
                chapter = line.to_owned();
                section.clear();
            }
            Some((_, '节', _)) => section = line.to_owned(),
            _ => match found.last_mut() {
                Some(article) => {
                    if !article.text.is_empty() {
                        article.text.push('\n');
                    }
                    article.text.push_str(line);
                }
                None => before.push(line),
            },
        }
    }
    (before.join("\n"), found)
}

/// `第十二条 业主……` as number, sign and the rest. In running text 第…条 is followed by more of a sentence: only a
/// space, a mark or the end of the line may follow a heading, or a Chinese sentence that begins there.
fn headed(line: &str) -> Option<(u32, char, &str)> {
    let rest = line.strip_prefix('第')?;
    let end = rest.find(['条', '章', '节'])?;
    let number = read(rest[..end].trim())?;
    let mut after = rest[end..].chars();
    let sign = after.next()?;
    let after = after.as_str();
    // 第五条规定的… cites; 第五条第二款 does too.
    let cites = ["规定", "第", "所", "的", "、", "和", "至", "，"].iter().any(|word| after.starts_with(word));
    let tail = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '*' | '．' | '.'));
    (number > 0 && !cites).then_some((number, sign, tail))
}

/// A whole number below ten thousand in Chinese or Arabic digits.
fn read(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 8 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (mut sum, mut digit) = (0, None);
    for c in text.chars() {
        let place = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '零' | '〇' => continue,
            _ => {
                let value = "一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(1))?;
                if digit.replace(value as u32 + 1).is_some() {
                    return None;
                }
                continue;
            }
        };
        sum += digit.take().unwrap_or(1) * place;
    }
    Some(sum + digit.unwrap_or(0))
}

/// A whole number below ten thousand in Chinese digits: 十二, 一百零三.
#[must_use]
pub fn numeral(n: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if n == 0 || n > 9_999 {
        return if n == 0 { "零".into() } else { n.to_string() };
    }
    let (mut out, mut gap) = (String::new(), false);
    for (place, sign) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / place % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        // 十二, not 一十二, at the beginning.
        if !(digit == 1 && place == 10 && out.is_empty()) {
            out.push(DIGITS[digit as usize]);
        }
        out.push_str(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_read_in_articles() {
        let text = "槐荫里小区业主大会议事规则\n\n第一章 总则\n第一条　为了规范业主大会的活动，制定本规则。\n\
                    ## 第二章 会议\n第一节 召集\n**第二条** 会议每年召开一次。\n（一）定期会议；\n（二）临时会议。\n\
                    第二条规定的会议由业主委员会召集。\n第12条：代理人最多替三户投票。";
        let (before, found) = articles(text);
        assert_eq!(before, "槐荫里小区业主大会议事规则");
        let heads: Vec<_> = found.iter().map(|a| (a.number, a.chapter.as_str())).collect();
        assert_eq!(heads, [(1, "第一章 总则"), (2, "第二章 会议 第一节 召集"), (12, "第二章 会议 第一节 召集")]);
        assert_eq!(found[0].text, "为了规范业主大会的活动，制定本规则。");
        assert_eq!(found[1].text.lines().count(), 4, "a citation at the start of a line opens no article");
        assert_eq!(found[2].text, "代理人最多替三户投票。");
        assert_eq!(articles("没有条文的一段话").1, []);
    }

    proptest! {
        #[test]
        fn numerals_read_back(n in 1_u32..10_000) {
            prop_assert_eq!(read(&numeral(n)), Some(n));
            prop_assert_eq!(read(&n.to_string()), Some(n));
        }

        #[test]
        fn any_text_reads_without_failing(text in "[第条章节一十百0-9 \n#\\*、a]{0,200}") {
            let (_, found) = articles(&text);
            prop_assert!(found.len() <= CHARTER_ARTICLES_MAX);
        }
    }

    #[test]
    fn numerals_as_people_write_them() {
        for (n, text) in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十")]
        {
            assert_eq!(numeral(n), text);
        }
        assert_eq!(read("一百一十"), Some(110));
    }
}
