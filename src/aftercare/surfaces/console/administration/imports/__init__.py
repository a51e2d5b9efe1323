"""Files of records: taken in with a preview, undone as a whole, and given out."""
