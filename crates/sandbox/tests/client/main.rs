//! The project's own Web API client against an organisation: what its tests take for an answer is what one gives.

mod batches;
mod definitions;
mod fetch;
mod organisation;
mod records;
