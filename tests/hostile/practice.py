"""A practice in which everything that can have a name has a hostile one: in its files, and in what its teams wrote."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from dashboard.filters import Filters
from dashboard.ingest import segment_name
from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.briefs import Brief
from dashboard.store.feedback import Feedback
from dashboard.store.goals import Goal
from dashboard.store.response_tests import ResponseTest
from dashboard.store.shadowing import Shadowing
from dashboard.store.workspace import Workspace
from tests.store.files import made

LEADS: Final = 420
_START: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
_STEPS: Final = ("reached_at", "qualified_at", "consult_booked_at", "consult_attended_at", "procedure_booked_at")
_NAMED: Final = (
    "source", "medium", "campaign", "landing_page", "location", "doctor", "procedure", "persona", "payer", "area",
    "inbox", "owner", "first_response_by", "status", "lost_reason",
)  # fmt: skip


def attacked(folder: Path, names: Sequence[str]) -> Workspace:
    """A workspace whose every name is one of `names`, at least four of them.

    The rows are put in as they are: the importer leaves out columns of long texts and addresses, and what it lets
    through one day is not what the pages may rely on.
    """
    workspace = Workspace(folder)
    workspace.match_key()
    header, column = names[3][:200] or "x", segment_name(names[3][:200] or "x")
    rows = [{column if name == "_segment" else name: value for name, value in row.items()} for row in _leads(names)]
    mapping = {f"{name[:80]} {at}": field for at, (name, field) in enumerate(zip(names, _NAMED, strict=False))}
    through = _START + timedelta(days=130)
    workspace.add([
        made("leads", rows, through, system=names[1][:60], file=f"{names[0][:60]}.csv", segments={column: header},
             mapping=mapping, dropped=tuple(name[:200] for name in names), warnings=tuple(names)),
        made("campaigns", _spend(names), through, file=f"{names[1][:60]}.csv", mapping=mapping),
        made("touches", _touches(names), through, file=f"{names[2][:60]}.csv", mapping=mapping),
    ])  # fmt: skip
    _said(workspace, [name.replace("\x00", "") for name in names])
    assert set(names) <= set(workspace.leads()["campaign"])
    return workspace


def _leads(names: Sequence[str]) -> list[dict[str, Any]]:
    """Leads of four months; those of the first doctor book seldom, so that there are leaks to name."""
    draw = random.Random(7)
    rows = []
    for number in range(LEADS):
        came = _START + timedelta(hours=6.7 * number)
        named = {field: names[(number * (place + 1) + place) % len(names)] for place, field in enumerate(_NAMED)}
        named |= {"campaign": names[number % len(names)], "doctor": names[number // 3 % 4]}
        good = draw.random() < (0.1 if named["doctor"] == names[0] else 0.8)
        answered = came + timedelta(minutes=draw.choice((4, 30, 300, 2000)))
        furthest = draw.choice((2, 3, 4, 5)) if good else draw.choice((0, 0, 1, 2))
        rows.append(
            {
                "lead_id": f"L{number}", "system": names[1][:60], "created_at": came,
                "channel": draw.choice(("form", "call", "chat")), **named,
                "first_response_at": answered if draw.random() < 0.9 else None,
                **{step: answered + timedelta(days=3 * (place + 1)) if place < furthest else None
                   for place, step in enumerate(_STEPS)},
                "consult_for": came + timedelta(days=14) if furthest >= 3 else None,
                "value": 5000.0 if furthest == 5 else None, "currency": "USD",
                # a column of the file's own, under a header of a stranger's choice
                "_segment": names[number % min(len(names), 40)],
            }
        )  # fmt: skip
    return rows


def _spend(names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"platform": names[1], "campaign": name, "campaign_id": str(at), "period_start": date(2026, month, 1),
         "period_end": date(2026, month, 28), "spend": 900.0 + at, "currency": "USD", "impressions": 9000,
         "clicks": 80, "platform_leads": 7, "offer": name}
        for at, name in enumerate(names) for month in (1, 2, 3, 4)
    ]  # fmt: skip


def _touches(names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"lead_id": f"L{number}", "system": names[1][:60], "at": _START + timedelta(hours=6.7 * number + hours),
         "by": names[number % len(names)], "role": names[1], "direction": "out", "kind": "call",
         "outcome": "reached" if hours > 9 else "no_answer", "inbox": names[2], "handed_to": names[0]}
        for number in range(LEADS) for hours in (2, 11)
    ]  # fmt: skip


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
