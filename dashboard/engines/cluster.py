"""Daft on Ray: reading the published tables, and doing something with each part of them wherever it lies."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.store.imports import StoreError

if TYPE_CHECKING:
    from daft import DataFrame

ROWS_A_PART: Final = 250_000
PART: Final = "_part"


def connect() -> None:
    """Let Daft run on the Ray cluster of RAY_ADDRESS, else on a small one of this machine.

    Raises StoreError where the two are not installed.
    """
    try:
        import daft
        import ray
    except ModuleNotFoundError as error:
        raise StoreError(
            "Counting on Daft needs Daft and Ray; run 'pip install -r requirements-scale.txt', on each machine of the "
            "cluster as well."
        ) from error
    if not ray.is_initialized():
        # the other machines have our packages, not our code
        code = {"py_modules": [str(Path(__file__).parents[1])]} if os.environ.get("RAY_ADDRESS") else {}
        ray.init(runtime_env=code, log_to_driver=False, include_dashboard=False, logging_level="error")
        daft.set_runner_ray(noop_if_initialized=True)


def read(address: str, version: int) -> DataFrame:
    """A published table at one version."""
    import daft

    return daft.read_deltalake(address, version=version, io_config=_store() if "://" in address else None)


def parted(frame: DataFrame, by: str, rows: int) -> DataFrame:
    """The table with the part each row belongs to: equal values of a column are in one part."""
    import daft

    parts = max(1, -(-rows // ROWS_A_PART))
    number = (daft.col(by).fill_null("").hash() % parts).cast(daft.DataType.int64())
    return frame.with_column(PART, number)


def mapped(
    frame: DataFrame, work: Callable[[pl.DataFrame], pl.DataFrame], schema: Mapping[str, Any], *, again: bool = True
) -> DataFrame:
    """What `work` makes of each part, a table of these columns; with its part beside it if `again` it is worked on."""
    import daft

    names = [name for name in frame.column_names if name != PART]
    empty = pl.DataFrame(schema=schema).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    types = {one.name: daft.DataType.from_arrow_type(one.type) for one in empty}

    @daft.func.batch(return_dtype=daft.DataType.struct(types))  # type: ignore[untyped-decorator]
    def part(*columns: Any) -> Any:
        rows = pl.DataFrame(
            {name: pl.from_arrow(column.to_arrow()) for name, column in zip(names, columns, strict=True)}
        )
        made = work(rows).select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        return made.to_struct("made").to_arrow(compat_level=pl.CompatLevel.oldest())

    grouped = frame.groupby(PART).map_groups(part(*(daft.col(name) for name in names)).alias("made"))
    own = [daft.col("made")[name].alias(name) for name in schema]
    return grouped.select(*([daft.col(PART)] if again else []), *own)


def polars(frame: DataFrame) -> pl.DataFrame:
    """A small answer, here."""
    answer = pl.from_arrow(frame.to_arrow())
    assert isinstance(answer, pl.DataFrame)
    return answer


def _store() -> Any:
    """How to reach the object store: as deltalake does, by the AWS_ variables."""
    from daft.io import IOConfig, S3Config

    said = os.environ.get
    endpoint = said("AWS_ENDPOINT_URL_S3") or said("AWS_ENDPOINT_URL") or said("AWS_ENDPOINT")
    return IOConfig(
        s3=S3Config(
            endpoint_url=endpoint,
            key_id=said("AWS_ACCESS_KEY_ID"),
            access_key=said("AWS_SECRET_ACCESS_KEY"),
            session_token=said("AWS_SESSION_TOKEN"),
            region_name=said("AWS_REGION") or said("AWS_DEFAULT_REGION"),
            use_ssl=not (endpoint or "").startswith("http://"),
        )
    )
