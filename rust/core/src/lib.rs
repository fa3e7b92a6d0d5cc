//! findmesh-core
