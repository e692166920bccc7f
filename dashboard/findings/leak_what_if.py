"""What closing leaks, or moving one stage, would bring, in one sentence each."""

from __future__ import annotations

from typing import Final

from dashboard.charts import text
from dashboard.findings.leaks import rounded_money
from dashboard.metrics.leaks.closing import Closing
from dashboard.metrics.what_if import StageWorth
from dashboard.stages import BY_NAME

_MORE: Final = {
    "real": ("real lead", "real leads"),
    "reached": ("patient reached", "patients reached"),
    "qualified": ("patient qualified", "patients qualified"),
    "consult_booked": ("consult booked", "consults booked"),
    "consult_attended": ("consult attended", "consults attended"),
    "procedure_booked": ("procedure", "procedures"),
}


def closing_finding(would: Closing) -> str:
    """What closing the chosen leaks would bring, step by step, and in money where that is known."""
    steps = [_more(stage, number) for stage, number in would.patients if round(number) >= 1]
    if not steps:
        return "Choose the leaks to close: what that would be worth then stands here"
    said = f"Closing that much would bring about {text.listed(steps)}"
    if would.money is None or would.low is None or would.high is None:
        return said
    low, high = (rounded_money(amount, would.currency) for amount in (would.low, would.high))
    return f"{said}, worth {rounded_money(would.money, would.currency)} ({low} to {high})"


def moving_finding(would: StageWorth | None, currency: str | None) -> str:
    """What it would bring if more leads went on to one stage; `currency` is that of its money."""
    if would is None:
        return "Nobody got that far yet, so no later rate is known"
    done = BY_NAME[would.stage].done
    if round(abs(would.more)) < 1:
        return f"As it is: {text.percent(would.rate)} of {text.count(would.leads)} {done}"
    rates = f"{text.percent(would.moved)} instead of {text.percent(would.rate)}"
    said = f"If {rates} {done}: {_more(would.stage, would.more)}"
    if would.stage != "procedure_booked" and round(abs(would.procedures)) >= 1:
        said += f", {_more('procedure_booked', would.procedures)}"
    if would.money is None or round(abs(would.money)) < 1:
        return said
    return f"{said}, worth {rounded_money(abs(would.money), currency)} {'more' if would.money > 0 else 'less'}"


def _more(stage: str, number: float) -> str:
    whole = round(abs(number))
    return f"{text.count(whole)} {'more' if number > 0 else 'fewer'} {_MORE[stage][whole != 1]}"
