"""A real retailer's year: its Parquet files become campaigns, a catalogue, customers and past checkouts."""
