//! The system's Chinese font, for pictures: found when the server starts, read when one is drawn.

use office::poster::Fonts;
use std::path::{Path, PathBuf};

/// Where systems keep fonts.
const FOLDERS: [&str; 4] = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"];
/// Beginnings of the names of files that hold simplified Chinese in several weights.
const FAMILIES: [&str; 3] = ["NotoSansCJK", "NotoSansSC", "SourceHanSansSC"];
/// Folders within folders looked into.
const DEPTH: usize = 4;

/// The files of a Chinese font in two weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFiles {
    regular: PathBuf,
    bold: PathBuf,
}

impl FontFiles {
    /// Looks where systems keep fonts. `None` where there is no Chinese one: the host installs Noto Sans CJK
    /// (`fonts-noto-cjk` on Debian and Ubuntu), and starts the server again.
    #[must_use]
    pub fn find() -> Option<Self> {
        let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/fonts"));
        let folders = FOLDERS.iter().map(PathBuf::from).chain(home);
        Self::find_in(folders)
    }

    /// Looks into one folder and nowhere else: the host's own choice.
    #[must_use]
    pub fn find_under(folder: &Path) -> Option<Self> {
        Self::find_in(std::iter::once(folder.to_owned()))
    }

    fn find_in(folders: impl Iterator<Item = PathBuf>) -> Option<Self> {
        let mut files = Vec::new();
        folders.for_each(|folder| walk(&folder, DEPTH, &mut files));
        // The same machine finds the same file, in whatever order its folders are read.
        files.sort();
        let named = |family: &str, weight: &str| {
            let fits = |name: &str| name.starts_with(family) && name.contains(weight) && !name.contains("Mono");
            files.iter().find(|f| f.file_name().and_then(|n| n.to_str()).is_some_and(fits)).cloned()
        };
        FAMILIES.iter().find_map(|family| {
            let regular = named(family, "-Regular")?;
            let bold = named(family, "-Bold").unwrap_or_else(|| regular.clone());
            Some(Self { regular, bold })
        })
    }

    /// Reads them.
    ///
    /// # Errors
    /// The system's.
    pub fn read(&self) -> std::io::Result<Fonts> {
        Ok(Fonts::new(std::fs::read(&self.regular)?, std::fs::read(&self.bold)?))
    }
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|e| Some(e.ok()?.path())) {
        if path.is_dir() && depth > 0 {
            walk(&path, depth - 1, found);
        } else if path.extension().is_some_and(|e| e == "ttc" || e == "otf" || e == "ttf") {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_family_with_a_regular_weight_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let nothing = || FontFiles::find_under(folder.path());
        assert_eq!(nothing(), None);
        let deep = folder.path().join("opentype/noto");
        std::fs::create_dir_all(&deep).unwrap();
        for name in ["NotoSansCJK-Bold.ttc", "NotoSansSC-Regular.otf", "NotoSansMonoCJK-Regular.ttc", "DejaVuSans.ttf"]
        {
            std::fs::write(deep.join(name), b"").unwrap();
        }
        let (regular, bold) = (deep.join("NotoSansSC-Regular.otf"), deep.join("NotoSansSC-Regular.otf"));
        assert_eq!(nothing(), Some(FontFiles { regular, bold }), "one weight stands for both");
        std::fs::write(deep.join("NotoSansCJK-Regular.ttc"), b"").unwrap();
        let (regular, bold) = (deep.join("NotoSansCJK-Regular.ttc"), deep.join("NotoSansCJK-Bold.ttc"));
        assert_eq!(nothing(), Some(FontFiles { regular, bold }));
    }
}
