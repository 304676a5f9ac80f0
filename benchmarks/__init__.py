"""What the performance claims are measured with: `make bench`. Ratios within one run, never absolute times."""
