//! Pages, API and assets over HTTP.
