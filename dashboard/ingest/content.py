"""What the bytes of a file are, told by their beginning and never by the file's name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final, Literal

from dashboard.ingest.unusable import UnusableFile

Content = Literal["text", "workbook", "parquet", "html"]

LARGEST: Final = 2 * 1024**3
"""Bytes; a larger file is split by its sender rather than read for minutes."""

_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM\x00", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound recording"),
    (b"From: ", "an e-mail"),
    (b"RIFF", "a sound or video recording"),
    (b"OggS", "a sound recording"),
)
_NOTHING: Final = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_DOCUMENTS: Final = (("word/", "a text document (Word)"), ("ppt/", "a presentation (PowerPoint)"))
_TABLES: Final = (".csv", ".tsv", ".tab", ".psv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet")
_SUSPECT: Final = 100 * 1024**2
_MOST_PACKED: Final = 200
"""Times smaller than its content an archive of tables may be, once that is larger than the suspect size (bytes)."""
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError)
"""What reading an archive raises whose bytes were changed."""
_ADVICE: Final = "Export the table again as CSV or Excel and upload that."


def content_of(data: bytes) -> Content:
    """What kind of file the bytes are.

    Raises UnusableFile for what is not a table: a picture, a PDF, an empty or an oversized file.
    """
    if not data[:4096].strip(_NOTHING) and not data.strip(_NOTHING):
        raise UnusableFile("This file is empty. Export it again and check that the report has rows.")
    if len(data) > LARGEST:
        raise UnusableFile("This file is larger than 2 GB. Export it again in shorter periods.")
    head = data[:16]
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise UnusableFile(f"This is {what}, not a table. {_ADVICE}")
    if data[4:8] == b"ftyp":
        raise UnusableFile(f"This is a picture or video, not a table. {_ADVICE}")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "WordDocument".encode("utf-16-le") in data:
            raise UnusableFile(f"This is a text document (Word), not a table. {_ADVICE}")
        return "workbook"
    if head.startswith(b"PK"):
        return "workbook"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "html"
    if start.startswith((b"<?xml", b"<svg")):
        raise UnusableFile(f"This is an XML document, not a table. {_ADVICE}")
    if start.startswith((b"{", b"[{")) and start.rstrip().endswith((b"}", b"]", b",")) and b'":' in start:
        raise UnusableFile(f"This is a JSON document, not a table. {_ADVICE}")
    return "text"


def _office(names: set[str], archive: zipfile.ZipFile) -> str | None:
    """What an office file is that is no workbook, "" for a workbook; None where the archive is neither."""
    if "[Content_Types].xml" in names:
        return next((what for folder, what in _DOCUMENTS if any(name.startswith(folder) for name in names)), "")
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100]
        return "" if b"spreadsheet" in kind else "a document of another kind (OpenDocument)"
    return "" if "content.xml" in names else None


def unpacked(data: bytes) -> tuple[str, bytes] | None:
    """Name and bytes of the one table in a zip archive; None where the bytes are a workbook, not an archive.

    Raises UnusableFile for an archive that is damaged, locked, or holds no table or several.
    """
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [entry for entry in archive.infolist() if not entry.is_dir()]
            size, packed = sum(entry.file_size for entry in names), sum(entry.compress_size for entry in names)
            if size > LARGEST or (size > _SUSPECT and size > _MOST_PACKED * packed):
                raise UnusableFile("This file unpacks to far more than a table has. Export it again, or unpack it.")
            if (office := _office({entry.filename for entry in names}, archive)) is not None:
                if office:
                    raise UnusableFile(f"This is {office}, not a table. {_ADVICE}")
                return None
            files = [entry for entry in names if not entry.filename.startswith(("__MACOSX", "."))]
            tables = [entry for entry in files if entry.filename.lower().endswith(_TABLES)]
            tables = files if len(files) == 1 else tables
            if len(tables) != 1:
                said = f"{len(tables)} tables" if tables else "no table"
                raise UnusableFile(f"This archive holds {said}. Unpack it and upload the tables themselves.")
            return tables[0].filename, archive.read(tables[0])
    except UnusableFile:
        raise
    except (*_DAMAGE, NotImplementedError) as error:
        raise UnusableFile("This archive is damaged. Download it again.") from error
    except RuntimeError as error:
        raise UnusableFile("This archive is locked with a password. Unpack it and upload the table inside.") from error
