//! Shares and rates of the city in one place: what is published, with its source by name, and what is assumed.
