"""Small files that would unpack to more than there is room for: each is refused in a sentence, and the app lives on."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from time import monotonic

import polars as pl
import pytest

from dashboard.ingest import UnusableFile, read, workbooks
from tests.ingest.workbook import workbook

LEADS = b"lead_id,created_at\n1,2026-01-01\n"
DAMAGED = "This archive is damaged. Download it again."
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)


def changed(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook of one lead whose sheet was changed by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"A": [["lead_id", "created_at"], ["1", "2026-01-01"]]}))) as archive,
        zipfile.ZipFile(out, "w") as again,
    ):
        for name in archive.namelist():
            body = archive.read(name)
            again.writestr(name, change(body) if "sheet1" in name else body)
    return out.getvalue()


def packed(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return out.getvalue()


def far_cell(body: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return body.replace(b"</sheetData>", far)


def entities(body: bytes) -> bytes:
    return LAUGHS.encode() + b"]>" + body.replace(b"<t>1</t>", b"<t>&j;&f;</t>")


def torn_stream() -> bytes:
    data = bytearray(packed(("leads.csv", LEADS * 50)))
    data[45:60] = b"\xff" * 15
    return bytes(data)


def torn_directory() -> bytes:
    data = bytearray(packed(("leads.csv", LEADS)))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 20] = struct.pack("<II", 2**31, 7)
    return bytes(data)


REFUSED = {
    "a cell far from all others": (changed(far_cell), "takes more memory than a table needs, or is damaged."),
    "entities within entities": (changed(entities), "This workbook is damaged or no workbook"),
    "an archive in an archive": (packed(("a.zip", packed(("leads.csv", LEADS)))), "This archive holds another"),
    "far more than it should unpack to": (packed(("leads.csv", LEADS * 10_000_000)), "unpacks to far more"),
    "a torn stream": (torn_stream(), DAMAGED),
    "a torn directory": (torn_directory(), DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_bomb_is_refused_in_a_sentence(case: str) -> None:
    data, sentence = REFUSED[case]
    with pytest.raises(UnusableFile) as refused:
        read("bomb", data)
    assert sentence in str(refused.value)


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_SECONDS", 0.01)
    began = monotonic()
    with pytest.raises(UnusableFile, match="takes longer than"):
        read("slow.xlsx", changed(lambda body: body))
    assert monotonic() - began < 5


def test_a_parquet_file_of_more_cells_than_it_may_hold_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 1000)
    out = io.BytesIO()
    pl.DataFrame({"lead_id": ["1"] * 501, "source": ["Web"] * 501}).write_parquet(out)
    with pytest.raises(UnusableFile, match="This file holds more than 1,000 cells"):
        read("long.parquet", out.getvalue())


def test_more_rows_than_are_read_at_once_are_refused_before_they_are_read() -> None:
    with pytest.raises(UnusableFile, match="more than 20,000,000 rows; export it in shorter periods"):
        read("long.csv", b"lead_id\n" + b"1\n" * 20_000_001)
