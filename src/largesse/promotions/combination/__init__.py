"""The search for the set of campaigns that takes most off: `search.py` is where to begin."""
