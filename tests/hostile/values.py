"""Hostile values: what somebody may have typed into a URL, a form or a header, to be shown as it is written.

What gives an attack away: a script that runs sets `window.TRIPPED`; whatever is fetched or linked stands at TRIP; and
each word that begins with trip stands behind a sign that is gone once the markup around it was taken for markup.
"""

from __future__ import annotations

from typing import Final

TRIP: Final = "trip.example"
"""A host that exists nowhere; whoever asks for it has been tricked."""
_RUN: Final = "window.TRIPPED=1"

HTML: Final = (
    f"<script>{_RUN}</script>",
    f"<img src=https://{TRIP}/a.png onerror={_RUN}>",
    f"<svg/onload={_RUN}>",
    f'"><iframe src="https://{TRIP}/f"></iframe>',
    f"<b>tripbold</b><style>body{{background:url(//{TRIP}/s)}}</style>",
    f"</title></textarea><a href='javascript:{_RUN}'>triplink</a>",
    "&lt;tripentity&gt; &#60;b&#62; &amp;amp;",
    "<!-- x --><div style='position:fixed;inset:0;background:red'>tripcover</div>",
    f"<details open ontoggle={_RUN}>",
    f"<template shadowrootmode=open><slot onslotchange={_RUN}>",
)
MARKDOWN: Final = (
    f"![trippicture](https://{TRIP}/m.png)",
    f"[triplabel](https://{TRIP}/l)",
    f"[triprun](javascript:{_RUN})",
    f"<https://{TRIP}/auto>",
    f"https://{TRIP}/bare and www.{TRIP}",
    "# tripheading",
    "**tripstrong** __tripunder__ ~~tripstruck~~ `tripcode` *tripslant*",
    "| tripcell | b |\n|---|---|\n| 1 | 2 |",
    "- [ ] triptask",
    "```python\nimport os\n```",
    "1. tripitem",
    "> tripquote",
    "---",
    f"[ref]: https://{TRIP}/ref",
    "[^1] tripnote[^1]",
)
LATEX: Final = ("$tripmath^2$", "$$\\tripfrac{1}{0}$$", f"$\\href{{https://{TRIP}/tex}}{{x}}$", "costs $5 or $6")
STREAMLIT: Final = (
    ":red[tripred]",
    ":material/skull:",
    ":streamlit:",
    ":rainbow-background[tripglow]",
    ":orange-badge[tripbadge]",
    ":small[tripsmall]",
    ":skull: <- -> -- >=",
)
PLOTLY: Final = (
    "<b>tripfat</b><br>tripline<i>tripitalic</i><sup>2</sup>",
    f"<a href='https://{TRIP}/p'>tripplot</a>",
    "<span style='font-size:400px'>tripbig</span>",
    "%{y} %{customdata[0]}<extra>tripextra</extra>",
    "{x:.2f} {{y}} {0.__class__}",
)
SQL: Final = ("x'; drop table imports; --", "' or '1'='1", '"; delete from files', "1) union select 1 --", "%_[]\\")
PATHS: Final = ("../../../etc/passwd", "..\\..\\win.ini", "file:///etc/passwd", "a/b/c.csv", "CON", "name\x00.csv")
FORMULAS: Final = (
    "=1+1",
    f'=HYPERLINK("https://{TRIP}/x","y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "|calc",
    "%0A=1",
    '";=1+1',
)
LETTERS: Final = (
    "\u202egnp.exe",
    "abc\u202e\u2066fed\u2069",
    "a\u200bb\u200cc\u200dd\ufeffe",
    "שלום עולם",
    "مرحبا بالعالم",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034da",
    "𝕱𝖆𝖓𝖈𝖞 👩‍👩‍👧‍👦 🇩🇪",
    "line\u2028two\u2029three",
    "\x1b[31mred\x1b[0m \x07bell",
    "nul\x00bell",
    "\ufdfd" * 12,
)
LONG: Final = (
    "A" * 3000,
    "word " * 600,
    "W" * 300 + "\u00a0" * 300,
    "\u0645" * 800,
)
TEXTS: Final[tuple[str, ...]] = (
    *HTML, *MARKDOWN, *LATEX, *STREAMLIT, *PLOTLY, *SQL, *PATHS, *FORMULAS, *LETTERS, *LONG,
)  # fmt: skip
WORST: Final[tuple[str, ...]] = (
    HTML[1], HTML[5], MARKDOWN[0], MARKDOWN[6], LATEX[0], STREAMLIT[0], PLOTLY[0], FORMULAS[1], LETTERS[1], LONG[0],
)  # fmt: skip
"""One of each kind, for the run of every day."""
