"""The promotion engine: compile a book, evaluate a checkout, explain the result. Pure functions over values."""
