"""Which words are taken for the same, and which are not."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.themes import ALIKE, NEAR, alike, gathered, meant, nearness

SAID = pl.DataFrame(
    [
        (1, "Does LASIK hurt?", "Does LASIK hurt?"),
        (1, "Is LASIK painful", "Does LASIK hurt?"),
        (2, "Is the consultation free?", "Is the consultation free?"),
        (None, "", None),
    ],
    schema={"theme_id": pl.Int64, "words": pl.String, "theme": pl.String},
    orient="row",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Does LASIK hurt", "is lasik painful?"),
        ("How much does LASIK cost?", "What is the price of LASIK"),
        ("Does insurance cover cataract surgery?", "Is cataract surgery covered by insurance"),
        ("Do you offer financing?", "financing options?"),
        ("Is the consultation free?", "free consult?"),
        ("No before and after pictures", "before/after photos missing"),
        ("Price not on the landing page", "Landing page has no prices"),
        ("Is the $1000 off per eye or for both eyes", "$1000 off: for one eye or both eyes?"),
        ("Does Lasik hurt", "does lassik hurt"),
        ("Tut die Operation weh?", "tut die Laser-Operation weh"),
        ("Wie viel kostet LASIK?", "Was kostet eine LASIK"),
        ("Übernimmt die Krankenkasse die Kosten?", "ubernimmt meine krankenkasse die kosten der OP"),
        ("¿Cuánto cuesta la cirugía?", "cuanto cuesta una cirugia"),
        ("¿Duele la operación?", "la operacion duele mucho?"),
        ("Est-ce que ça fait mal ?", "ça fait mal ou pas ?"),
        ("Quanto costa la blefaroplastica?", "quanto costa una blefaroplastica"),
        ("Сколько стоит операция", "сколько стоит лазерная операция?"),
        ("Ameliyat ağrılı mı", "ameliyat agrili mi oluyor"),
        ("手术疼吗", "手术会疼吗"),
    ],
)
def test_the_same_said_in_other_words_is_near(one: str, other: str) -> None:
    assert nearness(meant(one), meant(other)) >= NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How long is recovery", "How much is it"),
        ("Does insurance cover LASIK", "Does LASIK hurt"),
        ("Is the consult free", "Can I get a consult on Saturday"),
        ("Price of rhinoplasty", "Rhinoplasty recovery time"),
        ("Do you offer financing", "Do you offer LASIK"),
        ("LASIK", "how much does LASIK cost at your practice"),
        ("Wie lange dauert LASIK", "Wie viel kostet LASIK"),
        ("Bieten Sie Finanzierung an", "Bieten Sie LASIK an"),
        ("¿Aceptan mi seguro?", "¿Aceptan tarjeta?"),
        ("Est-ce que vous prenez la mutuelle", "Est-ce que vous êtes ouvert le samedi"),
        ("Quanto dura la convalescenza", "Quanto costa una blefaroplastica"),
        ("Сколько стоит операция", "Сколько длится восстановление"),
        ("手术疼吗", "手术多少钱"),
    ],
)
def test_another_question_about_the_same_thing_is_not_near(one: str, other: str) -> None:
    assert nearness(meant(one), meant(other)) < NEAR


def test_near_themes_come_with_how_often_they_were_said() -> None:
    found = alike("does lasik surgery hurt", SAID)
    assert dict(found.schema) == ALIKE
    assert found.select("theme_id", "said").rows() == [(1, 2)]
    assert found["score"][0] == pytest.approx(80)


def test_nothing_is_near_to_nothing() -> None:
    assert alike("", SAID).is_empty()
    assert alike("is it the one?", SAID).is_empty()
    assert alike("does it hurt", SAID.clear()).is_empty()


def test_many_notes_join_only_what_is_all_but_the_same() -> None:
    notes = ["Is LASIK painful?", "Do you take Medicare", "do you take medicare??", "Medicare for both eyes"]
    assert gathered(notes, SAID) == [1, "Do you take Medicare", "Do you take Medicare", "Medicare for both eyes"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_nearness_is_the_same_both_ways_and_whole_to_itself(one: str, other: str) -> None:
    left, right = meant(one), meant(other)
    assert 0 <= nearness(left, right) == nearness(right, left) <= 100
    assert nearness(left, left) == (100 if left else 0)
