"""A pipeline: asks the gate over HTTP and by the client that people copy into build images."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import requests

from readiness.adapters import gate_client

STATUS = {0: 200, 10: 403}


@dataclass(frozen=True, slots=True)
class Pipeline:
    address: str
    service: str
    token: str

    def asks(self) -> tuple[int, dict[str, Any]]:
        """Return the client's exit code with the API's answer, after seeing that both agree."""
        code, printed = self._client()
        answer = requests.get(
            f"{self.address}/api/v1/gate/{self.service}",
            params={"environment": "production"},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
        )
        said: dict[str, Any] = answer.json()
        assert answer.status_code == STATUS[code], (code, printed, answer.text)
        assert printed.startswith(said["verdict"])
        assert all(reason["sentence"] in printed for reason in said["reasons"])
        return code, said

    def _client(self) -> tuple[int, str]:
        # By its text and isolated: what it needs is the standard library, not this environment.
        asked = ["--environment", "production", "--server", self.address]
        found = subprocess.run(
            [sys.executable, "-I", "-", self.service, *asked],
            input=gate_client.text(),
            env={**os.environ, "READINESS_TOKEN": self.token},
            capture_output=True,
            text=True,
            check=False,
        )
        return found.returncode, found.stdout + found.stderr
