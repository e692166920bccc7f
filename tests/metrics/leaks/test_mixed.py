"""How telling each field of the case mix is."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.mixed import HELD, USUAL, mixed


def field(name: str, codes: list[int], size: int) -> Factor:
    return Factor(name, tuple(map(str, range(size))), np.array(codes, np.intp), np.ones(size, bool))


def test_a_field_that_tells_much_is_believed_and_one_that_tells_nothing_takes_nothing_up() -> None:
    # each procedure and weekday has 600 leads; of the procedures 30, 180, 420 and 570 go on, of each weekday 300
    procedure = [code for code in range(4) for _ in range(600)]
    weekday = [place % 4 for place in range(2400)]
    shares = [0.05, 0.3, 0.7, 0.95]
    converted = np.array([place // 4 % 150 < 150 * shares[code] for place, code in enumerate(procedure)])
    by_now, spread = mixed([field("procedure", procedure, 4), field("day", weekday, 4)], converted, np.ones(2400))
    # the logits are -2.94, -0.85, 0.85 and 2.94: of four values the root of the mean square is 2.17
    nothing = USUAL * np.sqrt(HELD / (HELD + 4))
    assert 1.2 < spread[0] < 2.17
    assert nothing < spread[1] < 0.25
    assert by_now.chance[0] == pytest.approx(0.05, abs=0.01)


def test_few_leads_leave_a_field_about_as_telling_as_fields_are() -> None:
    converted = np.arange(8) % 2 == 0
    _, spread = mixed([field("procedure", [0, 0, 0, 0, 1, 1, 1, 1], 2)], converted, np.ones(8))
    assert spread[0] == pytest.approx(USUAL, rel=0.1)
