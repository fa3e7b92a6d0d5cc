//! Out-of-band messages of the Android ranging module.
