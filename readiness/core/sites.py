"""What use cases must know of the installation that they run in."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.core.outside_addresses import Network


@dataclass(frozen=True, slots=True)
class Site:
    """`mail_from` is empty where no mail server is set. `key` is the installation's secret.

    `outside_networks` are the inner ones that connections may lead to. A signed verdict that lets
    through counts for `verdict_minutes`.
    """

    public_url: str = "http://localhost"
    mail_from: str = ""
    key: str = field(default="", repr=False)
    outside_networks: tuple[Network, ...] = ()
    verdict_minutes: int = 5

    @property
    def sends_mail(self) -> bool:
        return bool(self.mail_from)
