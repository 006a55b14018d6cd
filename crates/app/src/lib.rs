//! Runs commands and queries: writers, cache, clock, effects.
