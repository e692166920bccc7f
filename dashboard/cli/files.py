"""Commands about files: what the importer makes of one, storing some, what was stored."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click
import polars as pl

from dashboard import schema
from dashboard.cli.answers import SENTENCE, printable, say_csv, say_json, say_table
from dashboard.cli.ending import SOME_REJECTED
from dashboard.cli.options import format_option, header_field, workspace_option
from dashboard.cli.options import period as two_days
from dashboard.cli.paths import bytes_of, write_as_read
from dashboard.ingest.checking import Checked, check
from dashboard.ingest.choices import LEAVE_OUT, SEGMENT, Choices
from dashboard.ingest.progress import Progress
from dashboard.ingest.reading import Reading, read
from dashboard.ingest.unusable import UnusableFile
from dashboard.store.imports import Import, NoSuchImportError, Receipt
from dashboard.store.workspace import Workspace

_FILE: Final = click.Path(path_type=Path)
_COUNTS: Final = ("read", "new", "updated", "unchanged", "merged", "rejected", "left_out")
_ANSWER_WITH: Final = {
    "period": "Answer with --period 2026-01-01..2026-01-31.",
    "day_first": "Answer with --day-first or --month-first.",
}


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--dump", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.csv", help="Write the table as read."
)
@workspace_option
@format_option
def inspect(file: Path, dump: Path | None, workspace: Workspace, form: str) -> None:
    """What the importer makes of FILE; stores nothing."""
    reading = _read(file, Choices(), workspace)
    if dump:
        write_as_read(reading, dump)
    columns = [
        {
            "header": column.header,
            "field": None if column.how == "suggested" else column.field,
            "samples": list(column.samples),
            "suggested": column.field if column.how == "suggested" else None,
            "note": column.note,
        }
        for column in reading.columns
    ]
    about = {
        "file": reading.file,
        "kind": reading.kind,
        "profile": reading.profile,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "header_row": reading.header_row,
        "rows": reading.rows,
    }
    if form == "json":
        lists = {
            "columns": columns,
            "left_out": [{"row": left.row, "why": left.why} for left in reading.left_out],
            "warnings": list(reading.warnings),
            "questions": [question.sentence for question in reading.questions],
        }
        say_json(about | lists)
        return
    table = pl.DataFrame(
        columns, schema_overrides={"samples": pl.List(pl.String), "suggested": pl.String, "field": pl.String}
    )
    if form == "csv":
        say_csv(table)
        return
    click.echo(printable(", ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in about.items())))
    say_table(table)
    for left in reading.left_out:
        click.echo(printable(f"left out, row {left.row}: {left.why}"))
    for sentence in (*reading.warnings, *(question.sentence for question in reading.questions)):
        click.echo(printable(f"! {sentence}", SENTENCE))


@click.command("import")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "kind", type=click.Choice(schema.KINDS), help="What the rows are, when it cannot be told.")
@click.option("--map", "mapping", type=header_field, multiple=True, metavar="HEADER=field",
              help="Take a column for a field, for 'segment', or for nothing (HEADER=); may be repeated.")  # fmt: skip
@click.option("--period", type=two_days, metavar="START..END", help="The days that files without dates are for.")
@click.option("--day-first/--month-first", default=None, help="What 3/4/2026 means where a file does not tell.")
@workspace_option
@format_option
def import_files(
    files: tuple[Path, ...],
    kind: schema.Kind | None,
    mapping: tuple[tuple[str, str], ...],
    period: tuple[date, date] | None,
    day_first: bool | None,
    workspace: Workspace,
    form: str,
) -> None:
    """Read, check and store FILES as one import, and print the receipt."""
    wanted = dict(mapping)
    _refuse_unknown_fields(wanted, kind)
    choices = Choices(kind=kind, period=period, day_first=day_first)
    readings = [_read(file, choices, workspace, wanted) for file in files]
    headers = {column.header for reading in readings for column in reading.columns}
    for header in wanted:
        if header not in headers:
            raise click.UsageError(_no_such("column", header, sorted(headers)))
    checked = [_checked(reading, choices, workspace) for reading in readings]
    done = workspace.add(checked)
    for reading in readings:
        workspace.mappings.keep(reading, replace(choices, mapping=wanted))
    _say_receipts(done, form)
    if any(receipt.rejected for receipt in done.receipts):
        raise click.exceptions.Exit(SOME_REJECTED)


@click.command()
@click.option("--undo", type=int, metavar="ID", help="Take this import back.")
@workspace_option
@format_option
def imports(undo: int | None, workspace: Workspace, form: str) -> None:
    """The import history, newest first."""
    if undo is not None:
        try:
            workspace.undo(undo)
        except NoSuchImportError as error:
            raise click.UsageError(str(error)) from error
    history = workspace.imports()
    if form == "json":
        say_json({"imports": [done.to_json() for done in history]})
        return
    table = pl.DataFrame(
        [
            {"id": done.id, "at": done.at.isoformat(" ", "seconds"), "undone": done.undone}
            | _line(receipt)
            | {"forgotten": receipt.forgotten}
            for done in history
            for receipt in done.receipts
        ]
    )
    if form == "csv":
        say_csv(table)
        return
    say_table(table, "" if history else "Nothing has been imported yet; the sample practice is shown.")


def _read(file: Path, choices: Choices, workspace: Workspace, wanted: dict[str, str] | None = None) -> Reading:
    """The file as understood with the choices, its part of the wanted mapping and what is remembered for it."""
    data = bytes_of(file)
    try:
        reading = read(file.name, data, choices, workspace.mappings.recall, _told(file.name))
        headers = {column.header for column in reading.columns}
        chosen = {header: field for header, field in (wanted or {}).items() if header in headers}
        if chosen:
            again = replace(choices, mapping=chosen)
            reading = read(file.name, data, again, workspace.mappings.recall, _told(file.name))
    except UnusableFile as error:
        raise UnusableFile(f"{file.name}: {error}") from error
    return reading


def _told(name: str) -> Progress | None:
    """Says on a terminal, in one line, how many of a file's rows are done; a pipe hears nothing."""
    if not sys.stderr.isatty():
        return None
    return lambda step, done, total: click.echo(
        f"\r{step.capitalize()} {name}: {done:,} of {total:,} rows", err=True, nl=done == total
    )


def _checked(reading: Reading, choices: Choices, workspace: Workspace) -> Checked:
    try:
        return check(reading, workspace.agreed_practice(), workspace.match_key(), choices, _told(reading.file))
    except UnusableFile as error:
        hint = "Say which with --as." if reading.kind is None else ""
        hints = [_ANSWER_WITH[question.key] for question in reading.questions[:1] if question.key in _ANSWER_WITH]
        raise UnusableFile(" ".join(filter(None, (f"{reading.file}: {error}", hint, *hints)))) from error


def _refuse_unknown_fields(wanted: dict[str, str], kind: schema.Kind | None) -> None:
    kinds = (kind,) if kind else schema.KINDS
    known = sorted({field.name for each in kinds for field in schema.FIELDS[each]} | {SEGMENT})
    for field in wanted.values():
        if field != LEAVE_OUT and field not in known:
            raise click.UsageError(_no_such("field", field, known))


def _no_such(noun: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 3, 0.5) or known[:12]
    return f"There is no {noun} {name!r}; did you mean {', '.join(map(repr, near))}?"


def _say_receipts(done: Import, form: str) -> None:
    if form == "json":
        say_json({"import": done.id, "files": [receipt.to_json() for receipt in done.receipts]})
        return
    table = pl.DataFrame([_line(receipt) for receipt in done.receipts])
    if form == "csv":
        say_csv(table)
        return
    say_table(table, f"Import {done.id} is stored.")
    for receipt in done.receipts:
        _say_details(receipt)


def _say_details(receipt: Receipt) -> None:
    if receipt.problems.height:
        click.echo()
        say_table(receipt.problems.head(20), f"{receipt.file}: {receipt.problems.height:,} problems")
    if receipt.merges:
        merges = pl.DataFrame(receipt.merges).head(20)
        click.echo()
        say_table(merges, f"{receipt.file}: {receipt.merged:,} rows taken for a lead counted already")
    for sentence in receipt.warnings:
        click.echo(printable(f"! {receipt.file}: {sentence}", SENTENCE))
    if receipt.cannot_answer:
        click.echo(printable(f"! {receipt.file} cannot answer: {', '.join(receipt.cannot_answer)}"))
        fields = dict.fromkeys(field for fields in receipt.would_answer.values() for field in fields)
        click.echo(printable(f"  Columns that would change that: {', '.join(fields)}"))


def _line(receipt: Receipt) -> dict[str, Any]:
    return {"file": receipt.file, "kind": receipt.kind} | {name: getattr(receipt, name) for name in _COUNTS}


def _said(value: object) -> str:
    return {"\t": "tab", ",": "comma", ";": "semicolon", None: "-", "": "-"}.get(value, str(value))  # type: ignore[call-overload, no-any-return]
