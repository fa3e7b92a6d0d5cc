//! findmesh-net
