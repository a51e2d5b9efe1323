"""Pages about dictionaries: the words of service that administrators keep."""
