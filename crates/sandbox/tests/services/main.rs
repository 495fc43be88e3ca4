//! The product's behaviour, asked for by requests: documented samples, life cycle, test controls, demo records.

mod controls;
mod demo;
mod documented;
mod lifecycle;
mod org;
mod realtime;
mod segments;
