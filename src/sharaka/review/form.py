"""A posted form: URL-encoded, of limited size, read once and before anything acts on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect
from starlette.types import Receive

#: Bytes and fields a form may have; the longest real one (an event with many actors) has a tenth.
MAX_BYTES = 128 * 1024
MAX_FIELDS = 2000


class TooLargeError(ValueError):
    """The form is over the limit."""


@dataclass(frozen=True)
class Form:
    """The fields by name; a name may come several times."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """The field's last value."""
        values = self.fields.get(name)
        return values[-1] if values else default

    def all(self, name: str) -> list[str]:
        return list(self.fields.get(name, ()))

    def __contains__(self, name: object) -> bool:
        return name in self.fields


async def read_form(receive: Receive, limit: int = MAX_BYTES) -> Form:
    """Read the body as ``application/x-www-form-urlencoded``, UTF-8.

    Raises TooLargeError past the limit (what follows is not read), ValueError for what is no form.
    """
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body = message.get("body", b"")
        size += len(body)
        if size > limit:
            raise TooLargeError
        parts.append(body)
        more = message.get("more_body", False)
    pairs = parse_qsl(
        b"".join(parts).decode("utf-8"),
        keep_blank_values=True,
        errors="strict",
        max_num_fields=MAX_FIELDS,
    )
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return Form(fields)
