"""A slow and obvious calculator of golden cases, written from their README: units one by one, exact fractions.

It knows nothing of the engine. Where the two differ, one of them has misread the page.
"""
