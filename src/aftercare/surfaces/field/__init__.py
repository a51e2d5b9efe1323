"""Engineers on the phone: my day, one visit, its steps and its record."""
