"""Pictures of ads: told by content, and stored without what cameras write into them."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, PngImagePlugin

from dashboard.ingest import pictures
from dashboard.ingest.pictures import cleaned
from dashboard.ingest.unusable import UnusableFile

PLANTED = "planted in Quillmere"


def picture(form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    made = Image.new(mode, size, (200, 30, 30, 128)[: len(mode)])
    exif = Image.Exif()
    exif[0x010E] = PLANTED  # description
    exif[0x0112] = 6  # turned by a quarter
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", PLANTED)
    written = io.BytesIO()
    more = {"PNG": {"pnginfo": note, "exif": exif}, "JPEG": {"exif": exif, "comment": PLANTED}, "WEBP": {"exif": exif}}
    made.save(written, form, **more.get(form, {}))
    return written.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_metadata_is_gone_and_the_picture_stands_upright(form: str) -> None:
    data = picture(form)
    assert PLANTED.encode() in data
    kept = cleaned(data)
    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.size, opened.format) == ((40, 60), "JPEG")
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        red, green, blue = opened.getpixel((5, 5))  # type: ignore[misc]
        assert red > 180 > 60 > max(green, blue)
    assert PLANTED.encode() not in kept


def test_what_is_seen_through_stays_so() -> None:
    with Image.open(io.BytesIO(cleaned(picture("PNG", mode="RGBA")))) as opened:
        assert (opened.format, opened.mode) == ("PNG", "RGBA")
        assert opened.getpixel((5, 5)) == (200, 30, 30, 128)
        assert not opened.info


def test_a_large_picture_is_made_smaller() -> None:
    with Image.open(io.BytesIO(cleaned(picture("JPEG", (3200, 1000))))) as opened:
        assert opened.size == (500, 1600)


@pytest.mark.parametrize(
    "data",
    [b"", b"name,email\n", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.7", picture("GIF")],
    ids=["nothing", "a table", "svg", "pdf", "gif"],
)
def test_what_is_no_picture_of_the_three_kinds_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(UnusableFile, match="no PNG, JPEG or WebP"):
        cleaned(data)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_half_a_picture_is_refused(form: str) -> None:
    data = picture(form, (400, 400))
    with pytest.raises(UnusableFile, match=r"damaged|no PNG"):
        cleaned(data[: len(data) // 2])


def test_a_picture_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(UnusableFile):
        cleaned(bomb)


def test_a_picture_heavier_than_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGEST", 100)
    with pytest.raises(UnusableFile, match="larger than"):
        cleaned(picture("JPEG"))
