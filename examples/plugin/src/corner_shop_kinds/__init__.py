"""Kinds of conditions and benefits that one retailer needs and Largesse does not bring."""
