"""Tools with no business words: actors, refusals, states, ledger and events, jobs, locks, numbers, pages of rows."""
