"""Actions of golden cases, one struct each, in the project's words."""
