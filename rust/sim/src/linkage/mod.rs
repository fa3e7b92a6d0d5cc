//! How well a relay groups the reports of one finder.
