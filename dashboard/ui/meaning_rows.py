"""Columns of a file one below the other, each with a box in which its meaning is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.ui.escape import plain

FEW: Final = 12
"""Up to so many columns are all shown; of more, the quiet ones only when asked for."""
_WITH_EXAMPLES: Final = (2.2, 2.4, 2.0, 3.0)
_WITHOUT: Final = (2.6, 2.2, 3.2)


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """One column: its header, the meaning it has now, examples, and what is said of that meaning.

    `quiet`: nothing was found out or decided about it.
    """

    header: str
    meaning: str
    examples: str = ""
    said: str = ""
    quiet: bool = False


def meaning_rows(
    rows: Sequence[MeaningRow], options: Sequence[str], key: str, quiet_words: str, choose: Callable[[str, str], None]
) -> None:
    """Draw the columns; `choose` hears a header and the meaning just chosen for it, before the next run.

    `key` ends the key of every box. `quiet_words` say what becomes of the quiet columns: 'left out'.
    """
    shown = list(enumerate(rows))
    quiet = sum(row.quiet for row in rows)
    if quiet and len(rows) > FEW and not st.toggle(f"Show the {quiet} columns {quiet_words}", key=f"quiet {key}"):
        shown = [(place, row) for place, row in shown if not row.quiet]
    examples = any(row.examples for row in rows)
    widths = _WITH_EXAMPLES if examples else _WITHOUT
    heads = ("Column", "Examples", "Meaning", "What it gives you")
    for column, head in zip(
        st.columns(widths), [head for head in heads if examples or head != "Examples"], strict=True
    ):
        column.caption(f"**{head}**")
    for place, row in shown:
        _row(row, options, widths, f"meaning {place} {key}", choose)


def _row(
    row: MeaningRow, options: Sequence[str], widths: Sequence[float], key: str, choose: Callable[[str, str], None]
) -> None:
    column, *examples, meaning, said = st.columns(widths, vertical_alignment="center")
    column.markdown(plain(row.header))
    if examples:
        examples[0].caption(plain(row.examples))
    # what was chosen may not be what came of it: another column may have had that field
    st.session_state[key] = row.meaning
    meaning.selectbox(
        f"Meaning of {plain(row.header)}",
        options,
        key=key,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(key, row.header, choose),
    )
    said.caption(plain(row.said))


def _chosen(key: str, header: str, choose: Callable[[str, str], None]) -> None:
    choose(header, st.session_state[key])
