//! URLs, query options and bodies of the Web API, read.
