"""Names, e-mail addresses and phone numbers that cannot be anybody's: example.com, 555-0100 to 555-0199."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from dashboard.sample.draws import Codes, labels, pick
from dashboard.sample.traits import BOT, WRONG_NUMBER

_FIRST_NAMES: Final = (
    "Ada Alma Andre Anita Beatriz Bella Bruno Carla Cedric Chloe Clara Cora Dana Daria Dean Delia Diego "
    "Edith Elena Eli Emil Erin Esme Faye Felix Fiona Flora Gail Gavin Gina Greta Hal Hazel Helga Hugo Ida "
    "Ines Iris Ivan Jade Janet Jesse Joan Jorge Judith Kara Keith Kira Lars Lena Lidia Lola Lucas Mabel "
    "Marco Marta Mateo Mila Mona Nadia Neil Nina Nora Olga Omar Oscar Paula Pedro Petra Quinn Ramon Rita "
    "Rosa Ruth Sara Selma Simon Sofia Stella Tara Theo Tina Uma Vera Victor Wanda Wes Xenia Yara Yusuf "
    "Zoe"
)
_LAST_NAMES: Final = (
    "Abbott Acker Alcott Ames Arbor Ashdown Barlow Beck Bellamy Birch Blythe Bower Brandt Calder Carver Chase "
    "Colby Corwin Crane Dalton Darrow Delgado Devlin Dunmore Eames Easton Elwood Engel Farrow Fenwick Finch "
    "Foster Galloway Garza Gibbs Gray Hadley Hale Harker Hobbs Holt Ibarra Ingram Jarvis Jessup Keane Kemper "
    "Kirby Lang Larkin Lowell Lund Marlow Mercer Moody Moreno Nash Newell Noble Oakes Ortega Paine Parrish Pike "
    "Prescott Quincy Rand Reyes Ridley Rowe Salas Sawyer Seward Shaw Sloan Stark Tate Thorne Tobin Ulrich Vance "
    "Vega Voss Wade Walsh Ware Weller Wilder Yates York Zeller"
)
_GIBBERISH: Final = ("xkqzrt", "Qwrrtz", "lmnvbx", "hgfdsz", "Zzxcvq", "pqwjkl", "bvcxmn", "trwqzx", "JkLmNq", "wqsdfg")
_US_AREAS: Final = (
    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 "
    "252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 "
    "319 320 321 323 325 330 331 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410 412 "
    "413 414 415 417 419 423 424 425 430 432 434 435 440 443 469 478 479 480 484 501 502 503 504 505 507 508 509 "
    "510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 570 571 573 574 580 585 586 601 602 603 "
    "605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 630 631 636 641 646 650 651 660 661 662 678 "
    "682 701 702 703 704 706 707 708 712 713 714 715 716 717 718 719 720 724 727 731 732 734 740 754 757 760 763 "
    "765 770 772 773 774 775 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817 818 828 830 831 "
    "832 843 845 847 848 850 856 857 858 859 860 862 863 864 865 901 903 904 906 907 908 909 910 912 913 914 915 "
    "916 917 918 919 920 925 928 931 936 937 940 941 947 949 951 952 954 956 970 971 972 973 978 979 980 985 989"
)
_FIRST: Final = tuple(_FIRST_NAMES.split())
_LAST: Final = tuple(_LAST_NAMES.split())
_AREA_CODES: Final = tuple(int(code) for code in _US_AREAS.split())
NUMBERS: Final = len(_AREA_CODES) * 100
"""How many reserved phone numbers there are."""


def contacts(rng: np.random.Generator, person: Codes, junk: Codes, first_row: int, every: int) -> dict[str, pl.Series]:
    """Name, e-mail and phone of each lead; `person` and `first_row` number the people, bots have gibberish names.

    Only every so-manyth person has a phone: there are too few reserved numbers for a million people.
    """
    n = len(person)
    first = labels(_FIRST, pick(rng, [1.0] * len(_FIRST), n)[person])
    last = labels(_LAST, pick(rng, [1.0] * len(_LAST), n)[person])
    nonsense = labels(_GIBBERISH, pick(rng, [1.0] * len(_GIBBERISH), n))
    number = person + first_row
    code = (number // every) % NUMBERS
    phone = np.array(_AREA_CODES)[code % len(_AREA_CODES)] * 10_000_000 + 555_0100 + code // len(_AREA_CODES)
    table = pl.DataFrame(
        {
            "first": first,
            "last": last,
            "nonsense": nonsense,
            "number": number,
            "phone": phone,
            "listed": number % every == 0,
            "bot": junk == BOT,
            "wrong": junk == WRONG_NUMBER,
        }
    )
    address = pl.format(
        "{}.{}.{}@example.com", pl.col("first").str.to_lowercase(), pl.col("last").str.to_lowercase(), "number"
    )
    made = table.select(
        name=pl.when("bot")
        .then(pl.format("{} {}", "nonsense", "nonsense"))
        .otherwise(pl.format("{} {}", "first", "last")),
        email=pl.when("bot").then(pl.format("{}{}@example.com", "nonsense", "number")).otherwise(address),
        phone=pl.when(pl.col("listed") & ~pl.col("bot")).then(pl.format("+1{}", "phone")),
    )
    return {name: made[name] for name in made.columns}
