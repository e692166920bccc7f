"""What is locked is what is asked for, with hashes, and its licences are listed."""

from __future__ import annotations

import re

from packaging.requirements import Requirement

from tests.supply.licences import listed
from tests.supply.locked import LOCK, ROOT, locked


def test_every_requirement_is_locked_within_its_bounds() -> None:
    versions = {one.name: one.version for one in locked()}
    said = "\n".join((ROOT / file).read_text() for file in ("requirements.txt", "requirements-server.txt"))
    lines = (line.split("#")[0].strip() for line in said.splitlines())
    asked = [Requirement(line) for line in lines if line]
    assert len(asked) >= 15
    outside = [str(one) for one in asked if not one.specifier.contains(versions[one.name.lower()])]
    assert outside == []


def test_every_locked_package_has_hashes_and_names_no_host() -> None:
    assert [one.name for one in locked() if not one.hashes] == []
    assert not re.search(r"https?://|--index|--extra-index", LOCK.read_text())


def test_the_licence_of_every_locked_package_is_listed_for_its_version() -> None:
    stated = listed()
    assert {one.name: one.version for one in locked()} == {name: version for name, (version, _) in stated.items()}
    assert [name for name, (_, licence) in stated.items() if licence == "not stated"] == []


def test_what_a_server_keeps_secret_goes_into_no_image_and_no_commit() -> None:
    # docs/deploying.md has them written beside compose.yaml, whose Dockerfile copies the folder
    for file in (".dockerignore", ".gitignore"):
        kept_out = {line.strip().removeprefix("/") for line in (ROOT / file).read_text().splitlines()}
        assert {"secrets.toml", ".env", ".streamlit/secrets.toml"} <= kept_out, file
