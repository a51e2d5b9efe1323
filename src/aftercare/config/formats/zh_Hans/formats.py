"""Sums are read in groups of three, as accountants in China write them."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
