"""How the house is wired: environment, settings, addresses, timed jobs, commands."""
