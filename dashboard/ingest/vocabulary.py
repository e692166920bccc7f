"""The names fields go by and the words cells are made of, loaded once from synonyms.toml and words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from dashboard.ingest.folding import folded, word
from dashboard.schema import FIELDS, Kind

Rule = Literal["", "inverted", "closed", "offered"]
"""How a column's cells mean its field: as they are, yes for no, by what the status says, only if confirmed."""

_LONGEST: Final = 200
"""Characters up to which a cell may be a header."""
_RULES: Final[tuple[Rule, ...]] = ("", "inverted", "closed", "offered")


def loaded(name: str) -> dict[str, Any]:
    """A TOML table that stands beside this module."""
    return tomllib.loads((files("dashboard.ingest") / name).read_text(encoding="utf-8"))


@cache
def names(kind: Kind) -> dict[str, tuple[str, Rule, int]]:
    """Folded header -> field, rule, and rank: 0 is the field's own name, then as listed."""
    table = loaded("synonyms.toml")
    known: dict[str, tuple[str, Rule, int]] = {}
    for field in FIELDS[kind]:
        known[folded(field.name).name] = (field.name, "", 0)
    for rule in _RULES:
        for field_name, headers in table.get(f"{kind}_{rule}".rstrip("_"), {}).items():
            for rank, header in enumerate(headers, start=1):
                known.setdefault(folded(header).name, (field_name, rule, rank))
    return known


def is_known(cell: str) -> bool:
    """Whether a cell is a header some field of some kind goes by."""
    name = folded(cell).name if len(cell) <= _LONGEST else ""
    return bool(name) and any(name in names(kind) for kind in FIELDS)


@cache
def words(group: str) -> dict[str, str]:
    """Folded word -> what it stands for, of one group of words.toml: 'status', 'channel', 'yes_no' ..."""
    return {word(said): meaning for meaning, listed in _groups()[group].items() for said in listed}


@cache
def blanks() -> frozenset[str]:
    """Cells that stand for nothing, trimmed and in lower case."""
    return frozenset(_groups()["blank"]) | frozenset(_groups()["unset"])


@cache
def personal(group: str) -> frozenset[str]:
    """Folded headers or names that belong to one person: 'headers', 'free_text', 'contains', 'given_names'."""
    return frozenset(word(said) for said in _groups()["personal"][group])


@cache
def _groups() -> dict[str, Any]:
    return loaded("words.toml")
