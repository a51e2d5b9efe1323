"""Measurements that can be repeated: one command each, printing the figures that the documents give."""
