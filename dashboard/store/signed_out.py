"""The logins that were signed out, kept where every app process of an installation looks.

Each is a small file of its own beside the records, or a row in the server's database: signing out waits for no import,
and two at once do not cover each other.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Final

from dashboard.store.places import records_of

SIGNED_OUT: Final = "signed-out"
"""The folder of the small files."""
_FOLDER: Final = f"{SIGNED_OUT}/"


class SignedOut:
    """The list of an installation, kept with the workspace in this folder. It names nobody: a login is a hash."""

    def __init__(self, folder: Path) -> None:
        self._records = records_of(folder)

    def add(self, login: str, until: float, now: float) -> None:
        """Take down that this login is over. From `until` on (seconds, as `now`) it would have ended by itself.

        Raises StoreError where it cannot be kept.
        """
        for name, content in self._records.all_kept(_FOLDER).items():
            if float(content or b"0") < now:
                self._records.let_go(name)
        self._records.keep(_named(login), f"{until:.0f}".encode())

    def holds(self, login: str) -> bool:
        """Whether this login was signed out. Raises StoreError where that cannot be known."""
        return self._records.kept(_named(login)) is not None


def _named(login: str) -> str:
    return _FOLDER + blake2b(login.encode(), digest_size=16).hexdigest()
