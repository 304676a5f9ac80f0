"""Work that nobody waits for: jobs in a queue on the same database, and the schedules that put them there."""
