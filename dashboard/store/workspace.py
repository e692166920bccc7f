"""One practice's folder: its imports, what is known from them today, its agreements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
import sqlalchemy as sa

from dashboard.practice import Practice
from dashboard.schema import KINDS, Kind
from dashboard.store import sample_tables
from dashboard.store.agreements import Agreement, Agreements
from dashboard.store.audit import Audit, note
from dashboard.store.current import current
from dashboard.store.derived import ready
from dashboard.store.dismissals import Dismissals
from dashboard.store.forgotten import Forgotten
from dashboard.store.guard import Asked, anybody
from dashboard.store.history import history, take_down
from dashboard.store.imports import Import, NoSuchImportError, Receipt, StoreError
from dashboard.store.judged import judged
from dashboard.store.live import live_digests, live_imports
from dashboard.store.mappings import Mappings
from dashboard.store.matching import match_key, under_newest_key
from dashboard.store.overrules import Overrules
from dashboard.store.places import records_of, rows_of
from dashboard.store.receipts import receipts_of, stored_rows
from dashboard.store.records import FILES, IMPORTS, STATE, count_change
from dashboard.store.rows import RowTable, be_there
from dashboard.store.sample_records import InView, let_go
from dashboard.store.teams import Teams

if TYPE_CHECKING:
    from dashboard.agreed import Definition
    from dashboard.ingest.checking import Checked
    from dashboard.ingest.progress import Progress

SAMPLE_VERSION: Final = "sample"


class Workspace:
    """What a practice has imported and agreed on. Where that lives (places.py) is made by the first change.

    Without any live import it answers with the sample practice.
    """

    def __init__(self, folder: Path, asked: Asked = anybody, *, sample_records: bool = False) -> None:
        self.folder = folder
        self.records = records_of(folder, asked)
        """Where what people do is written; it asks who does it."""
        self.audit = Audit(self.records)
        """Who did what."""
        self.overrules = Overrules(self.records)
        """The signals of junk that people found mistaken."""
        self.in_view = InView(self.records, folder, asked) if sample_records else None
        """The sample practice's records while they are in view, else the practice's own; None: these alone."""
        self.teams = Teams(self.in_view or self.records)
        """What the teams say and agree on."""
        self.dismissals = Dismissals(self.records)
        """The leaks that people looked into and dismissed."""
        self.mappings = Mappings(self.records)
        """What was decided about files by their headers."""
        self._forgotten = Forgotten(self.records)
        self._rows: dict[Kind, RowTable] = {kind: RowTable(rows_of(folder), kind) for kind in KINDS}

    @property
    def is_sample(self) -> bool:
        """True until the first import: what is shown is the sample practice."""
        return not self._live()[1]

    @property
    def version(self) -> str:
        """A word that changes with every import, undo, agreement in force and change of settings."""
        version, live = self._live()
        return version if live or not self.in_view else f"{version}{self.in_view.version}"

    def leads(self, practice: Practice | None = None) -> pl.DataFrame:
        """The current leads: newest known value of each field, and the import, file and row it last came from.

        They are judged by the practice's lists, those of today or those of `practice`; the teams' own test
        inquiries are none.
        """
        tests = self.teams.response_tests.lead_ids()
        return judged(self._current("leads"), practice or self.practice(), self.overrules.live(), tests)

    def campaigns(self) -> pl.DataFrame:
        """The current campaign rows: for each campaign and period, those of the newest file."""
        return self._current("campaigns")

    def touches(self) -> pl.DataFrame:
        """Every call and message once, and every inquiry of a lead that inquired several times."""
        return self._current("touches")

    def segments(self) -> dict[str, str]:
        """The columns kept under a file's own header: stored column to header, as the newest import spells it."""
        _, live = self._live()
        if not live:
            return sample_tables.segments()
        with self.records.reading() as connection:
            found = connection.execute(
                sa.select(FILES.c.segments).where(FILES.c.import_id.in_(live)).order_by(FILES.c.import_id, FILES.c.file)
            )
            return {column: header for (segments,) in found for column, header in segments.items()}

    def practice(self, agreed: Mapping[Definition, Agreement] | None = None) -> Practice:
        """What the figures rest on: the settings, under the agreements in force or under these versions.

        The sample practice's settings while its leads are shown.
        """
        return self._under(sample_tables.practice() if self.is_sample else self.settings(), agreed)

    def agreed_practice(self) -> Practice:
        """This practice's own settings under its agreements, by which its files are read, also before any import."""
        return self._under(self.settings(), Agreements(self.records).in_force())

    def settings(self) -> Practice:
        """This practice's own settings as they were saved, whatever was agreed on since."""
        if not self.records.exists:
            return Practice()
        with self.records.reading() as connection:
            saved = connection.execute(sa.select(STATE.c.practice)).scalar_one()
        return Practice.from_json(saved) if saved else Practice()

    def save_practice(self, practice: Practice) -> None:
        """Replace the settings. Agreements in force go before them."""
        with self.records.changing(takes="admin") as connection:
            connection.execute(STATE.update().values(practice=practice.to_json()))
            note(connection, "settings", "the practice's settings")
            count_change(connection)

    def match_key(self) -> bytes:
        """The secret under which contact data becomes match keys; made once, outside the tables."""
        with self.records.changing():
            return match_key(self.records, self.folder)

    def receipts(self, checked: Sequence[Checked], progress: Progress | None = None) -> list[Receipt]:
        """What storing these files together would do; stores nothing. Raises StoreError as `add` does."""
        checked, days = self._storable(checked), self.settings().same_person_days
        if not self.records.exists:
            return self._receipts(checked, frozenset(), (), 1, days, progress)
        with self.records.reading() as connection:
            live, digests = live_imports(connection), live_digests(connection)
        return self._receipts(checked, live, digests, max(live, default=0) + 1, days, progress)

    def add(self, checked: Sequence[Checked], progress: Progress | None = None) -> Import:
        """Store these files as one import, whole or not at all.

        Raises StoreError when a file cannot be placed in time, or another import is still running.
        """
        days = self.settings().same_person_days
        with self.records.changing() as connection:
            live, checked = live_imports(connection), self._storable(checked)
            newest = connection.execute(sa.select(sa.func.max(IMPORTS.c.id))).scalar()
            import_id = (newest or 0) + 1
            receipts = self._receipts(checked, live, live_digests(connection), import_id, days, progress)
            for kind, table in self._rows.items():
                table.keep(live)
                rows = [
                    stored_rows(file, import_id, number) for number, file in enumerate(checked) if file.kind == kind
                ]
                if rows:
                    table.append(pl.concat(rows, how="diagonal"))
            record = Import(import_id, datetime.now(UTC), None, tuple(receipts))
            take_down(connection, record, checked)
            note(connection, "import", f"import {import_id}: {', '.join(receipt.file for receipt in receipts)}")
            count_change(connection)
        let_go(self.folder)
        if progress:
            rows_stored = sum(file.rows.height for file in checked)
            progress("storing", rows_stored, rows_stored)
        return record

    def imports(self) -> list[Import]:
        """All imports, newest first, those taken back among them."""
        if not self.records.exists:
            return []
        with self.records.reading() as connection:
            return history(connection)

    def undo(self, import_id: int) -> Import:
        """Take one import back: everything is as if it had never been.

        Raises NoSuchImportError when there is no such import or it is undone already.
        """
        with self.records.changing() as connection:
            found = connection.execute(sa.select(IMPORTS).where(IMPORTS.c.id == import_id)).first()
            if found is None or found.undone_at:
                known = ", ".join(str(live) for live in sorted(live_imports(connection))) or "none"
                why = "was undone before" if found else "does not exist"
                raise NoSuchImportError(f"Import {import_id} {why}; the imports that can be undone: {known}.")
            now = datetime.now(UTC).isoformat()
            connection.execute(IMPORTS.update().where(IMPORTS.c.id == import_id).values(undone_at=now))
            note(connection, "undo", f"import {import_id}")
            count_change(connection)
        # it is taken back already; rows that cannot be removed now are by the next import
        with suppress(StoreError), self.records.changing() as connection:
            for table in self._rows.values():
                table.keep(live_imports(connection))
        return next(found for found in self.imports() if found.id == import_id)

    def _storable(self, checked: Sequence[Checked]) -> list[Checked]:
        """The files without forgotten leads, also where the match key was rotated since they were checked."""
        return self._forgotten.without(under_newest_key(self.records, checked))

    def _under(self, practice: Practice, agreed: Mapping[Definition, Agreement] | None = None) -> Practice:
        versions = self.teams.agreements.in_force() if agreed is None else agreed
        return practice.under({definition: one.rule for definition, one in versions.items()})

    def _receipts(
        self,
        checked: Sequence[Checked],
        live: frozenset[int],
        digests: Collection[str],
        import_id: int,
        days: int,
        progress: Progress | None,
    ) -> list[Receipt]:
        stored = {kind: self._rows[kind].of(live) for kind in {file.kind for file in checked}}
        return receipts_of(checked, stored, digests, import_id, days, progress)

    def _current(self, kind: Kind) -> pl.DataFrame:
        while True:
            version, live = self._live()
            if not live:
                return sample_tables.table(kind)
            days, forgotten = self.settings().same_person_days, self._forgotten.state
            make = partial(self._made, kind, live, days)
            try:
                table = ready(self.folder / "current", kind, live, days, forgotten, make)
            except StoreError:
                if self.version == version:
                    raise
                continue
            # rows may have been removed under our eyes: an import taken back, a lead forgotten
            if self.version == version:
                return table

    def _made(self, kind: Kind, live: frozenset[int], days: int) -> pl.DataFrame:
        be_there(self._rows.values())
        leads = self._rows["leads"].of(live) if kind == "touches" else None
        return current(kind, self._rows[kind].of(live), days, leads)

    def _live(self) -> tuple[str, frozenset[int]]:
        """The version, and the imports that count."""
        if not self.records.exists:
            return SAMPLE_VERSION, frozenset()
        with self.records.reading() as connection:
            state = connection.execute(sa.select(STATE.c.workspace, STATE.c.changes)).one()
            return f"{state.workspace}-{state.changes}", live_imports(connection)
