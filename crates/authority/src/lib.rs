//! Who may try what: Cedar policies behind one pure function.
