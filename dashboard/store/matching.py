"""The secret that turns an email or phone into a match key nobody can turn back."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

_LENGTH: Final = 32


def match_key(folder: Path) -> bytes:
    """The workspace's key, made at the first call; readable by its owner only and kept apart from the tables."""
    path = folder / "match.key"
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) == _LENGTH:
        return key
    key = secrets.token_bytes(_LENGTH)
    unfinished = path.with_suffix(".part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
    unfinished.replace(path)
    return key
