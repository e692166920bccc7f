"""The rules of docs/architecture.md and docs/decisions.md, held by a machine so that they do not erode."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
NOUNS: Final = {"schema", "stages", "agreed", "practice", "filters", "signals", "rights"}
PURE: Final = NOUNS | {"metrics", "charts", "findings", "ingest", "sample", "spreadsheet", "small_cells"}
EFFECTS: Final = {"store", "ui", "cli"}

MAY_IMPORT: Final[dict[str, set[str]]] = {
    "stages": set(),
    "spreadsheet": set(),
    "small_cells": {"stages"},
    "schema": {"stages"},
    "agreed": {"schema"},
    "practice": {"agreed"},
    "signals": set(),
    "rights": {"stages"},
    "filters": {"schema", "stages", "practice"},
    "metrics": NOUNS,
    "charts": NOUNS | {"metrics"},
    "findings": NOUNS | {"metrics", "charts"},
    "ingest": {"schema", "stages", "practice", "signals"},
    "sample": {"schema", "stages", "practice"},
    "access": {"rights", "stages"},
    "store": NOUNS | {"ingest", "sample"},
    "minutes": NOUNS | {"metrics", "charts", "findings", "store", "small_cells"},
    "ui": PURE | {"store", "minutes", "access"},
    "engines": NOUNS | {"metrics", "store"},
    "cli": PURE | {"store", "minutes", "engines"},
    "__main__": {"cli"},
    "pages": PURE | {"store", "ui", "minutes"},
    "streamlit_app": PURE | {"store", "ui"},
}
"""Which part may import which; a part may always import itself."""

ONLY_IN: Final[dict[str, set[str]]] = {
    "streamlit": {"ui", "pages", "streamlit_app"},
    "plotly": {"charts"},
    "click": {"cli"},
    "sqlalchemy": EFFECTS,
    "alembic": EFFECTS,
    "sqlite3": EFFECTS,
    "deltalake": EFFECTS,
    "daft": {"engines"},
    "ray": {"engines"},
    "shutil": EFFECTS,
    "tempfile": EFFECTS,
    "glob": EFFECTS,
}
"""Packages that show, store or look at the world outside, and the parts that may."""

CLOCK_CALLS: Final = {"now", "utcnow", "today"}
FILE_CALLS: Final = {"read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "glob"} | {
    "scan_delta",
    "write_delta",
    "scan_parquet",
    "sink_parquet",
    "scan_csv",
    "sink_csv",
}
EMPTY_NAMES: Final = {"utils", "util", "helpers", "helper", "common", "manager", "handle", "handler", "process", "misc"}


def sources(*tops: str) -> list[Path]:
    """The Python files of these folders and files, by their path."""
    found = [path for top in tops for path in ([ROOT / top] if top.endswith(".py") else (ROOT / top).rglob("*.py"))]
    return sorted(path for path in found if path.is_file())


APP: Final = sources("dashboard", "pages", "streamlit_app.py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def said(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part(path: Path) -> str:
    """The part of the house a file belongs to: 'metrics', 'pages', 'cli' ..."""
    names = path.relative_to(ROOT).with_suffix("").parts
    return names[1] if names[0] == "dashboard" else names[0]


def imports(path: Path) -> Iterator[str]:
    """Full names of what a file imports, 'dashboard.metrics.funnel'; a relative import counts as what it means."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: 'now' in datetime.now()."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def third_party(paths: list[Path]) -> set[str]:
    """Distribution names of the packages these files import that are neither ours nor Python's own."""
    distributed_as = {"PIL": "pillow"}
    tops = {name.partition(".")[0] for path in paths for name in imports(path)}
    ours = {"dashboard", "pages", "tests", "streamlit_app"}
    return {distributed_as.get(top, top).lower().replace("_", "-") for top in tops - ours - sys.stdlib_module_names}


def requirements(name: str) -> dict[str, str]:
    """Package and condition of each line of a requirements file, comments and -r lines aside."""
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    split = [re.match(r"([A-Za-z0-9._-]+)(\[[\w,-]+\])?", line) for line in lines if line and not line.startswith("-")]
    return {found[1].lower().replace("_", "-"): found.string[found.end() :] for found in split if found}


@pytest.mark.parametrize("path", APP, ids=said)
def test_imports_run_one_way(path: Path) -> None:
    assert part(path) in MAY_IMPORT or (path.parent == ROOT / "dashboard" and path.name == "__init__.py"), (
        f"{said(path)} is a new part of the house: give it a place in docs/architecture.md and in this test."
    )
    allowed = MAY_IMPORT.get(part(path), set()) | {part(path)}
    wrong = [name for name in imports(path) if name.startswith("dashboard.") and name.split(".")[1] not in allowed]
    assert not wrong, f"{said(path)} may not import {', '.join(wrong)}."


@pytest.mark.parametrize("package", ONLY_IN)
def test_what_shows_and_stores_is_imported_only_where_it_belongs(package: str) -> None:
    wrong = [
        said(path)
        for path in APP
        if part(path) not in ONLY_IN[package] and any(name.partition(".")[0] == package for name in imports(path))
    ]
    assert not wrong, f"{package} belongs into {', '.join(sorted(ONLY_IN[package]))} and is imported in {wrong}."


def test_nothing_but_store_ui_and_the_command_line_reads_the_clock() -> None:
    wrong = [
        f"{said(path)}:{call.lineno}"
        for path in APP
        for call in calls(path)
        if part(path) not in EFFECTS
        and (called(call) in CLOCK_CALLS or ast.unparse(call.func) in {"time.time", "time.time_ns", "time.localtime"})
    ]
    assert not wrong, f"Take the moment as an argument (as_of) in {wrong}."


def test_nothing_but_store_ui_and_the_command_line_touches_files() -> None:
    wrong = [
        f"{said(path)}:{call.lineno}"
        for path in APP
        for call in calls(path)
        if part(path) not in EFFECTS
        # a table shipped with the code is code, not a file of somebody
        and "importlib.resources.files" not in imports(path)
        and (called(call) in FILE_CALLS or (isinstance(call.func, ast.Name) and call.func.id == "open"))
    ]
    assert not wrong, f"Take bytes or a frame as an argument in {wrong}."


def test_no_page_lies_directly_in_pages() -> None:
    """There Streamlit's own discovery would find it, and run a deep link on a cold server without the frame."""
    assert (ROOT / "pages").is_dir()
    assert not list((ROOT / "pages").glob("*.py"))


def test_pages_are_never_imported() -> None:
    files = [*APP, *sources("tests")]
    wrong = [said(path) for path in files if any(name.partition(".")[0] == "pages" for name in imports(path))]
    assert not wrong, f"A page is a script that Streamlit runs; {wrong} import one."


@pytest.mark.parametrize(("top", "limit"), [("pages", 90), ("dashboard", 260), ("streamlit_app.py", 90)])
def test_files_are_short_enough_to_read_in_one_go(top: str, limit: int) -> None:
    lengths = {said(path): len(path.read_text("utf-8").splitlines()) for path in sources(top)}
    too_long = {name: lines for name, lines in lengths.items() if lines > limit}
    assert not too_long, f"Split what is longer than {limit} lines: {too_long}."


def test_every_module_is_named_for_what_it_is() -> None:
    parts = {word for path in APP for name in path.relative_to(ROOT).with_suffix("").parts for word in name.split("_")}
    assert not parts & EMPTY_NAMES


@pytest.mark.parametrize("path", sources("dashboard"), ids=said)
def test_every_public_function_and_class_says_what_it_decides(path: Path) -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    silent = [
        node.name
        for node in tree(path).body
        if isinstance(node, definitions)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        # Alembic names these two; the sentence the migration opens with says what they do
        and node.name not in {"upgrade", "downgrade"}
    ]
    assert not silent, f"{said(path)}: {', '.join(silent)} have no docstring."
    assert ast.get_docstring(tree(path)) or not tree(path).body, f"{said(path)} does not open with a sentence."


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt"])
def test_every_requirement_has_a_lower_bound_and_a_cap_by_major(file: str) -> None:
    loose = [name for name, bounds in requirements(file).items() if not re.fullmatch(r">=[\d.]+,<\d+", bounds)]
    assert not loose, f"{file}: write name>=lowest,<next major for {', '.join(loose)}."


def test_everything_the_app_imports_stands_in_requirements() -> None:
    extras = set(requirements("requirements-scale.txt"))
    assert third_party(APP) - set(requirements("requirements.txt")) - extras == set()


def test_everything_the_tests_import_stands_in_requirements() -> None:
    files = ("requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt")
    known = {name for file in files for name in requirements(file)}
    assert third_party(sources("tests")) - known == set()


def test_every_requirement_is_used_and_the_decisions_say_why() -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    reasons = {found[1]: found[2] for found in re.finditer(r"^\| `([\w-]+)` \| (.+) \|$", decisions, re.MULTILINE)}
    imported = third_party(APP)
    others_need = {name for name, why in reasons.items() if why.startswith("not imported: ")}
    required = set(requirements("requirements.txt"))
    assert required - set(reasons) == set(), "docs/decisions.md has no line that says why these are here."
    assert required - imported - others_need == set(), (
        "Nothing imports these; take them out, or say in docs/decisions.md who needs them."
    )
    assert set(reasons) - required == set(), "docs/decisions.md explains packages that are not required any more."
    assert others_need & imported == set(), "docs/decisions.md says these are not imported, and they are."


WRITES: Final = re.compile(
    r"(^|\.)(teams\.\w+|dismissals|overrules|mappings|heard|workspace\(\)|workspace|here)"
    r"\.(add|change|save|save_practice|propose|agree|withdraw|undo|merge|remove|gather|acknowledge|keep|forget|plan)$"
)
SHOWN: Final = sources("dashboard/ui", "pages")


def test_every_part_of_a_page_that_writes_is_offered_only_to_who_may_write() -> None:
    """The store refuses in any case (Records.changing); this keeps the button from being there."""
    offers = {"dashboard.ui.offer.offered", "dashboard.ui.offer.write_button", "dashboard.ui.gate.may"}
    writing = [path for path in SHOWN if any(WRITES.search(ast.unparse(call.func)) for call in calls(path))]
    # files are stored, and the settings saved, by what these draw; both are offered only to who may
    drawn_elsewhere = {"dashboard/ui/drafts.py", "pages/setup/settings.py"}
    wrong = [said(path) for path in writing if not offers & set(imports(path)) and said(path) not in drawn_elsewhere]
    assert len(writing) > 10
    assert not wrong, f"Draw what writes with offered() or write_button() of ui/offer.py in {wrong}."


def test_pages_open_a_workspace_only_where_it_learns_who_asks() -> None:
    opened = {(said(path), len(call.args)) for path in SHOWN for call in calls(path) if called(call) == "Workspace"}
    # the health route only asks whether the records answer; what is done by itself says so of itself
    opened -= {("dashboard/ui/routes.py", 1), ("dashboard/ui/daily.py", 2)}
    assert opened == {("dashboard/ui/workspace.py", 2), ("dashboard/ui/export.py", 2)}


def test_every_change_of_records_begins_where_the_role_is_asked_for() -> None:
    wrong = [said(path) for path in APP for call in calls(path) if ast.unparse(call.func).endswith("database.alone")]
    assert set(wrong) <= {"dashboard/store/records.py"}, f"Change records through Records.changing in {wrong}."


def test_files_leave_only_through_the_button_that_takes_it_down() -> None:
    wrong = [said(path) for path in SHOWN for call in calls(path) if called(call) == "download_button"]
    assert wrong == ["dashboard/ui/export.py"]
