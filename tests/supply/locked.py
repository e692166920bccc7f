"""The packages of requirements.lock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LOCK: Final = ROOT / "requirements.lock"
LICENCES: Final = ROOT / "docs" / "licences.md"

_PINNED: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")


@dataclass(frozen=True, slots=True)
class Locked:
    """One package at one version, with the hashes its files may have."""

    name: str
    version: str
    hashes: tuple[str, ...]


def locked() -> list[Locked]:
    """Every package of the lock, in its order."""
    packages = []
    for entry in re.split(r"\n(?=\S)", LOCK.read_text()):
        if pinned := _PINNED.match(entry):
            hashes = tuple(re.findall(r"--hash=(sha256:[0-9a-f]{64})", entry))
            packages.append(Locked(pinned[1].lower(), pinned[2], hashes))
    return packages
