"""Campaigns as things that live: which states they go through, and what may be done in each."""
