"""What is known of single exporters, one small TOML file each in profiles/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Self

from dashboard.ingest.folding import folded, word
from dashboard.ingest.vocabulary import Rule, loaded
from dashboard.schema import FIELDS, Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """Which rows of a count are counts of the field: those where one of the columns `by` matches `like`."""

    by: tuple[str, ...]
    like: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One exporter's table: how it is told, what its headers mean, and its own words.

    `fields` goes from folded header to (field, rule, rank). `fingerprint` lists sets of folded
    headers of which one must be there whole, `ignored` headers that mean something else here than
    elsewhere. `copies` fills a field from another one.
    """

    name: str
    title: str
    system: str
    kind: Kind
    fingerprint: tuple[frozenset[str], ...]
    unless: frozenset[str]
    ignored: frozenset[str]
    fields: Mapping[str, tuple[str, Rule, int]]
    constants: Mapping[str, str]
    copies: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    derive: str = ""
    joined: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counted: Mapping[str, Counted] = field(default_factory=dict)
    refusal: str = ""
    patterns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    grouped: bool = False
    advice: str = ""

    @classmethod
    def of(cls, name: str, table: Mapping[str, Any]) -> Self:
        """A profile from its TOML table.

        Raises ValueError where it names a field that does not exist.
        """
        kind: Kind = table["kind"]
        known = {f.name for f in FIELDS[kind]}
        found: dict[str, tuple[str, Rule, int]] = {}
        languages = _translations(table.get("translated", ""))
        rules: tuple[tuple[str, Rule], ...] = (("fields", ""), ("inverted", "inverted"), ("closed", "closed"))
        for section, rule in rules:
            for target, headers in table.get(section, {}).items():
                if target not in known:
                    raise ValueError(f"Profile {name}: {kind} have no field {target!r}.")
                for rank, header in enumerate(headers, start=1):
                    for name_said in _names(languages, header):
                        found.setdefault(name_said, (target, rule, rank))
        return cls(
            name=name,
            title=table["title"],
            system=table["system"],
            kind=kind,
            fingerprint=tuple(
                frozenset(folded(h).name for h in said)
                for group in table["fingerprint"]
                for said in (group, *_said_in(languages, group))
            ),
            ignored=frozenset(folded(h).name for h in table.get("ignored", ())),
            unless=frozenset(folded(h).name for h in table.get("unless", ())),
            fields=found,
            constants=table.get("constants", {}),
            copies=table.get("copies", {}),
            words={
                target: {word(said): meaning for meaning, listed in groups.items() for said in listed}
                for target, groups in table.get("words", {}).items()
            },
            derive=table.get("derive", ""),
            joined={folded(date).name: folded(time).name for date, time in table.get("joined", {}).items()},
            cells={folded(header).name: spelled for header, spelled in table.get("cells", {}).items()},
            counted={
                said: Counted(tuple(folded(h).name for h in rows["by"]), rows["like"])
                for header, rows in table.get("counted", {}).items()
                for said in _names(languages, header)
            },
            refusal=table.get("refusal", ""),
            patterns={folded(header).name: said for header, said in table.get("patterns", {}).items()},
            grouped=table.get("grouped", False),
            advice=table.get("advice", ""),
        )


def _translations(exporter: str) -> list[dict[str, list[str]]]:
    """An exporter's headers in each language it exports in, by the English one."""
    return list(loaded("translations.toml")[exporter].values()) if exporter else []


def _names(languages: Iterable[Mapping[str, list[str]]], header: str) -> list[str]:
    """A header folded, in English and in every language."""
    return [folded(said).name for said in (header, *(its for spoken in languages for its in spoken.get(header, ())))]


def _said_in(languages: Iterable[Mapping[str, list[str]]], group: Iterable[str]) -> list[tuple[str, ...]]:
    """A set of headers in every language that has a word for each."""
    return [
        said
        for spoken in languages
        if all(header in spoken for header in group)
        for said in product(*(spoken[header] for header in group))
    ]


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, by name."""
    folder = files("dashboard.ingest") / "profiles"
    texts = {entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8") for entry in folder.iterdir()}
    return tuple(Profile.of(name, tomllib.loads(text)) for name, text in sorted(texts.items()))


def profile_of(headers: Iterable[str], kind: Kind | None = None) -> Profile | None:
    """The profile whose fingerprint the headers carry; of several the one that knows most of them."""
    there = {folded(header).name for header in headers}
    fitting = [
        profile
        for profile in profiles()
        if (kind is None or profile.kind == kind)
        and not profile.unless & there
        and any(group <= there for group in profile.fingerprint)
    ]
    return max(
        fitting,
        key=lambda p: (max(len(g) for g in p.fingerprint if g <= there), len(there & p.fields.keys())),
        default=None,
    )


def by_name(name: str | None) -> Profile | None:
    """The profile of this name; None for None or a name that is gone."""
    return next((profile for profile in profiles() if profile.name == name), None)
