"""The minutes as Markdown, to paste into mail or chat."""

from __future__ import annotations

import re
from typing import Final

from dashboard.charts.text import clean, percent, share
from dashboard.minutes.agenda import Agenda, Bar, Cell, Kept, Part

_SIGNS: Final = re.compile(r"([\\`*_\[\]#|<>~$])")
"""Where Markdown, LaTeX, HTML or a table could begin. More would show as backslashes in most chats."""


def markdown(agenda: Agenda, kept: Kept) -> str:
    """Headings, sentences and tables; every text shows as it is written, whatever signs it holds."""
    lines = [f"# {_said(title(agenda))}", "", _said(about(agenda)), ""]
    lines += ["## Six questions", ""]
    for answer in agenda.answers:
        lines += [f"- **{_said(answer.question)}** {_said(answer.answer)}"]
    for heading, said in (
        ("Wins", kept.wins if kept.wins is not None else agenda.wins),
        ("Challenges", kept.challenges if kept.challenges is not None else agenda.challenges),
        ("Updates", kept.updates if kept.updates is not None else agenda.updates),
    ):
        lines += ["", f"## {heading}", "", *(_items(said) or ["None."])]
    for part in agenda.parts:
        lines += ["", f"## {_said(part.title)}", "", f"**{_said(part.finding)}**"]
        lines += ["", *_bars(part)] if part.bars else []
        lines += ["", *_table(part)] if part.rows else []
        lines += ["", *_items(part.lines)] if part.lines else []
        if part.name == "decisions" and kept.decisions:
            lines += ["", *_items(kept.decisions)]
    if kept.notes.strip():
        lines += ["", "## Notes", "", *(_said(line) for line in kept.notes.splitlines())]
    if agenda.agreements:
        lines += ["", "## Agreements these figures rest on", "", *_items(agenda.agreements)]
    return "\n".join(lines) + "\n"


def title(agenda: Agenda) -> str:
    """What the minutes are of."""
    return f"Sync of {agenda.practice}" if agenda.practice else "Sync"


def about(agenda: Agenda) -> str:
    """Which leads, up to when, beside which."""
    counted = "A few" if agenda.leads is None else f"{agenda.leads:,}"
    said = f"{counted} {'lead' if agenda.leads == 1 else 'leads'}, {agenda.slice}, data up to "
    said += f"{agenda.as_of:%d %b %Y}" if agenda.as_of.year > 1970 else "no known date"
    compared = f", compared with {agenda.compared}" if agenda.compared else ""
    return f"{'Sample data. ' if agenda.sample else ''}{said}{compared}."


def bar_words(bar: Bar) -> str:
    """A stage's counts in words."""
    return f"{bar.reached:,} reached, {bar.won:,} went on, {bar.open:,} still open, {bar.lost:,} lost"


def _bars(part: Part) -> list[str]:
    first = part.bars[0].reached
    head = ["| Stage | Reached | Went on | Still open | Lost |", "|---|---:|---:|---:|---:|"]
    return head + [
        f"| {_said(bar.label)} | {share(bar.reached, first)} | {bar.won:,} | {bar.open:,} | {bar.lost:,} |"
        for bar in part.bars
    ]


def _table(part: Part) -> list[str]:
    head = ["| " + " | ".join(map(_said, part.columns)) + " |", "|" + "---|" * len(part.columns)]
    return head + ["| " + " | ".join(_said(cell_words(cell)) for cell in row) + " |" for row in part.rows]


def cell_words(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return percent(cell)
    return f"{cell:,}" if isinstance(cell, int) else cell


def _items(said: tuple[str, ...]) -> list[str]:
    return [f"- {_said(one)}" for one in said]


def _said(value: str) -> str:
    # a bare address would become a link in most chats, and a name after @ would be called: broken up, both stay text
    broken = clean(value).replace("www.", "www\u200b.").replace("://", ":\u200b//").replace("@", "@\u200b")
    return _SIGNS.sub(r"\\\1", broken)
