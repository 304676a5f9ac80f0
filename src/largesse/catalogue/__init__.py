"""What is sold: articles, the category tree, product sets, assortments, tax classes."""
