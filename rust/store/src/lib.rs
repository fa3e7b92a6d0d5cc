//! findmesh-store
