"""Use cases, one file per trip: decode, load, decide, save. Each takes the ports it needs and the company it is for."""
