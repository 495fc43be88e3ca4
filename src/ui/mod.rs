//! Pieces that several screens share.

pub mod areas;
pub mod code;
pub mod commands;
pub mod dialog;
pub mod field;
pub mod focus;
pub mod icon;
mod icons_data;
pub mod list;
pub mod lookup;
pub mod measure;
pub mod notice;
pub mod virtual_list;
pub mod words;
