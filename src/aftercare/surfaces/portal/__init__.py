"""Customers: submit, follow, write, cancel and rate, by signed link and without an account."""
