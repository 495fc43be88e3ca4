//! Journeyman.
