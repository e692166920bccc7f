"""Goals in one sentence each: where they stand, where they are heading, whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts import text
from dashboard.metrics.goals import Aim, Attainment
from dashboard.metrics.measures import BY_NAME
from dashboard.stages import BY_NAME as STAGES

_ENDS = {
    "met": "met",
    "missed": "missed",
    "on_course": "on course",
    "behind": "behind",
    "either": "could go either way",
}


_COUNTED = {
    "real": "Real leads",
    "qualified": "Qualified leads",
    "consult_booked": "Consults booked",
    "consult_attended": "Consults attended",
    "procedure_booked": "Procedures booked",
}


def measure_label(measure: str) -> str:
    """What a goal is about, as people say it: 'Consults booked', 'No-shows, of consults due'."""
    if measure in BY_NAME:
        return f"{BY_NAME[measure].label}, of {BY_NAME[measure].of}"
    return _COUNTED.get(measure) or text.short(measure.replace("_", " "), 40)


def amount(measure: str, value: float | None) -> str:
    """A count or a share of a measure in words."""
    return text.count(value) if measure in STAGES else text.percent(value)


def target_words(goal: Aim) -> str:
    """The target with its direction: 'at least 45'."""
    return f"{'at least' if goal.direction == 'at_least' else 'at most'} {amount(goal.measure, goal.target)}"


def goal_sentence(found: Attainment) -> str:
    """Where a goal stands; before its period ends where it is heading, with a range."""
    return f"{text.short(found.goal.name, 60)} ({found.goal.team}): {standing_words(found)}"


def standing_words(found: Attainment) -> str:
    """The same without the goal's name: 'on pace for 41 of 45 (36 to 47): could go either way'."""
    goal = found.goal
    match found.standing:
        case "unknown":
            return f"{target_words(goal)}; these data cannot tell"
        case "too_few":
            so_far = _of(found) if found.part and found.part.whole else "none to count yet"
            return f"{so_far}, goal {target_words(goal)}: too few to say"
        case "ahead":
            usual = f"; at the usual pace {_range(found)}" if found.pace else ""
            return f"{target_words(goal)} from {goal.since.day} {goal.since:%b} on{usual}"
    over = found.days_gone == found.days
    if found.pace:
        ends = _ENDS[found.standing]
        if over or found.standing in ("met", "missed"):
            early = "" if over else f" already, {found.days - found.days_gone} days to go"
            return f"{text.count(found.pace.so_far)}{early}, goal {target_words(goal)}: {ends}"
        of = f" of {amount(goal.measure, goal.target)}" if goal.direction == "at_least" else ""
        limit = "" if of else f", goal {target_words(goal)}"
        return (
            f"on pace for {text.count(found.projected)}{of} ({text.count(found.low)} to {text.count(found.high)})"
            f"{limit}: {ends}; {text.count(found.pace.so_far)} so far, {found.days_gone} of {found.days} days gone"
        )
    ending = "" if over else f", {text.percent(found.low)} to {text.percent(found.high)} by the end"
    return f"{_of(found)}{ending}, goal {target_words(goal)}: {_ENDS[found.standing]}"


def goals_finding(found: Sequence[Attainment]) -> str:
    """How many goals are well on their way, and which are behind."""
    told = [one for one in found if one.standing not in ("ahead", "unknown", "too_few")]
    if not found:
        return "No goal is set yet"
    if not told:
        return "It is too early to tell how the goals stand"
    well = sum(one.standing in ("met", "on_course") for one in told)
    behind = [one for one in told if one.standing in ("behind", "missed")]
    said = f"{well} of {len(told)} {'goal is' if len(told) == 1 else 'goals are'} met or on course"
    if not behind:
        all_of_them = {1: "The goal", 2: "Both goals"}.get(len(told), f"All {len(told)} goals")
        return said if well else f"{all_of_them} could still go either way"
    names = text.listed([f"{text.short(one.goal.name, 40)} ({one.goal.team})" for one in behind[:3]])
    return f"{said}; behind: {names}" + (f" and {len(behind) - 3} more" if behind[3:] else "")


def chain_finding(chain: Sequence[Attainment]) -> str:
    """What the first goal of a chain must send on for the last one to be met, beside what it sent so far."""
    first, last = chain[0], chain[-1]
    assert first.pace
    assert last.pace
    names = [f"{text.count(one.goal.target)} {measure_label(one.goal.measure).lower()} ({one.goal.team})"
             for one in (first, last)]  # fmt: skip
    asked = text.percent(last.goal.target / first.goal.target) if first.goal.target else text.UNKNOWN
    said = f"{names[0]} and {names[1]} fit together where {asked} go on"
    if not first.pace.so_far:
        return said
    return f"{said}; {text.share(last.pace.so_far, first.pace.so_far)} so far"


def _of(found: Attainment) -> str:
    assert found.part
    return f"{text.share(found.part.part, found.part.whole)} {BY_NAME[found.goal.measure].of}"


def _range(found: Attainment) -> str:
    return f"{text.count(found.projected)} ({text.count(found.low)} to {text.count(found.high)})"
