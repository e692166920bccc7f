"""Values from files as plain text in places where Streamlit reads Markdown."""

from __future__ import annotations

import re
from typing import Final

# every sign that opens something in Streamlit's Markdown: emphasis, links, code, headings, tables, HTML,
# LaTeX, :directives:, and the typographic arrows and dashes it replaces (->, --)
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~=&@/\"'^])")
_SPACES: Final = re.compile(r"\s+")


def plain(value: str) -> str:
    """A value that shows as it is written, on one line, wherever Streamlit reads Markdown."""
    return _SIGNS.sub(r"\\\1", _SPACES.sub(" ", value).strip())


def shortened(value: str, limit: int = 40) -> str:
    """A value cut to `limit` characters, for chips and headings; not escaped."""
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"
