"""Why a leak may be: the evidence in short sentences, what it speaks for, and what would settle it."""

from __future__ import annotations

from typing import Final

from dashboard.charts import text
from dashboard.findings.slice_words import CHANNELS, Label
from dashboard.metrics.compare import FEWEST
from dashboard.metrics.leaks.explain import Explanation, Mechanism
from dashboard.metrics.leaks.mechanisms import Kind
from dashboard.metrics.leaks.report import Leak
from dashboard.stages import BY_NAME

_NAMES: Final[dict[Kind, str]] = {
    "marked": "being marked as no real lead",
    "short_call": "calls too short to count",
    "missed_call": "calls nobody took",
    "signal": "{value}",
    "never_tried": "never being tried",
    "never_answered": "no answer by a person",
    "slow_answer": "an answer later than {edge}",
    "few_tries": "fewer than {edge} among those not reached",
    "channel": "{value} not reached",
    "handed_on": "being passed on",
    "no_owner": "having no owner",
    "area": "living in {value}",
    "far_ahead": "a consult more than {edge} ahead",
    "reason": "the reason {value} among those lost with one",
}
_SHOWN: Final = {
    "burst": "being one of many sent at once",
    "disposable_email": "a throw-away address",
    "duplicate": "being sent a second time",
    "gibberish": "a name or message of random letters",
    "link": "a web link in the text",
    "malformed_contact": "an address or number that is none",
    "not_offered": "asking for what is not offered",
    "out_of_area": "living outside the area served",
    "test_lead": "being somebody's test",
    "wrong_number": "a phone number that cannot exist",
}
"""What a lead shows that bears a signal."""
_SPEAKS_FOR: Final = {
    "not_real": "this speaks for leads that are not real",
    "wrong_audience": "this speaks for the wrong audience",
    "missing_information": "this speaks for a missing piece of information",
}
_OF_THE_LEADS: Final[frozenset[Kind]] = frozenset({"marked", "short_call", "signal", "area", "reason"})
"""What the leads bring along or say; all else is done, or not done, by the practice."""


def evidence(leak: Leak, explanation: Explanation, label: Label) -> tuple[str, ...]:
    """Up to three short sentences: the leak's leads beside comparable ones, and what goes with it; not escaped."""
    first = _compared(leak, explanation, label)
    if not explanation.compared:
        return (first,)
    if not explanation.mechanisms:
        return first, "Nothing these files record differs enough to say what it is associated with."
    strongest, *more = explanation.mechanisms
    said = (first, f"Associated with {_counted(strongest)}.")
    return (*said, f"Also with {_counted(more[0])}.") if more else said


def explained_by(explanation: Explanation) -> list[str]:
    """Each mechanism by its name with its counts: 'no answer by a person: 195 of 303, 12 expected'; not escaped."""
    return [
        f"{_named(one)}: {text.count(one.counts.here)} of {text.count(one.counts.of_here)}, "
        f"{text.count(round(one.counts.expected))} expected"
        for one in explanation.mechanisms
    ]


def speaks_for(explanation: Explanation) -> str:
    """The hypothesis as a part of a sentence: one of the three, else the process; '' where nothing speaks for any."""
    if explanation.hypothesis:
        return _SPEAKS_FOR[explanation.hypothesis]
    own_work = any(one.kind not in _OF_THE_LEADS for one in explanation.mechanisms[:1])
    return "this speaks for the process: how these leads are looked after" if own_work else ""


def settle(leak: Leak, explanation: Explanation) -> str:
    """What would settle it, as something one person can do before the next sync."""
    number = len(explanation.to_look_at)
    some = f"{number} of these leads" if number else "these leads"
    strongest = explanation.mechanisms[0] if explanation.mechanisms else None
    kind = strongest.kind if strongest else None
    if kind == "missed_call":
        return f"Look up when {number or 'some'} of these calls came in, and who was to take them."
    if strongest and (kind == "short_call" or (kind, strongest.value) == ("channel", "call")):
        return f"Listen to {number or 'some'} of these calls."
    if explanation.hypothesis == "not_real":
        return f"Look up {some}: is there a person behind each?"
    if explanation.hypothesis == "wrong_audience":
        return f"Read what {some} asked for, beside what the ad promises and whom it is shown to."
    if explanation.hypothesis == "missing_information":
        return f"Ask the counselors of {some} what the patient wanted to know, and put it where leads come from."
    if kind in ("never_answered", "slow_answer", "handed_on", "no_owner", "channel"):
        return f"Follow {some} from arrival to first answer: who could see them, and when?"
    if kind in ("never_tried", "few_tries"):
        return f"Try {some} again, and count who answers."
    if kind == "far_ahead":
        return f"Ask {some} whether an earlier date would have brought them; offer the next ones an earlier date."
    if kind == "reason":
        return f"Ask the counselors of {some} what lay behind the reason."
    return _LOOK[leak.step[1]].format(some=some, number=number or "some")


_LOOK: Final = {
    "real": "Look up {some}: is there a person behind each?",
    "reached": "Follow {some} from arrival to the last try; listen to the calls among them.",
    "qualified": "Listen to the first talk with {some}: what did they ask for?",
    "consult_booked": "Listen to the calls with {some}: what kept them from choosing a date?",
    "consult_attended": "Ask {some} why they did not come.",
    "procedure_booked": "Ask {some} what they decided, and why.",
}


def _compared(leak: Leak, explanation: Explanation, label: Label) -> str:
    went, done = explanation.went, BY_NAME[leak.step[1]].done
    if not went.of_there:
        beside = " outside the other leaks" if explanation.left_out else ""
        return f"There are no other leads at this step{beside} to compare with."
    alone = " and in no other leak" if explanation.left_out else ""
    said = f"Of those no longer open{alone}, {text.share(went.here, went.of_here)} {done}"
    if went.of_there < FEWEST:
        return f"{said}; {text.count(went.of_there)} comparable leads are too few to set beside them."
    if not explanation.compared:
        return _expected(leak, done)
    alike = text.listed([text.short(label(name).lower(), 30) for name in explanation.matched_on[:3]])
    comparable = text.percent(went.expected / went.of_here)
    return f"{said}; of comparable leads{f', alike in {alike},' if alike else ''} {comparable}."


def _expected(leak: Leak, done: str) -> str:
    """Where no one group of leads shows what all together do: what is expected, and from what."""
    return (
        f"{text.share(leak.observed, leak.leads)} {done}; going by all that is known of them, field by field, "
        f"{text.percent(leak.expected / leak.leads)} should have. No other leads are like these in all of it."
    )


def _counted(one: Mechanism) -> str:
    counts = one.counts
    comparable = text.percent(counts.expected / counts.of_here)
    half = f"; half of them {_amount(one, one.middle)} or more" if one.kind in ("slow_answer", "far_ahead") else ""
    return f"{_named(one)}: {text.share(counts.here, counts.of_here)}, {comparable} of comparable leads{half}"


def _named(one: Mechanism) -> str:
    value = f"“{text.short(one.value, 40)}”"
    if one.kind == "signal":
        value = _SHOWN[one.value or ""]
    elif one.kind == "channel":
        value = CHANNELS.get(one.value or "", value)
    return _NAMES[one.kind].format(value=value, edge=_amount(one, one.edge))


def _amount(one: Mechanism, amount: float | None) -> str:
    if amount is None or one.kind == "slow_answer":
        return text.duration(amount)
    whole = round(amount)
    unit = "tries" if one.kind == "few_tries" else "day" if whole == 1 else "days"
    return f"{whole} {unit}"
