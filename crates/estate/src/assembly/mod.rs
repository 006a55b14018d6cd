//! Owners' joint decisions (民法典第二百七十八条).

pub mod published;
