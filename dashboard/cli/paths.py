"""Files a command is given, and the one that shows a file as it was read."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from dashboard.ingest.reading import Reading
from dashboard.ingest.unusable import UnusableFile


def bytes_of(file: Path) -> bytes:
    """A file's bytes.

    Raises UnusableFile, in a sentence for whoever typed the path, where they cannot be had.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile(f"{file}: there is no such file; check the path.") from error
    except IsADirectoryError as error:
        raise UnusableFile(f"{file}: this is a folder; name the files in it.") from error
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UnusableFile(f"{file}: the file cannot be opened ({why}); copy it where you may read it.") from error


def write_as_read(reading: Reading, path: Path) -> None:
    """The table as the file has it: headers as they are written, blank columns in their places."""
    columns = [
        (pl.col(name) if name else pl.lit(None, pl.String)).alias(f"c{place}")
        for place, (_, name) in enumerate(reading.layout)
    ]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerow([header for header, _ in reading.layout])
        out.write(reading.text.select(columns).write_csv(include_header=False))
