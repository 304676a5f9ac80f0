"""The wire contract: its schemas as snapshots, its pages' examples as tests."""
