"""A practice in which everything that can have a name has a hostile one: in its files, and in what its teams wrote."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from dashboard.filters import Filters
from dashboard.ingest import Choices, check, read
from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.briefs import Brief
from dashboard.store.feedback import Feedback
from dashboard.store.goals import Goal
from dashboard.store.response_tests import ResponseTest
from dashboard.store.shadowing import Shadowing
from dashboard.store.workspace import Workspace

LEADS: Final = 420
_START: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
_NAMED: Final = (
    "source", "medium", "campaign", "landing_page", "location", "doctor", "procedure", "persona", "payer", "area",
    "inbox", "owner", "first_response_by", "status", "lost_reason",
)  # fmt: skip


def attacked(folder: Path, names: Sequence[str]) -> Workspace:
    """A workspace whose every name is one of `names`, at least four of them."""
    workspace = Workspace(folder)
    files = {
        f"{names[0][:60]}.csv": _leads(names),
        f"{names[1][:60]}.csv": _spend(names),
        f"{names[2][:60]}.csv": _touches(names),
    }
    checked = []
    for (name, data), kind in zip(files.items(), ("leads", "campaigns", "touches"), strict=True):
        headers = next(csv.reader(io.StringIO(data.decode())))
        choices = Choices(kind=kind, day_first=False)  # type: ignore[arg-type]
        reading = read(name, data, choices)
        assert len(reading.columns) <= len(headers)
        checked.append(check(reading, workspace.agreed_practice(), workspace.match_key(), choices))
    workspace.add(checked)
    _said(workspace, [name.replace("\x00", "") for name in names])
    return workspace


def _leads(names: Sequence[str]) -> bytes:
    """Leads of four months; the first names of each column book seldom, so that there are leaks to name."""
    draw = random.Random(7)
    rows = []
    for number in range(LEADS):
        came = _START + timedelta(hours=6.7 * number)
        named = {field: names[(number * (place + 1) + place) % len(names)] for place, field in enumerate(_NAMED)}
        good = draw.random() < (0.15 if named["doctor"] == names[0] else 0.7)
        answered = came + timedelta(minutes=draw.choice((4, 30, 300, 2000)))
        steps = ("reached_at", "qualified_at", "consult_booked_at", "consult_attended_at", "procedure_booked_at")
        furthest = draw.choice((2, 3, 4, 5)) if good else draw.choice((0, 0, 1, 2))
        rows.append(
            {
                "lead_id": f"L{number}", "created_at": f"{came:%Y-%m-%d %H:%M}",
                "channel": draw.choice(("form", "call", "chat")), **named,
                "first_response_at": f"{answered:%Y-%m-%d %H:%M}" if draw.random() < 0.9 else "",
                **{step: f"{answered + timedelta(days=3 * (i + 1)):%Y-%m-%d %H:%M}" if i < furthest else ""
                   for i, step in enumerate(steps)},
                "consult_for": f"{came + timedelta(days=14):%Y-%m-%d 10:00}" if furthest >= 3 else "",
                "value": "5000" if furthest == 5 else "", "currency": "USD",
                # a column of the file's own, under a header of a stranger's choice
                names[3][:200] or "x": names[number % min(len(names), 40)],
            }
        )  # fmt: skip
    return _csv(rows)


def _spend(names: Sequence[str]) -> bytes:
    return _csv([
        {"platform": names[1], "campaign": name, "campaign_id": str(at), "period_start": f"2026-0{month}-01",
         "period_end": f"2026-0{month}-28", "spend": str(900 + at), "currency": "USD", "impressions": "9000",
         "clicks": "80", "platform_leads": "7", "offer": name}
        for at, name in enumerate(names) for month in (1, 2, 3, 4)
    ])  # fmt: skip


def _touches(names: Sequence[str]) -> bytes:
    return _csv([
        {"lead_id": f"L{number}", "at": f"{_START + timedelta(hours=6.7 * number + hours):%Y-%m-%d %H:%M}",
         "by": names[number % len(names)], "role": names[1], "direction": "out", "kind": "call",
         "outcome": "reached" if hours > 9 else "no_answer", "inbox": names[2], "handed_to": names[0]}
        for number in range(LEADS) for hours in (2, 11)
    ])  # fmt: skip


def _csv(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _said(workspace: Workspace, names: Sequence[str]) -> None:
    """Hostile words from people: feedback and its theme, a brief, a goal, actions, an agreement, a visit, a test."""
    teams, day = workspace.teams, date(2026, 4, 20)
    short = [" ".join(name.split())[:70] or "x" for name in names]
    kinds = ("question", "objection", "praise", "ask", "material_missing")
    teams.feedback.gather(
        [
            Feedback(kinds[at % 5], name[:900] or "x", short[at], day - timedelta(days=at), "sales",
                     campaign=short[at], procedure=short[0], doctor=short[1], rating=at % 5 + 1)
            for at, name in enumerate(names)
        ],
        [short[at % 3] for at in range(len(names))],
    )  # fmt: skip
    for theme in teams.themes.all():
        teams.themes.change(replace(theme, answer=names[0][:900], answered_by=short[1]))
    teams.briefs.save(
        Brief(names[0][:200], day, offer=names[1][:300], audience=names[2][:300], script=names[3][:300],
              price=names[0][:100], avoid=names[1][:300], questions=((names[2][:200], names[3][:200]),), by=short[0])
    )  # fmt: skip
    teams.goals.add(Goal(short[1], "real_share", date(2026, 3, 1), date(2026, 6, 30), 0.9, "sales", owner=short[2],
                         slice=Filters.of(None, None, {"doctor": (names[0],)})))  # fmt: skip
    teams.actions.add(Action(short[0] or "x", short[1], "marketing", date(2026, 4, 1), outcome=names[2][:300]))
    teams.actions.add(Action(short[3] or "x", short[2], "sales", status="done", done_on=date(2026, 3, 1)))
    practice = workspace.practice()
    teams.agreements.propose(Agreement("response_limit", practice.said_of("response_limit"), names[0][:500], short[1]))
    teams.shadowings.add(Shadowing(day, short[0], names[1][:500], "marketing", beside=short[2]))
    test = ResponseTest(short[0], day, 10, procedure=short[1], location=short[2], notes=names[3][:400])
    teams.response_tests.save(test)
