"""From the leads and what the teams wrote down to the agenda of a sync."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.charts import text
from dashboard.findings.funnel import funnel_finding
from dashboard.findings.leaks import chance_words, hand_off, leak_sentence, leaks_finding
from dashboard.findings.response import reach_finding, response_finding
from dashboard.findings.segments import segments_finding
from dashboard.metrics.compare import FEWEST, standing_out
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.report import LeakReport
from dashboard.metrics.reach import can_tell, reach
from dashboard.metrics.response import response_times
from dashboard.metrics.segments import segment_rates
from dashboard.minutes.agenda import Agenda, Answer, Bar, Part, Spoken
from dashboard.minutes.scorecard import moves, scores
from dashboard.stages import BY_NAME

STARTS_S: Final = {"actions": 0, "scorecard": 60, "funnel": 180, "speed": 300, "patients": 360, "brief": 450,
                   "decisions": 510}  # fmt: skip
"""Second of the ten minutes at which each part of the agenda begins."""
_SEGMENTS: Final = ("campaign", "channel", "doctor", "procedure", "location", "patient_type")
_SAY_WHAT: Final = ("channel", "patient_type")
"""Their values are said in words that need no field before them: 'Forms', 'New patients'."""
_MOST_ROWS: Final = 6
UNKNOWN_AT_MOST: Final = 0.1


def agenda(
    leads: Slice,
    before: Slice | None,
    leaks: LeakReport,
    spoken: Spoken,
    *,
    sample: bool,
    compared: str = "",
    droughts: Sequence[str] = (),
    did: Sequence[str] = (),
) -> Agenda:
    """The agenda of a slice, beside the slice compared with; `leaks`, `droughts` and what the teams `did` belong to the
    same slice."""
    steps = funnel_steps(leads)
    steps_before = None if before is None else funnel_steps(before)
    found = scores(leads, before)
    label = leads.table.label
    leak_lines = [line for leak in leaks.leaks[:1] for line in (leak_sentence(leak, label), hand_off(leak),
                                                                 chance_words(leak.chance))]  # fmt: skip
    funnel = Part(
        "funnel",
        "Funnel and biggest leak",
        STARTS_S["funnel"],
        funnel_finding(steps, steps_before),
        "Inquiries by the furthest stage they reached",
        bars=tuple(_bars(steps)),
        lines=(*(leak_lines or [leaks_finding(leaks)]), *droughts),
    )
    parts = (
        Part(
            "actions",
            "Last actions",
            STARTS_S["actions"],
            _actions_finding(spoken.done, len(spoken.actions)),
            lines=spoken.actions,
        ),
        Part(
            "scorecard",
            "Scorecard",
            STARTS_S["scorecard"],
            _scorecard_finding([score.moved for score in found]),
            columns=("Measure", "Now", "Before", "In words"),
            rows=tuple(
                (
                    score.measure.label,
                    f"{text.share(score.now.part, score.now.whole)}",
                    "" if score.before is None else text.share(score.before.part, score.before.whole),
                    score.words,
                )
                for score in found
            ),
            lines=spoken.goals,
        ),
        funnel,
        _speed(leads),
        Part(
            "patients",
            "What patients ask",
            STARTS_S["patients"],
            spoken.questions,
            lines=(spoken.confusion, spoken.asks, *spoken.themes),
        ),
        Part("brief", "One campaign brief", STARTS_S["brief"], spoken.brief, lines=spoken.brief_lines),
        Part(
            "decisions",
            "Decisions",
            STARTS_S["decisions"],
            "Who does what, by when?",
        ),
    )
    return Agenda(
        practice=leads.table.practice.name,
        sample=sample,
        as_of=leads.table.as_of,
        slice=leads.filters.describe(leads.table.segments),
        compared=compared,
        leads=leads.size,
        answers=_answers(leads, steps, steps_before, spoken),
        parts=parts,
        wins=moves(found, 1),
        challenges=(*moves(found, -1), *leak_lines[:1], *droughts),
        updates=(*did, *spoken.updates),
        agreements=spoken.agreements,
    )


def _bars(steps: pl.DataFrame) -> list[Bar]:
    return [
        Bar(BY_NAME[row["stage"]].label, row["won"], row["open"], row["lost"]) for row in steps.iter_rows(named=True)
    ]


def _actions_finding(done: int, whole: int) -> str:
    if not whole:
        return "No actions from earlier syncs"
    said = _counted(whole, "action", "actions")
    if not done:
        return f"{said} {'is' if whole == 1 else 'are'} open"
    return f"{done} of {said} {'is' if done == 1 else 'are'} done"


def _scorecard_finding(moved: Sequence[int]) -> str:
    better, worse = moved.count(1), moved.count(-1)
    if not moved:
        return "These files cannot answer any measure of the scorecard yet"
    if not better and not worse:
        return "Nothing moved beyond its normal range"
    said = [f"{_counted(better, 'measure is', 'measures are')} better"] if better else []
    said += [f"{_counted(worse, 'measure is', 'measures are')} worse"] if worse else []
    return " and ".join(said) + " than before"


def _speed(leads: Slice) -> Part:
    table = leads.table
    start = STARTS_S["speed"]
    if not table.has_responses or not leads.size:
        return Part("speed", "Speed", start, "No first-response times in these files",
                    lines=("Ask your CRM for a 'First outreach date' column.",))  # fmt: skip
    by = response_times(leads, "channel").sort("leads", descending=True, maintain_order=True).head(_MOST_ROWS)
    rows = tuple(
        (
            text.clean(row["channel"]).replace("_", " "),
            row["leads"],
            text.duration(row["median_business_s"]),
            text.duration(row["p90_business_s"]),
            row["never"],
        )
        for row in by.iter_rows(named=True)
    )
    return Part(
        "speed",
        "Speed",
        start,
        response_finding(response_times(leads), table.practice.response_limit_s, business=True),
        "First answer by a person, in opening hours",
        columns=("Channel", "Inquiries", "Half answered within", "Nine of ten within", "No answer yet"),
        rows=rows,
    )


def _answers(leads: Slice, steps: pl.DataFrame, before: pl.DataFrame | None, spoken: Spoken) -> tuple[Answer, ...]:
    knows = any(can_tell(leads.table))
    reached = reach_finding(reach(leads).row(0, named=True)) if knows else "These files do not say who was tried"
    return (
        Answer("Do we get hold of the leads?", reached, "Response"),
        Answer("Do they convert?", funnel_finding(steps, before), "Funnel"),
        Answer("What are they confused about?", spoken.confusion, "Feedback"),
        Answer("Which questions keep coming up?", spoken.questions, "Feedback"),
        Answer("Does a segment convert better?", _segment(leads), "Segments"),
        Answer("What would make the phone team's job easier?", spoken.asks, "Feedback"),
    )


def _segment(leads: Slice) -> str:
    """The split in which one group stands out furthest from the rest, by the outcome that the data tell."""
    table, stage = leads.table, leads.table.outcome
    if stage in ("inquiry", "real"):
        return "These files do not say who went on"
    told = [name for name in _SEGMENTS if name in table.dimensions]
    if not told:
        return "These files tell no field to compare: no campaign, channel, doctor, procedure or location"
    furthest: tuple[float, str] | None = None
    compared = False
    for by in told:
        rates = segment_rates(leads, by, stage)
        # a field that is mostly known of those who went on says who they are, not who converts
        if int(rates.filter(pl.col(by).is_null())["leads"].sum()) > UNKNOWN_AT_MOST * int(rates["leads"].sum()):
            continue
        rates = rates.drop_nulls(by)
        enough = rates.filter(pl.col("leads") >= FEWEST)
        compared = compared or len(enough) > 1
        found = standing_out(enough)
        if found and (furthest is None or abs(found[1]) > furthest[0]):
            said = segments_finding(rates, by, table.label(by), BY_NAME[stage].done)
            own = by in _SAY_WHAT or said.startswith(table.label(by))
            furthest = abs(found[1]), said if own else f"{table.label(by)} {said}"
    if furthest:
        return furthest[1]
    if not compared:
        return f"Too few leads to compare: no two groups have {FEWEST} in this view"
    return "No segment stands out: what differs could be chance"


def _counted(number: int, one: str, many: str) -> str:
    return f"{text.count(number)} {one if number == 1 else many}"
