"""What each figure means, in two lines, with the practice's own agreements filled in."""

from __future__ import annotations

from dashboard.charts import text
from dashboard.practice import Practice
from dashboard.stages import BY_NAME

OPEN = (
    "Still open: not recorded as lost, and not silent for longer than {share} of those who went on took for that step."
)


def funnel(practice: Practice) -> str:
    """Stages, and what won, still open and lost mean."""
    return (
        f"A lead that reached a later stage counts for every stage before it.{_agreed(practice)}\n"
        + OPEN.format(share=text.percent(practice.silent_share))
        + f" Where too few went on to tell: {practice.horizon_days} days. The rest is lost."
    )


def _agreed(practice: Practice) -> str:
    """The rules agreed on besides, as sentences; '' without any."""
    rules = {"Real": practice.real_rule, "Reached": practice.reached_rule, "Qualified": practice.qualified_rule}
    return "".join(f" {stage} only where {rule.words()}." for stage, rule in rules.items() if rule)


def rollup() -> str:
    """What is compared, and by whose rules."""
    return (
        "Each practice counts by its own agreements on what a real lead, reached and qualified mean.\n"
        "All together: the sum of the practices that can tell this stage. Bars: 95 % interval."
    )


def response(practice: Practice, business: bool) -> str:
    """What counts as an answer, and what time is counted."""
    hours = "Only opening hours count" if business else "Every hour counts, also at night and at weekends"
    return (
        "From the inquiry to the first answer by a person; automatic replies never count, waiting leads do.\n"
        f"{hours}. Agreed limit: {text.duration(practice.response_limit_s)}. Spam, duplicates and tests are left out."
    )


def reach() -> str:
    """What tried and reached mean."""
    return (
        "Tried: an attempt or an answer is on record. Reached: the practice and the lead spoke or wrote, both ways.\n"
        "Spam, duplicates and tests are left out."
    )


def conversion(stage: str, practice: Practice) -> str:
    """Who is counted in a conversion rate, and what the range is."""
    return (
        f"Real leads that reached '{BY_NAME[stage].label}' or a later stage, of all real leads. A call counts as real "
        f"when answered and longer than {practice.real_call_s} s.{_agreed(practice)}\n"
        "The line through a dot: the true rate lies in it 19 times out of 20. Under 30 leads: too few to say."
    )


def bands(stage: str) -> str:
    """Why quick answers and conversion going together is no proof."""
    return (
        f"Leads by how long they waited, and the share of them that reached '{BY_NAME[stage].label}' or later.\n"
        "Associated with, not because of: quick answers also go to easier leads and better-run days."
    )


def convert_time(stage: str) -> str:
    """How young leads are treated."""
    return (
        f"Share of real leads that reached '{BY_NAME[stage].label}' by so many days after the inquiry.\n"
        "A lead too young to tell leaves the count at its age; it is never counted as lost."
    )


def campaigns(practice: Practice) -> str:
    """What cost and return are made of."""
    return (
        "Spend from the ad platforms' files, divided by what came of the campaign's leads; revenue is the value of "
        "procedures booked.\nLeads join by the campaign's number, else by its name. Currencies are never added up."
    )


def what_if() -> str:
    """The worked example."""
    return (
        "Procedures = real leads × closing rate; return = procedures × money of one ÷ spend.\n"
        "Example: $6,000 on 100 leads at 5 % closing and $6,000 a procedure is $30,000, 5 times the spend."
    )


def claims() -> str:
    """Why the two counts differ."""
    return (
        "Platforms count clicks, calls and forms their own way and credit themselves; the practice counts inquiries.\n"
        "The two never match exactly. A claim far above what arrived is worth a look."
    )


def trend(stage: str) -> str:
    """Which weeks are settled."""
    return (
        f"Real leads by the week of their inquiry, and the share of them that reached '{BY_NAME[stage].label}'.\n"
        "Lighter weeks are still mostly open: their leads have not had their time yet."
    )


def themes() -> str:
    """What a theme is, and what lately means."""
    return (
        "What several people said alike, gathered as it was written down; themes can be merged and renamed.\n"
        "Lately: the last four weeks, beside the four before."
    )


def kinds() -> str:
    """What is counted by kind."""
    return (
        "Each piece of feedback once, under the kind chosen by whoever wrote it down.\n"
        "One who names no campaign, procedure or doctor counts as not known."
    )


def ratings() -> str:
    """What stands beside each other."""
    return (
        "Rating: mean of the counselors' ratings of leads, 1 (poor) to 5 (very good), beside what the files say.\n"
        "Real and qualified are shares of the campaign's inquiries in view."
    )


def briefs() -> str:
    """Which leads a version is counted with."""
    return (
        "A version counts from the day it is used to the day the next one is, within the campaign's own dates.\n"
        "Its leads: those of the campaign who inquired on these days. Booked: consults booked, of the real leads."
    )


def scorecard() -> str:
    """The measures of the sync, and when a move is called one."""
    return (
        "Each measure is a share of the leads that could have gone on; no-shows are of the consults that were due.\n"
        "A move is called better or worse only beyond its normal range: what chance and ordinary weeks make of it."
    )


def aging() -> str:
    """Which leads are listed, and what a chance is."""
    return (
        "Real leads that are neither lost nor at the last step, by the days since anything was last on record.\n"
        "Patients to expect: each lead's chance, from leads that were at the same step after as many days."
    )


def worth() -> str:
    """What the list is ordered by."""
    return (
        "Chance to become a patient, times the lead's value (else the usual one of its procedure). Without a date: the "
        "average chance of the dated leads at the same step.\n"
        "The list holds lead numbers to look up in the CRM; who they are is never stored here."
    )


def ownership(practice: Practice) -> str:
    """When a lead counts as left lying."""
    return (
        f"Left lying: tried or answered once, not reached, and nothing since for over {practice.followup_days} days;\n"
        "no next step is planned, and nobody gave the lead up."
    )


def answers() -> str:
    """Which days are compared."""
    return (
        "Away: open days on which the inbox's busiest person gave no first answer anywhere; waiting in opening hours.\n"
        "Compared only where both kinds of day have 30 leads, of nearly the same channels and hours."
    )
