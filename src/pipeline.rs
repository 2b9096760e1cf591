//! The whole run as one readable function.
