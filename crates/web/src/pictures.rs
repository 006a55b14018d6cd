//! Pictures for chat groups: drawn one at a time, since the font alone is some forty megabytes, and the last ones kept,
//! since a group opens the same picture hundreds of times in an hour.

use crate::reply::Problem;
use app::FontFiles;
use axum::body::Bytes;
use office::poster::{Poster, draw};
use std::collections::VecDeque;
use tokio::sync::Mutex;

/// Pictures kept; some 150 kB each.
const KEPT: usize = 64;

/// Draws pictures with the system's font.
pub struct Pictures {
    fonts: Option<FontFiles>,
    kept: Mutex<VecDeque<(Poster, Bytes)>>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { fonts: FontFiles::find(), kept: Mutex::default() }
    }
}

impl Pictures {
    /// Whether there is a Chinese font to draw with.
    #[must_use]
    pub const fn can_draw(&self) -> bool {
        self.fonts.is_some()
    }

    /// The picture, as PNG.
    ///
    /// # Errors
    /// [`Problem::NotFound`] without a font, [`Problem::Fault`] if the font does not read.
    pub async fn png(&self, poster: Poster) -> Result<Bytes, Problem> {
        let fonts = self.fonts.clone().ok_or(Problem::NotFound)?;
        // Held while one is drawn: whoever asks for the same meanwhile gets it when it is there.
        let mut kept = self.kept.lock().await;
        if let Some((_, bytes)) = kept.iter().find(|(p, _)| *p == poster) {
            return Ok(bytes.clone());
        }
        let wanted = poster.clone();
        let drawn = tokio::task::spawn_blocking(move || {
            let fonts = fonts.read().map_err(|e| format!("the Chinese font: {e}"))?;
            draw(&fonts, &wanted).map_err(|e| e.to_string())
        });
        let bytes: Bytes = drawn.await.map_err(|e| Problem::Fault(e.to_string()))?.map_err(Problem::Fault)?.into();
        kept.push_back((poster, bytes.clone()));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        Ok(bytes)
    }
}
