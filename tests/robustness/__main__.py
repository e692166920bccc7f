"""Reads every fixture and prints what was expected of each and what came; fails where one is silently different."""
# ruff: noqa: T201 (a script that a person runs and watches)

from __future__ import annotations

import sys
from collections import Counter

from tests.robustness.expectations import fixtures
from tests.robustness.verdicts import GOOD, verdict_on

_WIDE = 64


def _cut(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def main() -> int:
    """Exit code 1 when a fixture is read otherwise than expected without a word of it to the user."""
    verdicts = [verdict_on(path) for path in fixtures()]
    width = max(len(v.file) for v in verdicts)
    print(f"{'file':<{width}}  {'expected':<{_WIDE}}  {'got':<{_WIDE}}  verdict")
    for found in verdicts:
        print(f"{found.file:<{width}}  {_cut(found.expected):<{_WIDE}}  {_cut(found.got):<{_WIDE}}  {found.word}")
        for difference in found.differences:
            print(f"{'':<{width}}    {difference}")
    counts = Counter(found.word for found in verdicts)
    print(f"\n{len(verdicts)} files: " + ", ".join(f"{count} {word}" for word, count in counts.most_common()))
    return 0 if all(found.word in GOOD for found in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
