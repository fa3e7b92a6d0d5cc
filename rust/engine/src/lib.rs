//! findmesh-engine
