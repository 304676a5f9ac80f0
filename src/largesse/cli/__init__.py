"""The command line: one file per verb. Errors are one line that says what to do."""
