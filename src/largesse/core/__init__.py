"""Shared nouns that every feature builds on: money, allocation, rules, kinds, errors. Pure: no I/O, no clock."""
