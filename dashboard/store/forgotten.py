"""The leads that were forgotten, as keyed hashes of their numbers, so that no later file brings one back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.store.records import Records

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked

WHY: Final = "This lead was forgotten on request; it is not stored again."
_NAMED: Final = ("system", "lead_id")
_LIST: Final = "forgotten.json"


class Forgotten:
    """The list of a workspace. It lies beside the tables with a key of its own and holds no number itself."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @property
    def state(self) -> str:
        """A word that changes whenever a lead is forgotten; empty before the first."""
        hashes = self._read()[1]
        return blake2b(" ".join(hashes).encode(), digest_size=8).hexdigest() if hashes else ""

    def add(self, leads: pl.DataFrame) -> None:
        """Never store rows of these leads (`system`, `lead_id`) again."""
        key, hashes = self._read()
        listed = sorted({*hashes, *_hashed(leads, key)})
        self._records.keep(_LIST, json.dumps({"key": key.hex(), "leads": listed}).encode())

    def among(self, leads: pl.DataFrame) -> pl.Series:
        """Which of these rows (`system`, `lead_id`) are of forgotten leads."""
        key, hashes = self._read()
        return pl.Series(_hashed(leads, key), dtype=pl.String).is_in(hashes)

    def without(self, checked: Sequence[Checked]) -> list[Checked]:
        """The files without the rows of forgotten leads, which count as left out."""
        return [self._left_out(file) for file in checked] if self._records.kept(_LIST) else list(checked)

    def _left_out(self, checked: Checked) -> Checked:
        if "lead_id" not in checked.rows.columns:
            return checked
        gone = self.among(checked.rows)
        if not gone.any():
            return checked
        from dashboard.ingest.leftovers import LeftOut  # only a forgotten lead that comes again needs it

        count = gone.sum()
        said = f"{count:,} {'row is of a lead' if count == 1 else 'rows are of leads'} forgotten on request; left out."
        again = (LeftOut(row, WHY) for row in checked.rows.filter(gone)["row"])
        return replace(
            checked,
            rows=checked.rows.filter(~gone),
            left_out=tuple(sorted((*checked.left_out, *again), key=lambda left: left.row)),
            warnings=(*checked.warnings, said),
        )

    def _read(self) -> tuple[bytes, list[str]]:
        content = self._records.kept(_LIST)
        if content is None:
            return secrets.token_bytes(32), []
        said = json.loads(content)
        return bytes.fromhex(said["key"]), said["leads"]


def _hashed(leads: pl.DataFrame, key: bytes) -> list[str]:
    named = leads.select(pl.concat_str(pl.col(_NAMED).fill_null(""), separator="\x1f").alias("named"))["named"]
    return [blake2b(text.encode(), key=key, digest_size=16).hexdigest() for text in named]
