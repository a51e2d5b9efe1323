"""Prices, taxes and the limits of approval: what orders are written with."""
