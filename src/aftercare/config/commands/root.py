"""The list of commands, and how an expected failure is said."""

import importlib
import sys
from typing import Any, NoReturn

import click

from aftercare.config.commands.language import in_the_terminals_language
from aftercare.config.commands.sentences import sentence_for

# In the order a person meets them; `module:name`, imported on use.
COMMANDS = {
    "up": "aftercare.config.commands.up:up",
    "web": "aftercare.config.commands.web:web",
    "worker": "aftercare.config.commands.worker:worker",
    "migrate": "aftercare.config.commands.migrate:migrate",
    "check": "aftercare.config.commands.check:check",
    "import": "aftercare.config.commands.imports:import_file",
    "export": "aftercare.config.commands.exports:export_list",
    "reindex": "aftercare.config.commands.reindex:reindex",
    "recount": "aftercare.config.commands.recount:recount",
    "demo": "aftercare.config.commands.demo:demo",
    "user": "aftercare.config.commands.users:user",
    "token": "aftercare.config.commands.tokens:token",
    "openapi": "aftercare.config.commands.openapi:openapi",
    "prepare": "aftercare.config.commands.prepare:prepare",
}


class Aftercare(click.Group):
    """Finds commands by the list, and turns what was expected to go wrong into one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        try:
            outcome = super().main(*args, **extra | {"standalone_mode": False, "prog_name": "aftercare"})
        except click.UsageError as error:
            where = error.ctx.command_path if error.ctx else "aftercare"
            _fail(f"{error.format_message()} See `{where} --help`.", code=2)
        except click.ClickException as error:
            _fail(error.format_message())
        except (click.Abort, KeyboardInterrupt):
            _fail("Stopped.", code=130)
        except Exception as error:
            with in_the_terminals_language():
                sentence = sentence_for(error)
            if sentence is None:
                raise
            _fail(sentence)
        sys.exit(outcome if isinstance(outcome, int) else 0)


def _fail(sentence: str, *, code: int = 1) -> NoReturn:
    click.echo(f"aftercare: {sentence}", err=True)
    sys.exit(code)


@click.group(cls=Aftercare, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """After-sales service in a closed loop, from a customer's request to a satisfied call-back.

    `aftercare up` starts everything on this machine.
    """
