"""What the engine says in words: one file for each language."""
