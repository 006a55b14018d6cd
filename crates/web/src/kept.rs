//! Public pages kept drawn, by address, look and the seqs they were drawn from, until the state's next due instant.
//! Only pages without a viewer: whoever is signed in gets a page of their own, drawn afresh.

use crate::layout::Look;
use axum::body::Bytes;
use parking_lot::RwLock;
use std::collections::HashMap;
use units::{Moment, Seq, limits};

/// What a kept page is found by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Path and query.
    pub path: String,
    /// Language, size, theme.
    pub look: Look,
}

/// A kept page.
#[derive(Clone, Debug)]
pub struct KeptPage {
    /// Estate's and district's seqs it was drawn from.
    pub seqs: (Seq, Seq),
    /// Good until then: the day ends, a vote opens or closes.
    pub until: Moment,
    /// The page.
    pub plain: Bytes,
    /// The page, compressed.
    pub gzip: Bytes,
}

/// The kept pages.
#[derive(Debug, Default)]
pub struct Kept {
    pages: RwLock<(HashMap<Key, KeptPage>, usize)>,
}

impl Kept {
    /// The page, if it is still what would be drawn.
    pub fn get(&self, key: &Key, seqs: (Seq, Seq), now: Moment) -> Option<KeptPage> {
        let pages = self.pages.read();
        pages.0.get(key).filter(|page| page.seqs == seqs && now < page.until).cloned()
    }

    /// Keeps a page; when there are too many, all go and the busy ones come back by themselves.
    pub fn put(&self, key: Key, page: KeptPage) {
        let mut pages = self.pages.write();
        let size = |p: &KeptPage| p.plain.len() + p.gzip.len();
        let (new, old) = (size(&page), pages.0.get(&key).map_or(0, size));
        pages.1 = pages.1 + new - old;
        if pages.1 > limits::PAGES_BYTES_MAX {
            pages.0.clear();
            pages.1 = new;
        }
        pages.0.insert(key, page);
    }
}
