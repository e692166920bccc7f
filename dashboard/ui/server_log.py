"""What the server writes down of an error nobody foresaw: its kind and its place, never its words.

An error's text quotes what it stumbled over, which may be a cell of a file. Whoever mends it needs the place.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

_HOME: Final = Path(__file__).parents[2]
_FRAMES: Final = 6


def keep_values_out() -> None:
    """From now on no log record of this process, and no report of a thread that died, quotes an error's text."""
    if logging.getLogRecordFactory() is not _record:
        logging.setLogRecordFactory(_record)
    sys.excepthook = lambda kind, error, trace: _say(error, trace)
    threading.excepthook = lambda told: _say(told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: _say(told.exc_value, told.exc_traceback)


def kind_and_place(error: BaseException, trace: TracebackType | None = None) -> str:
    """'KeyError in funnel.py:12 draw < streamlit_app.py:16 draw': nothing of it is a value."""
    frames = traceback.extract_tb(trace or error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_HOME)] or frames
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in ours[-_FRAMES:][::-1]]
    return f"{type(error).__name__} in {' < '.join(places)}" if places else type(error).__name__


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)
    errors = [one for one in _arguments(record) if isinstance(one, BaseException)]
    if record.exc_info and record.exc_info[1] is not None:
        errors.append(record.exc_info[1])
    if not errors:
        return record
    if not isinstance(record.args, Mapping):
        record.args = tuple(
            kind_and_place(one) if isinstance(one, BaseException) else one for one in _arguments(record)
        )
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):  # a form that wants a number where now a word stands
        said = str(record.msg)
    for error in errors:
        # a message may have the error's text written into it already
        said = said.replace(str(error), "...") if str(error) else said
    places = "; ".join(dict.fromkeys(map(kind_and_place, errors)))
    record.msg, record.args, record.exc_info, record.exc_text = f"{said}: {places}", (), None, None
    return record


def _arguments(record: logging.LogRecord) -> tuple[Any, ...]:
    args = record.args
    return tuple(args.values()) if isinstance(args, Mapping) else tuple(args or ())


def _say(error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt):
        sys.stderr.write(f"Leadloop did not foresee this: {kind_and_place(error, trace)}\n")
