//! Every word of the product, in both languages: Fluent files under `locales/`, Chinese first.
//!
//! `t!(lang, "key")` gives a fixed message without any work at run time; `t!(lang, "key", heads = 37)` fills one in.
//! The language travels in the request, never in a global. A test reads the source and the files and holds them
//! together: no key without its words, no words without a user.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 中文, the source.
    #[default]
    Zh,
    /// English, complete.
    En,
}

impl Lang {
    /// Both, the source first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The tag for `lang` attributes and cookies.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of a tag: `zh`, `zh-CN`, `zh-Hans`, `en`, `en-GB` …
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.trim().split('-').next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The better of our two for an `Accept-Language` header; Chinese where it says nothing of use.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0, Self::Zh);
        for range in header.split(',').take(20) {
            let (tag, quality) = range.split_once(';').map_or((range, 1000), |(tag, q)| (tag, thousandths(q)));
            if let Some(lang) = Self::from_tag(tag).filter(|_| quality > best.0) {
                best = (quality, lang);
            }
        }
        best.1
    }

    /// The other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    fn table(self) -> &'static Table {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }
}

/// ` q=0.8` as 800; what cannot be read counts as nothing.
fn thousandths(quality: &str) -> u16 {
    let digits = quality.trim().strip_prefix("q=").unwrap_or("");
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part: u16 = format!("{part:0<3}").get(..3).and_then(|p| p.parse().ok()).unwrap_or(0);
    if whole == "1" { 1000 } else { part }
}

/// A value put into a message.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// Ready text.
    Text(Cow<'a, str>),
    /// A count: chooses the plural, and is written with thousands separators.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! counts {
    ($($count:ty)*) => {$(
        impl From<$count> for Arg<'_> {
            fn from(count: $count) -> Self {
                Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    )*};
}
counts!(u8 u16 u32 u64 usize i8 i16 i32 i64);

/// Words of a language: `t!(lang, "key")` is `&'static str`; `t!(lang, "key", name = value, …)` is `String`.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:literal) => { $crate::text::t($lang, $key) };
    ($lang:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::t_args($lang, $key, &[$((stringify!($name), $crate::text::Arg::from($value))),+])
    };
}

/// A message without arguments. A key that is missing stops a debug build; a release shows the Chinese words, else the
/// key itself.
#[must_use]
pub fn t(lang: Lang, key: &'static str) -> &'static str {
    plain(lang, key).unwrap_or_else(|| {
        debug_assert!(false, "no words for `{key}` in {}", lang.tag());
        key
    })
}

/// A message of a family `prefix-code` whose code is only known at run time: `t_of(lang, "capacity", "owner")`.
/// The owner of the codes has a test that walks through all of them.
#[must_use]
pub fn t_of(lang: Lang, prefix: &'static str, code: &str) -> &'static str {
    plain(lang, &format!("{prefix}-{code}")).unwrap_or_else(|| {
        debug_assert!(false, "no words for `{prefix}-{code}` in {}", lang.tag());
        prefix
    })
}

/// A message with arguments.
#[must_use]
pub fn t_args(lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        let value = match arg {
            Arg::Text(text) => FluentValue::String(Cow::Borrowed(text.as_ref())),
            Arg::Number(n) => FluentValue::from(*n),
        };
        values.set(*name, value);
    }
    for table in [lang.table(), Lang::Zh.table()] {
        if let Some(pattern) = table.bundle.get_message(key).and_then(|m| m.value()) {
            let mut errors = Vec::new();
            let text = table.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
            debug_assert!(errors.is_empty(), "`{key}` in {}: {errors:?}", lang.tag());
            return text;
        }
        debug_assert!(false, "no words for `{key}` in {}", lang.tag());
    }
    key.to_owned()
}

fn plain(lang: Lang, key: &str) -> Option<&'static str> {
    let own = lang.table().plain.get(key);
    // A missing translation must not go unseen while we work, and must not empty a page once we run.
    if cfg!(debug_assertions) { own.copied() } else { own.or_else(|| ZH.plain.get(key)).copied() }
}

/// One language, ready: messages without arguments resolved once, the rest as patterns.
struct Table {
    plain: HashMap<&'static str, &'static str>,
    bundle: FluentBundle<FluentResource>,
}

static ZH: LazyLock<Table> = LazyLock::new(|| Table::read(Lang::Zh, ZH_FILES, ZH_KEYS));
static EN: LazyLock<Table> = LazyLock::new(|| Table::read(Lang::En, EN_FILES, EN_KEYS));

impl Table {
    fn read(lang: Lang, files: &'static [(&str, &str)], keys: &'static [&str]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
        // Isolation marks are for mixed directions, which neither language has; they would break searches and tests.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        for (name, source) in files {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, errors)| {
                debug_assert!(false, "{}/{name}: {errors:?}", lang.tag());
                partial
            });
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "{}/{name}: {added:?}", lang.tag());
        }
        let mut plain = HashMap::with_capacity(keys.len());
        for key in keys {
            let mut errors = Vec::new();
            let text = bundle
                .get_message(key)
                .and_then(|m| m.value())
                .map(|pattern| bundle.format_pattern(pattern, None, &mut errors).into_owned());
            // A message that needs arguments reports them as missing and stays a pattern.
            if let (Some(text), true) = (text, errors.is_empty()) {
                // Leaked once for the life of the program: that is what makes looking up free.
                plain.insert(*key, &*Box::leak(text.into_boxed_str()));
            }
        }
        Self { plain, bundle }
    }
}

/// Counts are written `1,268` in both languages.
fn grouped<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(n) => n.as_string().parse().ok().map(crate::format::count),
        _ => None,
    }
}

#[cfg(test)]
#[path = "text_tidy.rs"]
mod tidy;
