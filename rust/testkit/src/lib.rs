//! findmesh-testkit
