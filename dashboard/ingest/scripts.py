"""Encodings of single languages, told by the letters their bytes would be: each language writes few of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_SAMPLE: Final = 65536
_SIGNS: Final = frozenset("“”„‘’‚–—…•€£°®©™«»½¼²³\u00a0´`·§")
_WITHIN_WORDS: Final = re.compile("[^\\W\\d_][³±¶£¼¾©®¹¢¤¥¦§¨¬¯°µ¸»«‚„†‡ˆ‰‹›][a-zà-ÿ]|[£¯©®¶§][a-zà-ÿ]{2}")
"""Signs where western languages have letters."""
_LATIN: Final[tuple[tuple[str, str], ...]] = (
    ("cp1252", "àâæçéèêëîïôœùûüÿ"),
    ("cp1252", "áéíóúüñ¿¡ªºçàèò"),
    ("cp1252", "äöüßéà"),
    ("cp1252", "áâãàçéêíóôõúüªº"),
    ("cp1252", "àèéìíòóùúî"),
    ("cp1252", "åäöæøéü"),
    ("cp1252", "áéíóúýþæöð"),
    ("cp1252", "éëïóöüèáú"),
    ("cp1250", "ąćęłńóśźż"),
    ("cp1250", "áäčďéěíĺľňóôŕřšťúůýž"),
    ("cp1250", "áéíóöőúüű"),
    ("cp1250", "čćđšž"),
    ("cp1250", "ăâîşţ"),
    ("iso8859_2", "ąćęłńóśźż"),
    ("iso8859_2", "áäčďéěíĺľňóôŕřšťúůýž"),
    ("iso8859_2", "čćđšž"),
    ("cp852", "ąćęłńóśźż"),
    ("cp1254", "çğıöşüâîûİ"),
    *(
        (encoding, letters)
        for encoding in ("mac_roman", "cp850")
        for letters in ("àâæçéèêëîïôœùûüÿ", "áéíóúüñ¿¡ªº", "äöüß", "áâãàçéêíóôõúü", "àèéìíòóùúî", "åäöæøé")
    ),
    ("cp1257", "ąčęėįšųūž"),
    ("cp1257", "āčēģīķļņšūž"),
)
"""Encodings and the letters beside a to z that one language or a few neighbours use; the first of equals counts."""
_SIMPLIFIED: Final = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小"
    "么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知"
    "样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业市省区"
    "路号电报表数据类别产品价格单位编合计期联系址费额客户"
)
_TRADITIONAL: Final = (
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小"
    "麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知"
    "樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業市省區"
    "路號電報表數據類別產品價格單位編合計期聯繫址費額客戶臺灣縣鄉鎮"
)
_JAPANESE: Final = (
    "のにはをたがでてとしれさいるかもなあうおすくこりらまアイウエオカキクケコサシスセソタチツテトナニハフ"
    "ホマミムメモヤラリルレロンー日一年月人大中国名者数市区町村県東京都会社部番号計"
)
_KOREAN: Final = (
    "이다의는에가을를은로고한하지도사리기대시인자서아어나정전수그해있보일부여장스상제만주라원면과동구조성"
    "관소년공지비물선신우용국계명번호"
)
_ASIAN: Final[tuple[tuple[str, str], ...]] = (
    ("gb18030", _SIMPLIFIED),
    ("big5", _TRADITIONAL),
    ("cp932", _JAPANESE),
    ("euc_jp", _JAPANESE),
    ("cp949", _KOREAN),
)
"""Encodings of two bytes a letter and the commonest letters of their language."""


def latin(high: Sequence[bytes]) -> str:
    """The encoding of a Latin script under which nearly all of the lines' high bytes are one language's letters.

    cp1252 where it explains them as well; "" where none does.
    """
    sample = sample_of(high)
    scored = [(_share(sample, name, frozenset(letters + letters.upper())), name) for name, letters in _LATIN]
    western = max(share for share, name in scored if name == "cp1252")
    best = max(scored, key=lambda pair: pair[0])
    if best[0] < 0.9:
        return ""
    return best[1] if best[0] > western + 0.05 else "cp1252"


def is_western(high: Sequence[bytes]) -> bool:
    """Whether the high bytes are letters that western languages share; others may be another encoding's."""
    sample = sample_of(high)
    shared = frozenset("àâãäåæáçéèêëíìîïñóòôöõøœßúùûüÿ¿¡ªº" + "àâãäåæáçéèêëíìîïñóòôöõøœúùûü".upper())
    text = sample.decode("cp1252", errors="replace")
    if _WITHIN_WORDS.search(text):
        return False
    return _share(sample, "cp1252", shared) >= 0.95


def asian(high: Sequence[bytes]) -> str:
    """The encoding of two bytes a letter under which most of the lines' letters are common ones; "" where none is."""
    sample = sample_of(high)
    scored = [(_share(sample, name, frozenset(letters)), name) for name, letters in _ASIAN]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] >= 0.15 else ""


def sample_of(high: Sequence[bytes]) -> bytes:
    """The first of the lines, as many as tell a language."""
    lines: list[bytes] = []
    size = 0
    for line in high:
        lines.append(line[:_SAMPLE])
        size += len(line)
        if size > _SAMPLE:
            break
    return b"\n".join(lines)


def _share(sample: bytes, encoding: str, letters: frozenset[str]) -> float:
    """Share of the letters that a language uses among those that are not plain ASCII; 0 where it cannot be read."""
    text = sample.decode(encoding, errors="replace")
    # a stray byte or two happens in any encoding
    if text.count("\ufffd") > len(text) // 200:
        return 0.0
    signs = [pair for pair in pairwise(" " + text) if pair[1] > "\x7f" and pair[1] not in _SIGNS]
    # a capital after a small letter is another encoding's letter
    fitting = sum(char in letters and not (before.islower() and char.isupper()) for before, char in signs)
    return fitting / len(signs) if signs else float(encoding == "cp1252")
