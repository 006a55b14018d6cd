//! Pictures for chat groups: drawn one at a time, since the font alone is some forty megabytes, and the last ones kept,
//! since a group opens the same picture hundreds of times in an hour.

use crate::reply::Problem;
use app::FontFiles;
use axum::body::Bytes;
use law::Refusal;
use office::poster::{Poster, PosterError, draw};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Mutex;

/// Pictures kept; some 150 kB each.
const KEPT: usize = 64;

/// Draws pictures with the system's font.
pub struct Pictures {
    fonts: Option<FontFiles>,
    /// The font was there and did not read: said like one that is not there.
    damaged: AtomicBool,
    kept: Mutex<VecDeque<(Poster, Bytes)>>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self::with(FontFiles::find())
    }
}

impl Pictures {
    /// Draws with the Chinese font in this folder, and with no other.
    #[must_use]
    pub fn with_fonts_of(folder: &Path) -> Self {
        Self::with(FontFiles::find_under(folder))
    }

    fn with(fonts: Option<FontFiles>) -> Self {
        Self { fonts, damaged: AtomicBool::new(false), kept: Mutex::default() }
    }

    /// Whether there is a Chinese font to draw with, as far as is known.
    #[must_use]
    pub fn can_draw(&self) -> bool {
        self.fonts.is_some() && !self.damaged.load(Ordering::Relaxed)
    }

    /// The picture, as PNG.
    ///
    /// # Errors
    /// A refusal with what to do where there is no font or it does not read; a fault of ours else.
    pub async fn png(&self, poster: Poster) -> Result<Bytes, Problem> {
        let no_font = || Problem::Refused(vec![Refusal::new("share-no-font")]);
        let fonts = self.fonts.clone().filter(|_| self.can_draw()).ok_or_else(no_font)?;
        // Held while one is drawn: whoever asks for the same meanwhile gets it when it is there.
        let mut kept = self.kept.lock().await;
        if let Some((_, bytes)) = kept.iter().find(|(p, _)| *p == poster) {
            return Ok(bytes.clone());
        }
        let wanted = poster.clone();
        let drawn = tokio::task::spawn_blocking(move || {
            let fonts = fonts.read().map_err(|e| PosterError::Font(e.to_string()))?;
            draw(&fonts, &wanted)
        });
        let bytes: Bytes = match drawn.await.map_err(|e| Problem::Fault(e.to_string()))? {
            Ok(bytes) => bytes.into(),
            Err(PosterError::Font(why)) => {
                tracing::warn!("pictures are off: the Chinese font does not read: {why}");
                self.damaged.store(true, Ordering::Relaxed);
                return Err(no_font());
            }
            Err(e) => return Err(Problem::Fault(e.to_string())),
        };
        kept.push_back((poster, bytes.clone()));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        Ok(bytes)
    }
}
