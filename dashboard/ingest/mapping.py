"""Which column is which field: a decision for each header, with how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl
from rapidfuzz import fuzz, process

from dashboard.ingest.choices import LEAVE_OUT, SEGMENT
from dashboard.ingest.fitting import fits
from dashboard.ingest.folding import folded
from dashboard.ingest.profiles import Profile
from dashboard.ingest.vocabulary import Rule, names
from dashboard.schema import FIELDS, KINDS, Kind

How = Literal["exact", "profile", "synonym", "suggested", "chosen", "segment", "dropped"]
SEVERAL: Final = frozenset({"name", "email", "phone", "status"})
"""Fields that more than one column may fill: the first with something to say counts."""
_ALIKE: Final = 88
"""How alike (of 100) a header must be to a known name to be suggested."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One header's field (None: none), how it was found, and how its cells mean the field."""

    field: str | None
    how: How
    rule: Rule = ""


def kind_of(headers: Mapping[str, pl.Series], profile: Profile | None) -> Kind | None:
    """What the rows are, told by the fields that are there; None when they are none of the three."""
    if profile is not None:
        return profile.kind
    fields = {kind: _certain(headers, kind) for kind in KINDS}
    touch = fields["touches"]
    exact = {folded(header).name for header in headers}
    if {"lead_id", "at"} <= touch and touch & {"direction", "kind", "outcome"} and {"at"} <= exact:
        return "touches"
    spend = fields["campaigns"]
    named = spend & {"campaign", "campaign_id", "platform"}
    measured = {"spend"} <= spend or {"impressions", "clicks"} <= spend
    lead = fields["leads"]
    progress = {f for f in lead if f.endswith("_at") or f in ("status", "first_response_at")}
    if measured and (named or "period_start" in spend) and "lead_id" not in lead:
        return "campaigns"
    if {"lead_id"} <= lead and (len(lead - {"name", "email", "phone"}) >= 2 or progress):
        return "leads"
    if lead & {"created_at", *_TELLING} and len(lead & {"created_at", *_LEADLIKE}) >= 2:
        return "leads"
    if {"lead_id", "at"} <= touch and touch & {"direction", "kind", "outcome"}:
        return "touches"
    return "leads" if lead and _offers_outcome(headers) else None


def _offers_outcome(headers: Mapping[str, pl.Series]) -> bool:
    """Whether a yes/no column may say how each lead ended, as research data sets name it."""
    found = ((names("leads").get(folded(header).name), column) for header, column in headers.items())
    return any(
        known is not None and known[1] == "offered" and fits("leads", known[0], "inverted", column)
        for known, column in found
        if column.null_count() < len(column)
    )


_TELLING: Final = frozenset({"status", "procedure_booked_at", "consult_booked_at", "reached_at", "qualified_at"})


_LEADLIKE: Final = _TELLING | frozenset(
    {
        "source",
        "channel",
        "campaign",
        "email",
        "phone",
        "doctor",
        "procedure",
        "owner",
        "patient_type",
        "first_response_at",
    }
)
"""Fields that a table of something else than leads seldom has together with a date."""


def _certain(headers: Mapping[str, pl.Series], kind: Kind) -> set[str]:
    found = set()
    for header, column in headers.items():
        field, rule, rank = names(kind).get(folded(header).name, ("", "", 0))
        if field and rule != "offered" and fits(kind, field, rule, column, named=rank == 0):
            found.add(field)
    return found


def with_decision(mapping: Mapping[str, str], header: str, field: str) -> dict[str, str]:
    """The mapping with one more decision; a field that one column alone may fill is the one's it was given to last."""
    shared = SEVERAL | {SEGMENT, LEAVE_OUT}
    others = {name: given for name, given in mapping.items() if name != header and (given != field or field in shared)}
    return others | {header: field}


def mapped(
    headers: Mapping[str, pl.Series],
    kind: Kind,
    profile: Profile | None,
    chosen: Mapping[str, str],
    remembered: Mapping[str, str],
) -> dict[str, Decision]:
    """A decision for each header. What the user chose counts most, then what was remembered, the
    profile, the field's own name, a synonym; what is merely alike is only suggested.

    A field goes to one column, the preferred one, but for those of which there may be SEVERAL.
    """
    decided: dict[str, Decision] = {}
    taken: set[str] = set()
    for source in (chosen, remembered):
        for header in headers:
            if header in decided or header not in source:
                continue
            target = source[header]
            if source is remembered and target in taken - SEVERAL - {SEGMENT, LEAVE_OUT}:
                continue
            decided[header] = _choice(header, target, kind, profile)
            taken.add(target)
    ranked = sorted(
        (
            (column.null_count() == len(column), how != "profile", rank, position, header, field, rule, how)
            for position, (header, column) in enumerate(headers.items())
            if header not in decided
            for field, rule, rank, how in _candidates(header, kind, profile)
        ),
        key=lambda c: c[:4],
    )
    # a column without values has the last say, so that it never keeps a field from one that has some
    for _, _, _, _, header, field, rule, how in ranked:
        if header in decided or (field in taken and field not in SEVERAL):
            continue
        named = how in ("exact", "profile")
        if rule != "offered" and not fits(kind, field, rule, headers[header], named):
            continue
        decided[header] = Decision(field, "suggested" if rule == "offered" else how, "" if rule == "offered" else rule)
        if rule != "offered":
            taken.add(field)
    for header, column in headers.items():
        unknown = profile is None or folded(header).name not in profile.ignored
        if unknown and header not in decided and (alike := _alike(header, kind, taken, column)) is not None:
            decided[header] = Decision(alike, "suggested")
    return decided


def _choice(header: str, target: str, kind: Kind, profile: Profile | None) -> Decision:
    if target == LEAVE_OUT:
        return Decision(None, "chosen")
    if target == SEGMENT:
        return Decision(SEGMENT, "chosen")
    rules = {field: rule for field, rule, _, _ in _candidates(header, kind, profile) if rule != "offered"}
    return Decision(target, "chosen", rules.get(target, ""))


def _candidates(header: str, kind: Kind, profile: Profile | None) -> list[tuple[str, Rule, int, How]]:
    name = folded(header).name
    found: list[tuple[str, Rule, int, How]] = []
    if profile is not None and name in profile.ignored:
        return found
    if profile is not None and name in profile.fields:
        field, rule, rank = profile.fields[name]
        found.append((field, rule, rank, "profile"))
    if name in names(kind):
        field, rule, rank = names(kind)[name]
        found.append((field, rule, rank, "exact" if rank == 0 else "synonym"))
    return found


def _alike(header: str, kind: Kind, taken: set[str], column: pl.Series) -> str | None:
    """The field whose name or synonym is most alike, if it is free and the cells could be it."""
    name = folded(header).name
    if len(name) < 4:
        return None
    known = {
        listed: field
        for listed, (field, rule, _) in names(kind).items()
        if rule == "" and field not in taken and len(listed) >= 4
    }
    best = process.extractOne(name, known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if best is None:
        return None
    field = known[best[0]]
    return field if fits(kind, field, "", column) else None


def fields_of(kind: Kind) -> frozenset[str]:
    """Names of a kind's fields."""
    return frozenset(field.name for field in FIELDS[kind])
