"""Pages where the house itself is set: people, rights, the company and its parts."""
