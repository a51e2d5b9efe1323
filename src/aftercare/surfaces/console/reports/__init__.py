"""Reports: what the figures of the company are, and the requests behind each."""
