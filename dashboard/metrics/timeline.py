"""When things happened with each lead, put together from the stored rows each time it is asked for: kept, it would
take as much room as all the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.progress import NEVER, Progress, moments_us, recorded_us
from dashboard.metrics.rows import Rows

_LATEST: Final = np.iinfo(np.int64).max


class Timeline(Mapping[int, NDArray[np.int64]]):
    """Moment of each dated stage by its position; all in microseconds since 1970 UTC, NEVER where unknown or ahead."""

    def __init__(self, leads: Rows, progress: Progress, now: int) -> None:
        self._leads, self._progress, self._now = leads, progress, now

    def __getitem__(self, position: int) -> NDArray[np.int64]:
        if position not in self._progress.dated:
            raise KeyError(position)
        if position == 0:
            return moments_us(self._leads, "created_at")
        when = recorded_us(self._leads, stages.NAMES[position])
        # what a file dates but does not count as the stage has no mark
        marked = self._progress.marks & (1 << (position - 1)) != 0
        return np.where(marked & (when <= self._now), when, NEVER)

    def __iter__(self) -> Iterator[int]:
        return iter(self._progress.dated)

    def __len__(self) -> int:
        return len(self._progress.dated)

    @property
    def answered(self) -> NDArray[np.int64]:
        """The first answer by a person; automatic replies are none."""
        when = moments_us(self._leads, "first_response_at")
        return np.where(~self._automatic & (when <= self._now), when, NEVER)

    @property
    def attempted(self) -> NDArray[np.int64]:
        """The first try or answer by a person.

        A first try on record at the very moment of an automatic reply is that reply.
        """
        tries, replied = (moments_us(self._leads, name) for name in ("first_attempt_at", "first_response_at"))
        automatic = self._automatic
        counts = (tries != NEVER) & (tries <= self._now) & ~(automatic & (tries == replied))
        answers = (replied != NEVER) & (replied <= self._now) & ~automatic
        first = np.minimum(np.where(counts, tries, _LATEST), np.where(answers, replied, _LATEST))
        return np.where(first == _LATEST, NEVER, first)

    @property
    def _automatic(self) -> NDArray[np.bool_]:
        return self._leads.with_word("first_response_kind", "auto")
