"""Notes that a practice keeps, read as feedback."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.ingest.notes import NOTES, Notes, notes
from dashboard.ingest.unusable import UnusableFile
from dashboard.practice import Practice

TODAY = date(2026, 11, 22)


def read(text: str) -> Notes:
    return notes(text.encode(), Practice(), TODAY, frozenset({"Dr. Ames"}))


def test_kind_text_date_and_campaign_are_read_and_every_row_is_accounted_for() -> None:
    found = read(
        "Type;Comment;Date;Campaign;By\n"
        "Question;Does it hurt?;2026-03-02;Spring;Ann\n"
        "Missing materials;No leaflet;2026-03-03;;\n"
        "gossip;He said;2026-03-03;;\n"
        "ask;;2026-03-03;;\n"
        "ask;Send a list;soon;;\n"
        "ask;Send a list;2027-01-01;;\n"
        "praise;Thanks to planted@example.com;2026-03-03;;\n"
        "praise;Jennifer Planted is happy;2026-03-03;;\n"
    )
    assert dict(found.rows.schema) == NOTES
    assert found.rows.select("row", "kind", "words", "said_on", "campaign", "who").rows() == [
        (2, "question", "Does it hurt?", date(2026, 3, 2), "Spring", "Ann"),
        (3, "material_missing", "No leaflet", date(2026, 3, 3), None, None),
    ]
    assert [row for row, _ in found.left_out] == [4, 5, 6, 7, 8, 9]
    why = dict(found.left_out)
    assert why[4].startswith("The kind is none of")
    assert why[5] == "The text is empty."
    assert why[6].startswith("The date cannot be read")
    assert why[7].startswith("The date lies ahead")
    assert "an e-mail address" in why[8]
    assert "a patient's name" in why[9]
    assert "planted" not in str(found).lower()


def test_a_file_without_the_needed_columns_is_answered_by_a_sentence() -> None:
    with pytest.raises(UnusableFile, match="No column for text and date"):
        read("kind,campaign\nquestion,Spring\n")
