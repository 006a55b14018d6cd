//! The style sheet, the script and the icons, inside the program. Addresses carry a digest of the content, so a browser
//! may keep them for ever (`Cache-Control: public, max-age=31536000, immutable`) and never shows an old one.

/// One embedded file.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its address: `/assets/yihe.0123456789abcdef.css`.
    pub path: &'static str,
    /// The `Content-Type` to send.
    pub content_type: &'static str,
    /// The file as it is.
    pub bytes: &'static [u8],
    /// The file compressed with gzip, where that is worth it.
    pub gzip: Option<&'static [u8]>,
    /// The `ETag`, quotes included.
    pub etag: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file at this address (`/assets/…`), if there is one.
#[must_use]
pub fn get(path: &str) -> Option<Asset> {
    all().find(|asset| asset.path == path)
}

/// The address of a file of `crates/web/assets`: `url("yihe.css")`. An unknown name is a slip of ours: tests stop at it,
/// a running server answers 404 at the plain address.
#[must_use]
pub fn url(name: &str) -> &'static str {
    let found = FILES.iter().find(|(n, _)| *n == name).map(|(_, asset)| asset.path);
    debug_assert!(found.is_some(), "no asset `{name}`");
    found.unwrap_or("/assets/")
}

/// Every file.
pub fn all() -> impl Iterator<Item = Asset> {
    FILES.iter().map(|(_, asset)| *asset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_served() {
        for asset in all() {
            let found = get(asset.path).unwrap();
            assert_eq!((found.bytes, found.etag), (asset.bytes, asset.etag));
        }
        assert!(get("/assets/yihe.css").is_none(), "an address without its digest would be kept for ever");
        assert!(get(url("yihe.js")).unwrap().content_type.starts_with("text/javascript"));
    }

    #[test]
    fn style_and_script_fit_a_slow_phone() {
        let packed = |name| get(url(name)).and_then(|a| a.gzip).unwrap().len();
        let sum = packed("yihe.css") + packed("yihe.js");
        assert!(sum <= 14 * 1024, "style and script are {sum} bytes packed");
    }

    #[test]
    fn the_script_stays_small_and_plain() {
        let text = |name| std::str::from_utf8(get(url(name)).unwrap().bytes).unwrap();
        let script = ["yihe.js", "canvass.js", "papers.js"].map(text).concat();
        assert!(script.lines().count() <= 300, "all together");
        for banned in ["eval(", "new Function", "document.write", "setAttribute(\"style"] {
            assert!(!script.contains(banned), "{banned}");
        }
    }
}
