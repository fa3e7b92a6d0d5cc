//! findmesh-proto
