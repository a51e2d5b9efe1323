"""Help: how the work is done here, in plain words."""
