//! findmesh-crypto
