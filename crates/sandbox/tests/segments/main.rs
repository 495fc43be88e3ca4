//! Who is in a segment: the evaluator on examples, and against the FetchXML translation on thousands of generated queries.

mod cases;
mod catalog;
mod crosscheck;
mod examples;
mod queries;
mod robust;
mod world;
