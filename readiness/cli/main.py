"""The command line. Each command is imported when it is run, so that none waits for the others."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from readiness.adapters import gate_client
from readiness.cli import gate
from readiness.settings import SettingError

#: Every command, and what it does. Each module names its command `command`.
COMMANDS = {
    "start": "Bring the database up to date, then run server and worker.",
    "serve": "Run the server alone.",
    "worker": "Run the worker alone.",
    "backup": "Write the whole installation to one file, while it runs.",
    "restore": "Put a backup into an empty installation.",
    "upgrade": "Back up, migrate, check.",
    "migrate": "Bring the database to the schema of this release.",
    "checklists": "Take in checklist files, or look for faults in them.",
    "search": "Say how far the search is, or make it anew.",
    "ledger": "Prove that nothing in the ledger was changed.",
    "keys": "Look after the keys that verdicts are signed with.",
}
#: It has its own parser, because it also works as a single file without any of this.
GATE = "Ask a server's gate: exit 0 let through, 10 blocked, 20 unavailable."


class Commands(click.Group):
    """A group whose commands are only named; asking for its help imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # Delayed: one command does not need the libraries of all.
        command: click.Command = import_module(f"readiness.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items(), ("gate", GATE)])


@click.group(cls=Commands)
@click.version_option(package_name="readiness")
def commands() -> None:
    """Launch readiness reviews: who may launch what, on which evidence."""


def main() -> None:
    """Run the command that the arguments name."""
    if sys.argv[1:] == ["gate", "--print-client"]:
        print(gate_client.text(), end="")
        return
    if sys.argv[1:2] == ["gate"]:
        sys.exit(gate.main(sys.argv[2:]))
    try:
        commands(prog_name="readiness")
    except SettingError as error:
        sys.exit(f"readiness: {error}")


if __name__ == "__main__":
    main()
