"""Minutes that say no small count, for practices that keep those in the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.minutes.agenda import Agenda, Kept, Part
from dashboard.small_cells import LARGEST, SAID, rows_without_small, sentence_without_small


def without_small(agenda: Agenda, kept: Kept) -> tuple[Agenda, Kept]:
    """The same minutes without counts from 1 to 10. What people wrote themselves stays as they wrote it."""
    guarded = replace(
        agenda,
        leads=None if agenda.leads and agenda.leads <= LARGEST else agenda.leads,
        answers=tuple(replace(one, answer=sentence_without_small(one.answer)) for one in agenda.answers),
        parts=tuple(map(_part, agenda.parts)),
        wins=_said(agenda.wins),
        challenges=_said(agenda.challenges),
        updates=_said(agenda.updates),
        agreements=(*agenda.agreements, SAID),
    )
    suggested = {*agenda.wins, *agenda.challenges, *agenda.updates}

    def kept_said(lines: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return lines and tuple(sentence_without_small(line) if line in suggested else line for line in lines)

    return guarded, replace(
        kept, wins=kept_said(kept.wins), challenges=kept_said(kept.challenges), updates=kept_said(kept.updates)
    )


def records_without_small(whole: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What the teams wrote, as `Teams.whole` gives it, without numbers of leads and the small counts of saved syncs.

    What people wrote themselves stays as they wrote it.
    """
    return {name: [_record(one) for one in records] for name, records in whole.items()}


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    bare = {name: None if name == "lead_id" else value for name, value in record.items()}
    if "figures" not in record:
        return bare
    agenda, kept = without_small(Agenda.from_json(record["figures"]), Kept.from_json(record["words"]))
    return bare | {"figures": agenda.to_json(), "words": kept.to_json()}


def _part(part: Part) -> Part:
    counts = [count for bar in part.bars for count in (bar.won, bar.open, bar.lost, bar.reached)]
    few = any(1 <= count <= LARGEST for count in counts)
    return replace(
        part,
        finding=sentence_without_small(part.finding),
        subtitle=sentence_without_small(part.subtitle),
        # each bar begins with what the one above passed on: with one of them gone the others would tell it
        bars=() if few else part.bars,
        rows=rows_without_small(part.rows),
        lines=_said(part.lines),
    )


def _said(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(sentence_without_small, lines))
