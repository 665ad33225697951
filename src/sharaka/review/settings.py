"""How one desk is run: where it listens, who reviews, and its secrets."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field

from sharaka.errors import UsageError

#: Languages with a catalogue, the first one shown first.
LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``secret`` is made anew by each run: a page that is older than the server decides nothing."""

    host: str = "127.0.0.1"
    port: int = 8765
    by: str | None = None
    password: str | None = field(default=None, repr=False)
    language: str = "ar"
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise UsageError(
                f"the desk has no catalogue for the language {self.language!r}",
                mend=f"Use {' or '.join(LANGUAGES)}.",
            )
        if not loopback(self.host) and not self.password:
            raise UsageError(
                f"the host {self.host} can be reached from other machines, and no password is set",
                mend="Give a password, or leave the host at 127.0.0.1.",
            )

    def cookie(self, name: str) -> str:
        """The cookie's name: cookies are shared between ports, so each desk has its own."""
        return f"sharaka-{self.port}-{name}"


def loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
