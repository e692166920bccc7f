"""Values from files as plain text in places where Streamlit reads Markdown."""

from __future__ import annotations

import re
from typing import Final

from dashboard.charts.text import clean

# every sign that opens something in Streamlit's Markdown: emphasis, links, code, headings, tables, HTML,
# LaTeX, :directives:, and the typographic arrows and dashes it replaces (->, --)
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~=&@/\"'^])")

# addresses become links after Markdown is read, whatever is escaped: an invisible joiner takes them apart
_ADDRESSES: Final = re.compile(r"(?i)(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=@)")
JOINER: Final = "\u2060"


def plain(value: str) -> str:
    """A value that shows as it is written, on one line, wherever Streamlit reads Markdown."""
    return _SIGNS.sub(r"\\\1", _ADDRESSES.sub(JOINER, clean(value))) if value else ""
