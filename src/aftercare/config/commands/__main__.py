"""`python -m aftercare.config.commands`: how processes of Aftercare start each other."""

from aftercare.config.commands.root import main

main()
