//! findmesh-relay
