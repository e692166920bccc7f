"""The secret that turns an email or phone into a match key nobody can turn back."""

from __future__ import annotations

import secrets
from typing import Final

from dashboard.store.records import Records

_LENGTH: Final = 32
_NAME: Final = "match.key"


def match_key(records: Records) -> bytes:
    """The workspace's key, made at the first call; readable by its owner only and kept apart from the tables."""
    key = records.kept(_NAME)
    if key is None or len(key) != _LENGTH:
        key = secrets.token_bytes(_LENGTH)
        records.keep(_NAME, key)
    return key
