"""One person's inquiry, however often and in how many systems it was recorded.

Records that share an e-mail or phone key are one person's. What a person sends within the agreed days
of a first inquiry repeats it; what comes later is a new inquiry. Docs: decisions.md, Store.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.store.newest import newest_known

MOST_RECORDS: Final = 5
"""A phone or e-mail with more forms and records than this within the window is shared by several people."""
MOST_CALLS: Final = 20
"""A phone with more calls than this within the window is a switchboard or an office."""
MOST_COUNTERPARTS: Final = 3
"""A phone that goes with more e-mails than this, or the other way round, is shared."""
SAME_MOMENT: Final = timedelta(days=1)
"""Two systems record one inquiry within this time; it outlasts a misread time zone."""
KEYS: Final = ("match_phone", "match_email")
_BOOKED: Final = ("consult_booked", "consult_attended", "procedure_booked")
MADE_NUMBER: Final = "row-"
"""How lead ids start that reading made for files without any."""


def one_inquiry(rows: pl.DataFrame, days: int) -> pl.DataFrame:
    """`known_as` and the common `lead` of the records that may be one person's repeats within so many days.

    Records not listed stand alone. The answer depends on what the rows say, not on their order.
    """
    nobody = pl.DataFrame(schema={"known_as": pl.UInt64, "lead": pl.UInt64})
    if days <= 0:
        return nobody
    window = timedelta(days=days)
    keyed = rows.select("known_as", *(_key(name) for name in KEYS))
    links = pl.concat([_links(keyed, name) for name in KEYS])
    if links.is_empty():
        return nobody
    told = ("system", "created_at", "channel", "lead_id", "match_email", "consult_for", *_BOOKED)
    records = newest_known(rows.join(links.select("known_as").unique(), on="known_as", how="semi"), "known_as", told)
    links = _of_one_person(links, records, keyed, window)
    if links.is_empty():
        return nobody
    people = records.join(_people(links), on="known_as").sort("person", "created_at", "known_as")
    dated = people.filter(pl.col("created_at").is_not_null())
    leads = _first_of_each(_told_apart(dated.with_columns(visit=_visits(dated, window))))
    fills = _filled_in(people.filter(pl.col("created_at").is_null()), leads)
    return pl.concat([leads.select("known_as", "lead"), fills])


def _links(keyed: pl.DataFrame, name: str) -> pl.DataFrame:
    """Which record carries which key, of keys that more than one carries."""
    found = keyed.select("known_as", key=name).drop_nulls()
    # a cheap look first: of most keys there is one row, or the same lead's again
    return found.filter(pl.col("key").is_duplicated()).unique().filter(pl.col("key").is_duplicated())


def _key(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash(KEYS.index(name))).alias(name)


def _of_one_person(links: pl.DataFrame, records: pl.DataFrame, keyed: pl.DataFrame, window: timedelta) -> pl.DataFrame:
    """The links by keys that are one person's, without those that are shared."""
    known = links.join(records.select("known_as", "created_at", "channel"), on="known_as").sort("key", "created_at")
    dated = known.filter(pl.col("created_at").is_not_null())
    crowded = [
        some.filter(
            (pl.col("key") == pl.col("key").shift(most))
            & (pl.col("created_at") - pl.col("created_at").shift(most) <= window)
        ).select("key")
        for some, most in (
            (dated.filter(pl.col("channel").ne_missing("call")), MOST_RECORDS),
            (dated.filter(pl.col("channel").eq_missing("call")), MOST_CALLS),
        )
    ]
    repeated = links["key"].unique().implode()
    pairs = keyed.select(KEYS).drop_nulls().filter(pl.any_horizontal(pl.col(*KEYS).is_in(repeated))).unique()
    for name in KEYS:
        crowded.append(pairs.group_by(key=name).len().filter(pl.col("len") > MOST_COUNTERPARTS).select("key"))
    return known.join(pl.concat(crowded), on="key", how="anti").filter(pl.col("key").is_duplicated())


def _people(links: pl.DataFrame) -> pl.DataFrame:
    """`known_as` and `person`: records tied by keys, over however many others."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    records, record = np.unique(links["known_as"].to_numpy(), return_inverse=True)
    keys, key = np.unique(links["key"].to_numpy(), return_inverse=True)
    size = len(records)
    ties = coo_array((np.ones(len(record), np.int8), (record, key + size)), shape=(size + len(keys),) * 2)
    labels: NDArray[np.int32] = connected_components(ties, directed=False)[1]
    return pl.DataFrame({"known_as": records, "person": labels[:size]})


def _visits(people: pl.DataFrame, window: timedelta) -> pl.Series:
    """Numbers the visits of people in order of arrival: each holds what came within the window of its first."""
    begins = people.select(
        (pl.col("person").ne_missing(pl.col("person").shift())) | (pl.col("created_at").diff() > window).fill_null(True)
    ).to_series()
    while True:
        visit = begins.cum_sum()
        first = people["created_at"].gather(_spread(begins.arg_true().to_numpy(), people.height))
        late = people["created_at"] - first > window
        if not late.any():
            return visit
        begins = begins | (late & (~late.shift().fill_null(value=False) | (visit != visit.shift())))


def _first_of_each(records: pl.DataFrame) -> pl.DataFrame:
    """The records with `lead`: the least identity among those of one visit and place. Visits stand in order."""
    if records.is_empty() or records["place"].max():
        return records.with_columns(lead=pl.col("known_as").min().over("visit", "place"))
    begins = records["visit"].ne_missing(records["visit"].shift()).arg_true().to_numpy()
    least = np.minimum.reduceat(records["known_as"].to_numpy(), begins)
    return records.with_columns(lead=pl.Series(np.repeat(least, np.diff(begins, append=records.height))))


def _spread(begins: NDArray[np.uint32], rows: int) -> NDArray[np.uint32]:
    """For each row the place where its run begins, given where runs begin."""
    return np.repeat(begins, np.diff(begins, append=rows))


def _told_apart(people: pl.DataFrame) -> pl.DataFrame:
    """The records with `place`: which of the people behind one visit a record belongs to, 0 being the first.

    Where one system has records under numbers of its own and several e-mails, each with a consult booked, those
    are several people at one phone; what has none of their e-mails goes with the one last begun.
    """
    stands = (
        pl.any_horizontal(_BOOKED).fill_null(value=False)
        & pl.col("match_email").is_not_null()
        & ~pl.col("lead_id").str.starts_with(MADE_NUMBER)
    )
    own = people.filter(stands)
    several = own.group_by("visit", "system").agg(pl.col("match_email").n_unique()).filter(pl.col("match_email") > 1)
    if several.is_empty():
        return people.with_columns(place=pl.lit(0, pl.Int64))
    begun = (
        own.join(several.select("visit").unique(), on="visit", how="semi")
        .group_by("visit", "match_email")
        .agg(begins=pl.col("created_at").min() - SAME_MOMENT)
        .sort("begins", "match_email")
        .with_columns(place=pl.int_range(pl.len()).over("visit"))
    )
    last = people.sort("created_at").join_asof(
        begun.select("visit", "begins", "place"), left_on="created_at", right_on="begins", by="visit",
        check_sortedness=False,
    )  # fmt: skip
    return (
        people.join(begun.select("visit", "match_email", by_mail="place"), on=["visit", "match_email"], how="left")
        .join(last.select("known_as", by_time="place"), on="known_as", how="left")
        .with_columns(place=pl.coalesce("by_mail", "by_time", pl.lit(0, pl.Int64)))
    )


def _filled_in(undated: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """`known_as` and `lead` of records that tell of a person, an appointment say, but not of an inquiry.

    Each goes with the person's inquiry last begun before its appointment, one without a day with the last.
    """
    if undated.is_empty() or leads.is_empty():
        return leads.select("known_as", "lead").clear()
    begun = leads.select("person", "lead", begins=pl.col("created_at") - SAME_MOMENT).sort("begins", "lead")
    return (
        undated.select("known_as", "person", at=pl.col("consult_for").fill_null(begun["begins"].max()))
        .sort("at")
        .join_asof(begun, left_on="at", right_on="begins", by="person", check_sortedness=False)
        .filter(pl.col("lead").is_not_null())
        .select("known_as", "lead")
    )
