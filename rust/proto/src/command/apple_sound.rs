//! Sound, and the product’s name, on Apple’s tags and those of its network.
