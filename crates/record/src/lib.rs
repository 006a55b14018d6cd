//! The append-only log, its Merkle tree, signed heads, the vault, and two stores for them.
