//! secp160r1 and P-224 against vectors, and against arithmetic that shares nothing with theirs.

mod edges;
mod fields;
mod laws;
mod oracle;
mod p224;
mod secp160r1;
mod wycheproof;
