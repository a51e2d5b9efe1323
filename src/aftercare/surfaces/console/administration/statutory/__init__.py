"""Statutory rules 三包: what the law gives beside what is promised."""
