"""A real retailer's year: its Parquet files become campaigns, a catalogue, customers and past checkouts."""

from largesse.demo.load import COMPANY, is_loaded, load_year
from largesse.demo.replay import replay_year
from largesse.demo.samples import Sample, samples
from largesse.demo.source import open_source
from largesse.demo.split import BY_HOUSEHOLD, BY_WEEK
from largesse.demo.year import prepare_year

__all__ = [
    "BY_HOUSEHOLD",
    "BY_WEEK",
    "COMPANY",
    "Sample",
    "is_loaded",
    "load_year",
    "open_source",
    "prepare_year",
    "replay_year",
    "samples",
]
