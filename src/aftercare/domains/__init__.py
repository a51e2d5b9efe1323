"""What is true, in story order: a later room may call an earlier one, never the other way round."""
