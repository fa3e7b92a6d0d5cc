//! findmesh-ffi
