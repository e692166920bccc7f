"""The minutes as one page of HTML: opens without a network, runs no script, and prints on A4."""

from __future__ import annotations

from html import escape
from typing import Final

from dashboard.charts.text import clean, share
from dashboard.minutes.agenda import Agenda, Bar, Kept, Part
from dashboard.minutes.markdown import about, bar_words, cell_words, title

_STYLE: Final = """
@page {size: A4; margin: 16mm}
* {box-sizing: border-box}
body {font: 15px/1.45 system-ui, "Segoe UI", Arial, sans-serif; color: #1C2733; background: #fff; max-width: 52rem;
  margin: 2rem auto; padding: 0 1.5rem; overflow-wrap: anywhere}
h1 {font-size: 1.7rem; margin: 0 0 .2rem}
h2 {font-size: 1.15rem; margin: 1.6rem 0 .3rem; border-top: 1px solid #D5DBE1; padding-top: .8rem; break-after: avoid}
p, ul {margin: .3rem 0}
ul {padding-left: 1.2rem}
.about, .subtitle {color: #51606E}
.finding {font-weight: 600}
.sample {background: #FFF1C9; padding: .3rem .6rem; display: inline-block}
dl {margin: .4rem 0}
dt {font-weight: 600; margin-top: .4rem}
dd {margin: 0}
table {border-collapse: collapse; margin: .5rem 0; width: 100%}
th, td {text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #E3E8ED; vertical-align: top}
td.number {text-align: right; font-variant-numeric: tabular-nums}
.bar {display: grid; grid-template-columns: 9rem 1fr 9.5rem; gap: .6rem; align-items: center; margin: .2rem 0;
  break-inside: avoid}
.track {display: flex; height: 1.3rem; background: #F2F4F6}
.won {background: #0072B2} .open {background: #99C7E0} .lost {background: #D2D2D2}
.won, .open, .lost {print-color-adjust: exact; -webkit-print-color-adjust: exact}
.key span {display: inline-block; width: .9rem; height: .9rem; vertical-align: -.1rem; margin: 0 .3rem 0 .9rem}
section {break-inside: avoid-page}
@media print {body {margin: 0; padding: 0; max-width: none; font-size: 11pt}}
"""


def page(agenda: Agenda, kept: Kept) -> str:
    """A whole HTML document; every text is escaped, nothing is fetched from anywhere."""
    body = [f"<h1>{_said(title(agenda))}</h1>", f'<p class="about">{_said(about(agenda))}</p>']
    if agenda.sample:
        body.append('<p class="sample">Sample data: a made-up practice.</p>')
    body.append(
        '<section><h2>Six questions</h2><dl class="answers">'
        + "".join(f"<dt>{_said(one.question)}</dt><dd>{_said(one.answer)}</dd>" for one in agenda.answers)
        + "</dl></section>"
    )
    for heading, said in (
        ("Wins", kept.wins if kept.wins is not None else agenda.wins),
        ("Challenges", kept.challenges if kept.challenges is not None else agenda.challenges),
        ("Updates", kept.updates if kept.updates is not None else agenda.updates),
    ):
        body.append(f"<section><h2>{heading}</h2>{_items(said) or '<p>None.</p>'}</section>")
    body += [_part(part, kept) for part in agenda.parts]
    if kept.notes.strip():
        notes = "".join(f"<p>{_said(line)}</p>" for line in kept.notes.splitlines() if line.strip())
        body.append(f"<section><h2>Notes</h2>{notes}</section>")
    if agenda.agreements:
        body.append(f"<section><h2>Agreements these figures rest on</h2>{_items(agenda.agreements)}</section>")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_said(title(agenda))}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _part(part: Part, kept: Kept) -> str:
    said = [f"<section><h2>{_said(part.title)}</h2>", f'<p class="finding">{_said(part.finding)}</p>']
    if part.subtitle:
        said.append(f'<p class="subtitle">{_said(part.subtitle)}</p>')
    if part.bars:
        first = part.bars[0].reached
        said += [_bar(bar, first) for bar in part.bars]
        said.append(
            '<p class="key subtitle"><span class="won"></span>went on<span class="open"></span>still open'
            '<span class="lost"></span>lost</p>'
        )
    if part.rows:
        said.append(_table(part))
    said.append(_items(part.lines))
    if part.name == "decisions":
        said.append(_items(kept.decisions))
    return "".join([*said, "</section>"])


def _bar(bar: Bar, first: int) -> str:
    widths = [(name, 100 * number / first if first else 0) for name, number in
              (("won", bar.won), ("open", bar.open), ("lost", bar.lost))]  # fmt: skip
    track = "".join(f'<div class="{name}" style="width:{width:.2f}%"></div>' for name, width in widths)
    return (
        f'<div class="bar" role="img" aria-label="{_said(f"{bar.label}: {bar_words(bar)}")}">'
        f'<div>{_said(bar.label)}</div><div class="track">{track}</div>'
        f"<div>{_said(share(bar.reached, first))}</div></div>"
    )


def _table(part: Part) -> str:
    head = "".join(f"<th>{_said(name)}</th>" for name in part.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=number' if isinstance(cell, int | float) else ''}>{_said(cell_words(cell))}</td>"
            for cell in row
        )
        + "</tr>"
        for row in part.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _items(said: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{_said(one)}</li>' for one in said)}</ul>" if said else ""


def _said(value: str) -> str:
    return escape(clean(value))
