//! The little XML that workbooks need: elements by local name, attributes, text. No entity of a document's own is
//! ever expanded.

use super::ReadError;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// What a part of a workbook is made of.
pub(crate) enum Item<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element ends; one without content ends at once.
    Close(Cow<'a, str>),
    /// Text, already unescaped.
    Text(Cow<'a, str>),
}

/// An element's name and attributes.
pub(crate) struct Element<'a> {
    start: BytesStart<'a>,
    what: &'static str,
}

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The attributes of these names (without prefix), unescaped. An attribute that cannot be read is damage and not
    /// the same as none: without its `r` a cell would silently move.
    pub(crate) fn attributes<const N: usize>(&self, names: [&str; N]) -> Result<[Option<String>; N], ReadError> {
        let damaged = || ReadError::Damaged { what: self.what };
        let mut out = [const { None }; N];
        for attribute in self.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| damaged())?;
            let name = attribute.key.local_name().into_inner();
            if let Some(i) = names.iter().position(|n| *n == name).filter(|i| out[*i].is_none()) {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| damaged())?;
                out[i] = Some(value.into_owned());
            }
        }
        Ok(out)
    }

    /// One attribute.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, ReadError> {
        self.attributes([name]).map(|[value]| value)
    }
}

/// Walks through one part.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The end of an element without content, still to be told.
    pending: Option<Cow<'a, str>>,
    what: &'static str,
}

impl<'a> Xml<'a> {
    /// `what` names the part in an error.
    pub(crate) fn new(text: &'a str, what: &'static str) -> Self {
        Self { reader: Reader::from_str(text), pending: None, what }
    }

    /// The next item; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Item<'a>>, ReadError> {
        if let Some(name) = self.pending.take() {
            return Ok(Some(Item::Close(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|_| ReadError::Damaged { what: self.what })?;
            return Ok(Some(match event {
                Event::Eof => return Ok(None),
                Event::Start(start) => Item::Open(Element { start, what: self.what }),
                Event::Empty(start) => {
                    self.pending = Some(Cow::Owned(start.local_name().into_inner().to_owned()));
                    Item::Open(Element { start, what: self.what })
                }
                Event::End(e) => Item::Close(Cow::Owned(e.local_name().into_inner().to_owned())),
                Event::Text(e) => Item::Text(e.xml10_content()),
                Event::CData(e) => Item::Text(e.xml10_content()),
                Event::GeneralRef(e) => Item::Text(Cow::Owned(resolve(&e))),
                _ => continue,
            }));
        }
    }
}

/// A predefined or numeric reference; any other stays as it is written.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    resolve_predefined_entity(reference).map_or_else(|| format!("&{};", &**reference), str::to_owned)
}

/// Undoes `_x000D_`, by which Excel stores what XML cannot hold.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        units.extend(before.encode_utf16());
        match escaped(after) {
            Some(unit) => {
                units.push(unit);
                rest = &after[5..];
            }
            None => {
                units.extend("_x".encode_utf16());
                rest = after;
            }
        }
    }
    units.extend(rest.encode_utf16());
    Cow::Owned(String::from_utf16_lossy(&units))
}

fn escaped(after: &str) -> Option<u16> {
    let hex = after.get(..4).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    (after.as_bytes().get(4) == Some(&b'_')).then(|| u16::from_str_radix(hex, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel() {
        for (text, expect) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD842__xDFB7_", "𠮷"),
            ("_x12_", "_x12_"),
            ("a_xb_x", "a_xb_x"),
            ("_x000甲_", "_x000甲_"),
            ("_x0041", "_x0041"),
            ("_x_x0041_", "_xA"),
        ] {
            assert_eq!(unescape(text), expect, "{text}");
        }
    }

    #[test]
    fn an_own_entity_is_never_expanded() {
        let text = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><a x="&amp;1">&b;&lt;&#x20BB7;<![CDATA[&b;]]></a>"#;
        let mut xml = Xml::new(text, "test");
        let mut out = String::new();
        while let Some(item) = xml.next().unwrap() {
            match item {
                Item::Open(e) => out.push_str(&e.attribute("x").unwrap().unwrap()),
                Item::Text(t) => out.push_str(&t),
                Item::Close(name) => out.push_str(&name),
            }
        }
        assert_eq!(out, "&1&b;<𠮷&b;a");
    }

    #[test]
    fn a_broken_attribute_is_damage_and_not_none() {
        for text in ["<c s=1 r='A1'/>", "<c s r='A1'/>", "<c r='&nix;'/>", "<c r='A1' s='/>'"] {
            let mut xml = Xml::new(text, "test");
            let end = match xml.next() {
                Ok(Some(Item::Open(e))) => e.attributes(["r", "s"]).map(|_| ()),
                other => other.map(|_| ()),
            };
            assert_eq!(end, Err(ReadError::Damaged { what: "test" }), "{text}");
        }
    }

    #[test]
    fn broken_markup_is_an_error() {
        for text in ["<a><b></a>", "<a", "</a>", "<a b='>"] {
            let mut xml = Xml::new(text, "test");
            let end = loop {
                match xml.next() {
                    Ok(Some(_)) => {}
                    other => break other.map(|_| ()),
                }
            };
            assert_eq!(end, Err(ReadError::Damaged { what: "test" }), "{text}");
        }
    }
}
