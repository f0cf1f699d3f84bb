"""The application over the database of a test, in this process, so that a test can move its clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from werkzeug.serving import make_server

from readiness.app import create_app
from readiness.cli.check import free_port
from readiness.extensions import DATABASE
from readiness.settings import Settings
from readiness.web.clock import system_clock


@contextmanager
def serving(
    database_url: str, instance: Path, clock: Callable[[], datetime] = system_clock
) -> Iterator[str]:
    """Yield where the application listens."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = Settings(
        instance=instance,
        database_url=database_url,
        public_url=url,
        password_memory=8,
        password_rounds=1,
    )
    app = create_app(settings)
    app.config["NOW"] = clock
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions[DATABASE].close()
