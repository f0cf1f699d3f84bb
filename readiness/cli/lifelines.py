"""Ends a process when the one that started it is gone, even by a kill that nobody can catch."""

from __future__ import annotations

import os
import signal
import threading
import time

import click

SECONDS = 0.5

option = click.option("--follow-parent", type=int, hidden=True)


def follow_parent(parent: int) -> None:
    """End like by SIGTERM soon after the parent process has ended, be it before this was called."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
