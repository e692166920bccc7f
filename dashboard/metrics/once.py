"""Answers kept: what is asked again of the same leads, by whomever, is neither counted nor drawn again.

A figure is a pure function of leads, tables and small values, and its answer is kept under all of these: leads by
their table's own number, which no other practice, state of the data, moment or agreement shares, and by their filters;
a table by all its content. Only totals may be kept so: what lists single leads is not marked with `once`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sized
from dataclasses import fields, is_dataclass
from datetime import date
from functools import wraps
from hashlib import blake2b
from inspect import isfunction
from io import BytesIO
from threading import Lock
from types import MethodType
from typing import Any, Final, ParamSpec, TypeVar, cast

import polars as pl

from dashboard.metrics.leads import LeadTable, Slice

MOST_BYTES: Final = 48 << 20
"""Room of all answers together; the ones unused for longest make place."""
MOST_CELLS: Final = 20_000
"""A longer table takes longer to compare than what is made of it."""
_VALUE_BYTES: Final = 64
_PLAIN: Final = (str, int, float, date, type(None))

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Answers:
    """Answers by what was asked, the most recent ones. Safe to share between threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[object, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def of(self, key: object, work_out: Callable[[], Answer]) -> Answer:
        """The answer kept under this key, else the one worked out now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Answer = self._kept[key][0]
                return found
        # outside the lock: others need not wait, and what is worked out twice comes out the same
        answer = work_out()
        size = _size(answer)
        with self._lock:
            self._bytes += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (answer, size)
            while self._bytes > self._most:
                self._bytes -= self._kept.popitem(last=False)[1][1]
        return answer

    def forget(self) -> None:
        """Keep nothing of what was asked so far."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0


ANSWERS: Final = Answers(MOST_BYTES)


class _UnlikeError(TypeError):
    """Nothing tells whether two of these are the same."""


def once(figure: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """The same pure function of leads, tables and small values, worked out once for the same ones.

    Nobody may change its answer. Asked of anything else, as of a function made on the spot, it is worked out each time.
    """
    name = f"{figure.__module__}.{figure.__qualname__}"

    @wraps(figure)
    def kept(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        try:
            key = (name, _parts(args), tuple((word, _part(named[word])) for word in sorted(named)))
        except _UnlikeError:
            return figure(*args, **named)
        return _own(ANSWERS.of(key, lambda: _own(figure(*args, **named))))

    return kept


def _part(value: object) -> object:
    """What stands for a value: equal for equal ones only."""
    if isinstance(value, _PLAIN):
        # 1, 1.0 and True are equal to Python and not to a reader
        return type(value), value
    if type(value) is Slice:
        chosen = tuple((one.axis.name, one.wanted.tobytes()) for one in value.choices)
        return Slice, value.table.number, value.filters, chosen
    if type(value) is LeadTable:
        return LeadTable, value.number
    if isinstance(value, pl.DataFrame) and value.height * value.width <= MOST_CELLS:
        return pl.DataFrame, _content(value)
    if isinstance(value, tuple | list):
        return type(value), _parts(value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), _parts(getattr(value, field.name) for field in fields(value))
    if isinstance(value, MethodType) and type(value.__self__) is LeadTable:
        return value.__func__, value.__self__.number
    if isfunction(value) and "<" not in value.__qualname__:
        return value
    raise _UnlikeError


def _parts(values: Iterable[object]) -> tuple[object, ...]:
    return tuple(map(_part, values))


def _own(answer: Answer) -> Answer:
    """A table of one's own over the same columns.

    Polars locks a table while it writes it to Python and waits for Python meanwhile; a second thread that holds
    Python and reads the very same table would wait for the first one for ever.
    """
    return cast(Answer, answer.clone()) if isinstance(answer, pl.DataFrame) else answer


def _content(table: pl.DataFrame) -> bytes:
    written = BytesIO()
    try:
        _own(table).write_ipc_stream(written)
    except pl.exceptions.PolarsError as error:
        raise _UnlikeError from error
    return blake2b(written.getbuffer(), digest_size=20).digest()


def _size(answer: object) -> int:
    """About the bytes an answer takes."""
    if isinstance(answer, pl.DataFrame):
        return int(answer.estimated_size()) + 2048
    if isinstance(answer, dict):
        return _VALUE_BYTES + sum(_VALUE_BYTES + _size(value) for value in answer.values())
    if isinstance(answer, tuple | list):
        return _VALUE_BYTES + sum(map(_size, answer))
    return int(getattr(answer, "nbytes", 0)) + _VALUE_BYTES + (len(answer) if isinstance(answer, Sized) else 0)
