"""The command line, `aftercare`: one file for each command or group of commands, imported when it is asked for.

A command module imports nothing heavy at its top, so that `--help` answers at once; what needs the database takes the
decorator `with_database`, and a refusal or trouble raised inside becomes one sentence and exit code 1.
"""

from aftercare.config.commands.root import main

__all__ = ["main"]
