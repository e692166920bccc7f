"""Write docs/licences.md from what the installed packages say of themselves: `python -m tests.supply.licences`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata

from tests.supply.locked import LICENCES, Locked, locked

_HEAD = """# Licences

Every package that `pip install -r requirements.lock` may bring, with the licence it states itself. Written by
`make lock`; a package for another system than the one it ran on keeps the line it had.

| package | version | licence |
|---|---|---|
"""
LONGEST = 60
"""Some put the whole text where the name belongs."""


def main() -> None:
    """Write the list anew."""
    before = listed()
    rows = [f"| {one.name} | {one.version} | {_licence(one, before)} |\n" for one in locked()]
    LICENCES.write_text(_HEAD + "".join(rows))


def listed() -> dict[str, tuple[str, str]]:
    """Version and licence of each package as the list has them."""
    if not LICENCES.exists():
        return {}
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in LICENCES.read_text().splitlines()]
    return {row[0]: (row[1], row[2]) for row in cells if len(row) == 3 and row[0] not in ("package", "---")}


def _licence(package: Locked, before: dict[str, tuple[str, str]]) -> str:
    try:
        said = metadata(package.name)
    except PackageNotFoundError:
        return before.get(package.name, ("", "not stated"))[1]
    stated = said["License-Expression"] or _classified(said.get_all("Classifier") or []) or said["License"] or ""
    return stated.splitlines()[0].strip().replace("|", "/")[:LONGEST] if stated.strip() else "not stated"


def _classified(classifiers: list[str]) -> str:
    return ", ".join(one.rsplit(" :: ", 1)[1] for one in classifiers if one.startswith("License :: OSI Approved :: "))


if __name__ == "__main__":
    main()
