"""Which coded leads stay in memory: many small tables, few large ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

MOST_ROWS: Final = 6_000_000
"""Leads in all tables kept together; a lead takes one to two hundred bytes once every page has been open."""
ALWAYS: Final = 2
"""So many are kept whatever their size: a comparison needs the leads of now and those of then at every click."""

Key = TypeVar("Key", bound=Hashable)


class Held(Generic[Key]):
    """The tables in memory by when they were last used. Safe to share between threads."""

    def __init__(self) -> None:
        self._rows: OrderedDict[Key, int] = OrderedDict()
        self._lock = Lock()

    def use(self, key: Key, rows: int) -> list[Key]:
        """Note that this table is in use; which others to let go of, the one unused for longest first."""
        with self._lock:
            self._rows[key] = rows
            self._rows.move_to_end(key)
            gone = []
            while len(self._rows) > ALWAYS and sum(self._rows.values()) > MOST_ROWS:
                gone.append(self._rows.popitem(last=False)[0])
            return gone
