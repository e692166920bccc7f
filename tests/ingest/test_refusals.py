"""What is no table is refused in one sentence that says what it is and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from dashboard.ingest import UnusableFile, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def archive(**files: str | bytes) -> bytes:
    """A zip of files, named with __ for a dot and _0_ for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", ".").replace("_0_", "/"), data)
    return out.getvalue()


def office(folder: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(f"{folder}/document.xml", "<x/>")
    return out.getvalue()


TABLE = "lead_id,source\n1,Web\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe\r\x00\n\x00", "empty"),
        (b"\x89PNG\r\n\x1a\n0000", r"a picture \(PNG\)"),
        (b"\xff\xd8\xff\xe0JFIF", r"a picture \(JPEG\)"),
        (b"\x00\x00\x00\x18ftypheic", "a picture or video"),
        (b"%PDF-1.7 ...", "a PDF"),
        (office("word"), r"a text document \(Word\)"),
        (office("ppt"), "a presentation"),
        (archive(mimetype="application/vnd.oasis.opendocument.text", content__xml="<x/>"), "OpenDocument"),
        (OLE + "WordDocument".encode("utf-16-le"), r"a text document \(Word\)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OLE + b"\x09\x08\x10\x00" + b"\x00" * 16 + b"\x2f\x00", "locked with a password"),
        (b"PK\x03\x04broken", "archive is damaged"),
        (archive(), "no table"),
        (archive(a__txt="one", b__txt="two"), "no table"),
        (archive(a__csv=TABLE, b__csv=TABLE), "2 tables"),
        (archive(a__pdf="%PDF-1.4"), "a PDF"),
        (archive(a__csv=bytes(101 * 1024**2)), "unpacks to far more"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b'<?xml version="1.0"?><leads/>', "XML"),
        (b'[{"lead_id": 1}]', "JSON"),
        (b"From: a@b.org\nTo: c@d.org\n\nhello\n", "an e-mail"),
        (b"lead_id,source\n", "no rows"),
        (b"lead_id,source", "no rows"),
        (b'"No data available."\n', "no data"),
        (",".join(f"c{i}" for i in range(2001)).encode() + b"\n" + b",".join([b"1"] * 2001), "more than 2,000 columns"),
        (bytes(range(256)) * 40, "not text"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnusableFile, match=said) as refusal:
        read("export.csv", data)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 160


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.ingest.content.LARGEST", 1000)
    with pytest.raises(UnusableFile, match="larger than 2 GB"):
        read("export.csv", b"lead_id,source\n" + b"1,Web\n" * 200)


def test_of_an_archive_the_one_table_is_read_and_a_note_beside_it_is_not() -> None:
    assert read("export.zip", archive(leads__csv=TABLE, README__txt="exported in March")).rows == 1
