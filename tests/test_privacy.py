"""docs/privacy.md is true: what it lists is what there is, and what it rules out is nowhere."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

from dashboard.cli import main
from dashboard.ingest.content import LARGEST
from dashboard.ingest.records import MOST_COLUMNS, MOST_ROWS
from dashboard.ingest.workbooks import MOST_CELLS
from dashboard.store import teams
from dashboard.store.records import METADATA
from dashboard.store.retention import STANDING
from dashboard.store.sample_records import FILE as FILE_OF_SAMPLE
from dashboard.store.sample_records import PUT_AWAY
from dashboard.store.signed_out import SIGNED_OUT
from tests.kills.killing import PEOPLE, planted

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "privacy.md").read_text("utf-8")
FILE = """\
lead_id,created_at,campaign,First Name,Last Name,email,phone,Notes
1,2026-01-05 10:00,A,Zephyrine,Quackenbush,zephyrine.q@planted-mail.org,(605) 555-0142,terrified of needles since childhood
6.02E+23,2026-01-06 10:00,A,Zephyrine,Quackenbush,zephyrine.q@planted-mail.org,(605) 555-0142,terrified of needles since childhood
3,(605) 555-0142,A,Zephyrine,Quackenbush,zephyrine.q@planted-mail.org,(605) 555-0142,terrified of needles since childhood
"""  # noqa: E501


def test_every_table_and_file_of_a_workspace_is_listed(tmp_path: Path) -> None:
    assert teams.TABLES
    assert [table for table in METADATA.tables if f"`{table}`" not in TEXT] == []
    workspace = worked_with(tmp_path)
    names = {path.relative_to(workspace).parts[0] for path in workspace.rglob("*") if path.is_file()}
    assert names == {"rows", "records.sqlite", "current", "match.key", "forgotten.json"}
    others = {STANDING, SIGNED_OUT, FILE_OF_SAMPLE, PUT_AWAY}
    assert [name for name in names | others if f"`{name}" not in TEXT] == []


def test_nothing_of_a_person_is_in_workspace_backup_or_answers(tmp_path: Path) -> None:
    workspace = worked_with(tmp_path)
    assert planted(workspace) == []
    backup = (tmp_path / "one.zip").read_bytes().lower()
    assert [text for text in PEOPLE if text.lower().encode() in backup] == []
    said = (tmp_path / "said.txt").read_text("utf-8").lower()
    assert [text for text in PEOPLE if text.lower() in said] == []


def test_the_key_and_what_names_leads_is_for_the_owner_only(tmp_path: Path) -> None:
    workspace = worked_with(tmp_path)
    for path in (workspace / "match.key", workspace / "forgotten.json", tmp_path / "one.zip"):
        assert path.stat().st_mode & 0o077 == 0


def test_nothing_writes_a_log() -> None:
    writers = []
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if "logging" in named or (isinstance(node, ast.Name) and node.id == "print"):
                writers.append(path.name)
    # the one that takes the values out of what others write, and those that say why nobody is let in or nothing removed
    assert sorted(writers) == ["daily.py", "gate.py", "server_log.py"]


def test_streamlit_sends_nothing_and_stays_at_home() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["browser"] == {"gatherUsageStats": False, "serverAddress": "localhost"}
    assert config["server"]["address"] == "localhost"
    assert config["client"]["showErrorDetails"] == "none"


def test_commands_it_names_exist() -> None:
    named = set(re.findall(r"python -m\s+dashboard\s+([\w-]+)", TEXT))
    assert named == {"forget", "backup", "restore", "retention", "rotate-key"}
    assert named <= set(main.commands)


def test_limits_it_names_are_the_importers() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert f"{config['server']['maxUploadSize']:,} MB" in TEXT
    assert f"| columns | {MOST_COLUMNS:,} |" in TEXT
    assert f"| rows | {MOST_ROWS:,} |" in TEXT
    assert f"| cells of a parquet file | {MOST_CELLS:,} |" in TEXT
    assert LARGEST == 2 * 1024**3


def worked_with(tmp_path: Path) -> Path:
    """A workspace after an import, figures, a forgotten lead and a backup; what was said is in said.txt."""
    source, workspace = tmp_path / "leads.csv", tmp_path / "workspace"
    source.write_text(FILE + "9,2026-01-07 10:00,A,,,,,\n", "utf-8")
    said = ""
    for words in (
        ["inspect", str(source)], ["import", str(source)], ["figures", "funnel"], ["imports"],
        ["imports", "--format", "json"], ["forget", "--lead", "9"], ["figures", "funnel"],
        ["backup", str(tmp_path / "one.zip")],
    ):  # fmt: skip
        result = CliRunner().invoke(main, [*words, "--workspace", str(workspace)])
        assert result.exit_code in (0, 1), result.output
        # inspecting shows samples of cells to whoever holds the file
        said += result.output if words[0] != "inspect" else ""
    (tmp_path / "said.txt").write_text(said, "utf-8")
    return workspace
