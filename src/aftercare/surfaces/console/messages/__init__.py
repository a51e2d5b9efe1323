"""Pages about what leaves the house: messages with their state, the words they carry, ready answers."""
