"""Largesse answers one question at the till: which campaigns apply, what does each take off, and why not the others."""
