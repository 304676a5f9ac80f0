"""PostgreSQL, embedded by default: the only store of record. Tables, queries and migrations live here alone."""
