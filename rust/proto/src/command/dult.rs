//! The accessory non-owner service of IETF DULT.
