"""Programs that tests need and pip does not bring: those that are here, else Debian's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable


def had(found: Callable[[], bool], package: str, name: str) -> str | None:
    """Nothing when the programs are there in the end, else the sentence to stop with."""
    if found():
        return None
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        print(f"Installing Debian's {package} ...", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
            subprocess.run(["apt-get", "-qq", *words], check=False, env=quiet)
    if found():
        return None
    return (
        f"The tests need {name}, and none could be had. Install them (on Debian as root: apt-get install {package}), "
        "then run make again."
    )
