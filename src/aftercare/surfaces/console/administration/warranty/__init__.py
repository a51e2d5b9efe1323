"""Warranty terms: what is promised with products, categories, or everything sold."""
