"""Any bytes as UTF-8: which encoding they were in, said, with the lines that needed repair counted."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from dashboard.ingest.alphabets import alphabet
from dashboard.ingest.scripts import asian, is_western, latin
from dashboard.ingest.unusable import UnusableFile

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = re.compile(rb"[\x02-\x08\x0e-\x19]")
_ELSEWHERE: Final = frozenset(
    {"cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u", "mac_cyrillic"}
    | {"shift_jis", "cp932", "euc_jp", "gb2312", "gbk", "gb18030", "big5", "cp949", "euc_kr", "johab", "iso2022_jp"}
    | {"tis_620", "cp874"}
)
"""Encodings of other scripts that the bytes themselves can tell from western ones."""
_STEP: Final = 1 << 16
"""Bytes looked at in one step."""
_EITHER: Final = "leadloop-utf-8-or-cp1252"
_USUAL_SIGNS: Final = frozenset("“”„‘’‚–—…•€£°®©™«»¿¡§½\u00a0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text in UTF-8, the encoding it was read with, and what the user should know about it."""

    data: bytes
    encoding: str
    warnings: tuple[str, ...] = ()


def decoded(data: bytes) -> Decoded:
    """The text of a file, read with the encoding its bytes show.

    Raises UnusableFile when the bytes are no text at all.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data, mark, name)
    if (wide := _wide(data[:4096])) is not None:
        return _read(data, wide, "utf-16")
    head = data[:8192]
    if head.count(b"\x00") > len(head) // 20 or len(_CONTROLS.findall(head)) > len(head) // 50:
        raise UnusableFile("This file is not text and not a workbook. Export the table again as CSV or Excel.")
    return Decoded(data, "utf-8") if _is_utf8(data) else _legacy(data)


def _marked(data: bytes, mark: bytes, name: str) -> Decoded:
    if name == "utf-8-sig":
        # programs that append to a file or save it twice put a mark before the mark
        plain = data[len(mark) * (1 + data[len(mark) : 4 * len(mark)].count(mark)) :]
        return Decoded(plain, "utf-8") if _is_utf8(plain) else _legacy(plain)
    return _read(data, name, name)


def _read(data: bytes, name: str, said: str) -> Decoded:
    try:
        return Decoded(data.decode(name).encode(errors="replace"), said)
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace")
        return Decoded(text.encode(errors="replace"), said, ("The file breaks off in the middle of a character.",))


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in every other byte of western text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * len(head) / 2 and even < 0.1 * odd:
        return "utf-16-le"
    if even > 0.7 * len(head) / 2 and odd < 0.1 * even:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> Decoded:
    lines = data.split(b"\n")
    high = [line for line in lines if not line.isascii()]
    whole = [line for line in high if _is_utf8(line)]
    if not whole and (other := _other(high)):
        text = data.decode(other, errors="replace")
        said = f"The file was read as {other}; if letters look wrong, save it as UTF-8 and upload it again."
        return Decoded(text.encode(), other, (said,))
    mended = "\n".join(_line(line, bool(whole)) for line in lines).encode()
    if not whole:
        doubt = "The file's encoding could not be told; if letters look wrong, save it as UTF-8 and upload it again."
        return Decoded(mended, "cp1252", () if _is_western(high) and is_western(high) else (doubt,))
    repaired = len(high) - len(whole)
    lines_said = "1 line was" if repaired == 1 else f"{repaired:,} lines were"
    return Decoded(mended, "utf-8 and cp1252", (f"Two encodings are mixed in this file; {lines_said} read as cp1252.",))


def _is_utf8(data: bytes) -> bool:
    """Whether all of the bytes are UTF-8; asked in steps, so that no second copy of them is held."""
    if data.isascii():
        return True
    step = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _STEP):
            step.decode(data[at : at + _STEP], final=at + _STEP >= len(data))
    except UnicodeDecodeError:
        return False
    return True


def _line(line: bytes, mixed: bool) -> str:
    """A line's text; in a file of two encodings a line may hold both, one cell each."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding, errors=_EITHER if mixed else "strict")
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """What to put where a byte is no UTF-8: the western letter it is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    try:
        return wrong.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return wrong.decode("latin-1"), error.end


codecs.register_error(_EITHER, _as_western)


def _is_western(high: list[bytes]) -> bool:
    """Whether the high bytes are letters of western languages: alone among plain letters, and few of them signs."""
    sample = b"\n".join(high)[:65536]
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    signs = [char for char in sample.decode("cp1252", errors="replace") if char > "\x7f"]
    odd = sum(not char.isalpha() and char not in _USUAL_SIGNS for char in signs)
    return sum(runs) < 8 or (sum(run for run in runs if run > 2) < 0.7 * sum(runs) and odd < 0.3 * len(signs))


def _other(high: list[bytes]) -> str:
    """The encoding other than cp1252 that the bytes show; "" where they show none."""
    western = _is_western(high)
    of_latin = latin(high)
    if not western and (found := (not of_latin and alphabet(high)) or asian(high)):
        return found
    if of_latin:
        return of_latin if of_latin != "cp1252" else ""
    if western:
        return ""
    best = from_bytes(b"\n".join(high[:2000])[: 1 << 18]).best()
    return best.encoding if best is not None and best.encoding in _ELSEWHERE else ""
