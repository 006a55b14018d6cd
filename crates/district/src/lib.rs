//! The state machine above estates: organisations, posts, adopted rules.
