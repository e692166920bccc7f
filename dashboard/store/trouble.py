"""What goes wrong below the store, said in sentences: a full or read-only disk, a damaged file, a workspace in use."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from deltalake.exceptions import DeltaError
from polars.exceptions import PanicException, PolarsError

from dashboard.store.imports import StoreError

_FULL: Final = ("no space left", "disk is full", "quota exceeded")
_CLOSED: Final = ("read-only", "readonly", "permission denied", "unable to open", "not permitted")
_BROKEN: Final = ("malformed", "not a database", "disk i/o error", "file is encrypted")
_OUTSIDE: Final = {
    "cannot be reached": ("error sending request", "connection refused", "timed out", "timeout", "dns error",
                          "failed to lookup", "connect error", "service unavailable"),
    "does not let this server in": ("access denied", "accessdenied", "forbidden", "invalidaccesskeyid", "unauthorized",
                                    "signaturedoesnotmatch", "credential", "permissiondenied"),
    "has no such bucket": ("nosuchbucket", "bucket does not exist"),
}  # fmt: skip
"""What an object store may fail with, and the words its messages say that in."""
_CODES: Final = {errno.ENOSPC: _FULL[0], errno.EDQUOT: _FULL[0], errno.EROFS: _CLOSED[0]}


class BusyError(StoreError):
    """Another process keeps the workspace to itself."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise StoreError where the disk or the database at `path` fails; what else goes wrong passes."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        said = str(error.orig).lower()
        if "locked" in said:
            raise BusyError("Another import into this workspace is still running; try again later.") from error
        if any(word in said for word in _BROKEN):
            raise damaged(path) from error
        if found := _of_disk(said, path):
            raise found from error
        raise
    except OSError as error:
        if found := _of_disk(_CODES.get(error.errno or 0, str(error.strerror).lower()), path):
            raise found from error
        raise


@contextmanager
def rows_in_words(path: Path | str) -> Iterator[None]:
    """Raise StoreError where the table of rows at `path`, or at an address, cannot be read or written."""
    try:
        yield
    except (DeltaError, PolarsError, PanicException, OSError) as error:
        # the text may hold a value of the rows; it is looked at and not passed on
        said = str(error).lower()
        found = _of_disk(said, path) if isinstance(path, Path) else _of_store(said, path)
        raise found or damaged(path) from error


def damaged(path: Path | str) -> StoreError:
    """What to do about a file of the workspace that cannot be read any more."""
    return StoreError(
        f"{path} is damaged or incomplete; nothing was changed. Restore the last backup with "
        "'python -m dashboard restore FILE --replace'."
    )


def _of_store(said: str, address: str) -> StoreError | None:
    for what, words in _OUTSIDE.items():
        if any(word in said for word in words):
            return StoreError(
                f"The object store at {address} {what}; nothing was stored. Check LEADLOOP_ROWS and the AWS_ variables "
                "of this server, then try again."
            )
    return None


def _of_disk(said: str, path: Path) -> StoreError | None:
    if any(word in said for word in _FULL):
        return StoreError(f"The disk that holds {path.parent} is full; nothing was stored. Make room, then try again.")
    if any(word in said for word in _CLOSED):
        return StoreError(
            f"{path.parent} cannot be opened or written to; nothing was stored. Allow this user to write there, "
            "then try again."
        )
    return None
