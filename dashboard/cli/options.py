"""The options that commands share, and what is meant by them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

import click

from dashboard.rights import ANYBODY, Member
from dashboard.store.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])
FOLDER: Final = "data/workspace"


def folder(text: str) -> Workspace:
    """The workspace in a folder, which need not exist yet. Raises click.BadParameter for a file."""
    if Path(text).exists() and not Path(text).is_dir():
        raise click.BadParameter(f"{text} is a file; name a folder.")
    return Workspace(Path(text), _at_the_shell, sample_records=True)


def _at_the_shell() -> Member:
    """Who has a shell here may do everything, and the audit list says under which name."""
    try:
        return Member(getuser(), "", "admin")
    except (KeyError, OSError):
        return ANYBODY


def day(text: str) -> date:
    """A date. Raises click.BadParameter with the form it should have."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date; write it like 2026-01-31.") from error


def moment(text: str) -> datetime:
    """A date with or without a time; a date alone is its first moment. Raises click.BadParameter otherwise."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no moment; write it like 2026-01-31 or 2026-01-31T17:00.") from error


def period(text: str) -> tuple[date, date]:
    """First and last day, both included. Raises click.BadParameter otherwise."""
    first, dots, last = text.partition("..")
    if not dots:
        raise click.BadParameter(f"{text!r} is no period; write it like 2026-01-01..2026-01-31.")
    start, end = day(first), day(last)
    if start > end:
        raise click.BadParameter(f"The period ends ({end}) before it starts ({start}); swap the two dates.")
    return start, end


def field_value(text: str) -> tuple[str, str]:
    """A field and a value, parted by the first equals sign. Raises click.BadParameter otherwise."""
    return _named(*text.partition("="), "FIELD=VALUE")


def header_field(text: str) -> tuple[str, str]:
    """A header, which may hold an equals sign itself, and a field. Raises click.BadParameter otherwise."""
    return _named(*text.rpartition("="), "HEADER=field")


def _named(name: str, sign: str, wanted: str, form: str) -> tuple[str, str]:
    if not sign or not name.strip():
        raise click.BadParameter(f"{name + sign + wanted!r} does not say what is meant; write {form}.")
    return name.strip(), wanted.strip()


def workspace_option(command: Command) -> Command:
    """--workspace: the practice's folder."""
    return click.option(
        "--workspace",
        type=folder,
        envvar="LEADLOOP_WORKSPACE",
        default=FOLDER,
        metavar="DIR",
        help=f"The practice's folder (else LEADLOOP_WORKSPACE, else {FOLDER}).",
    )(command)


def format_option(command: Command) -> Command:
    """--format: how the answer is written."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        help="A table to read, JSON for scripts, CSV for spreadsheets.",
    )(command)


def slice_options(command: Command) -> Command:
    """--since, --until, --where, --as-of: which leads, at which moment."""
    options = (
        click.option("--since", type=day, metavar="DATE", help="Inquiries from this day on."),
        click.option("--until", type=day, metavar="DATE", help="Inquiries before this day."),
        click.option(
            "--where",
            type=field_value,
            multiple=True,
            metavar="FIELD=VALUE",
            help="Only leads with this value; twice the same field means either, no value means 'not known'.",
        ),
        click.option(
            "--as-of",
            type=moment,
            metavar="DATETIME",
            help="The moment the figures are for (else the newest in the data).",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def numbers(text: str) -> tuple[int, ...]:
    """Whole numbers parted by commas. Raises click.BadParameter otherwise."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise click.BadParameter(f"{text!r} are no numbers; write them like 3,5.") from error


def agreement_options(command: Command) -> Command:
    """--agreements, --agreed-at: the versions of the agreements a figure is worked out under."""
    options = (
        click.option(
            "--agreements",
            type=numbers,
            metavar="ID[,ID]",
            help="These versions in place of those in force, proposals among them.",
        ),
        click.option(
            "--agreed-at", type=moment, metavar="DATETIME", help="The agreements in force then (else those of today)."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def in_zone(when: datetime, zone: ZoneInfo) -> datetime:
    """A moment without a time zone is meant in the practice's own."""
    return when if when.tzinfo else when.replace(tzinfo=zone)
