//! The server: number pool, leases, calls and their attribution.
