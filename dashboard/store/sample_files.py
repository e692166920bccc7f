"""The made-up practice on disk: the exports it would download, and the tables the product ships.

`python -m dashboard.store.sample_files` writes the shipped tables anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dashboard import schema
from dashboard.sample.exports import exports
from dashboard.sample.practice import Sample, sample_practice

SHIPPED: Final = Path(__file__).parents[2] / "data" / "sample"


def write(directory: Path, sample: Sample) -> list[Path]:
    """Every export of the practice under the directory, which is made if need be; the files written.

    Files of the same name are replaced, others left alone. Raises OSError where nothing can be written.
    """
    files = {directory / name: data for name, data in exports(sample).items()}
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(files)


def write_shipped(directory: Path, sample: Sample) -> None:
    """The practice's leads without name, email and phone, and its campaigns, as two parquet files."""
    directory.mkdir(parents=True, exist_ok=True)
    sample.leads.drop(schema.CONTACT).write_parquet(directory / "leads.parquet", compression_level=12)
    sample.campaigns.write_parquet(directory / "campaigns.parquet", compression_level=12)


if __name__ == "__main__":
    write_shipped(SHIPPED, sample_practice())
