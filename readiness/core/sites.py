"""What use cases must know of the installation that they run in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """`mail_from` is empty where no mail server is set. `key` is the installation's secret."""

    public_url: str = "http://localhost"
    mail_from: str = ""
    key: str = field(default="", repr=False)

    @property
    def sends_mail(self) -> bool:
        return bool(self.mail_from)
