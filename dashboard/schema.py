"""The tables Leadloop keeps, declared once: what each field is called, means and is good for.

Three kinds of file come in: leads (who inquired and how far they got), campaigns (what was
spent) and touches (single calls and messages). Everything else in the product reads these.

Moments are stored as UTC instants; where a file names no time zone, its times were read in the
practice's own. Stages stand twice: `reached_at` is when (null: no date known) and `reached`
whether (true, false, null: not known); a date implies true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from dashboard import stages

Kind = Literal["leads", "campaigns", "touches"]
Type = Literal["id", "text", "choice", "moment", "day", "stage", "count", "seconds", "money", "yes_no", "contact"]
KINDS: Final[tuple[Kind, ...]] = ("leads", "campaigns", "touches")
MOMENT: Final = pl.Datetime("us", "UTC")

CHANNELS: Final = ("form", "call", "chat", "text", "email", "walk_in", "referral", "social", "event", "other")
PATIENT_TYPES: Final = ("new", "existing", "other")
RESPONSE_KINDS: Final = ("human", "auto")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a canonical table: what it holds, what that means, and which page it serves."""

    name: str
    type: Type
    meaning: str
    serves: str = ""
    """What a page gains when a file brings this field; shown in the mapping table."""
    choices: tuple[str, ...] = ()
    label: str = ""

    @property
    def title(self) -> str:
        """The field's name as people read it: 'Consult booked' for consult_booked_at."""
        return self.label or self.name.removesuffix("_at").replace("_", " ").capitalize()


LEAD: Final[tuple[Field, ...]] = (
    Field(
        "lead_id", "id", "The lead's own number in the system it came from", "Monthly files update instead of doubling"
    ),
    Field(
        "created_at", "moment", "When the inquiry arrived", "Periods, response times, every trend", label="Inquiry date"
    ),
    Field(
        "channel", "choice", "How the inquiry came: form, call, chat ...", "Real leads, response by channel", CHANNELS
    ),
    Field("source", "text", "Where the lead came from, as the system says it", "Filters and segments"),
    Field("medium", "text", "Paid, organic, referral ..., as tagged", "Filters and segments"),
    Field("campaign", "text", "The campaign that brought the lead", "Campaign page, every comparison by campaign"),
    Field("campaign_id", "text", "The ad platform's number of the campaign", "Joining spend to leads"),
    Field("ad", "text", "The ad, keyword or creative", "Segments"),
    Field("landing_page", "text", "The page the inquiry came from", "Segments"),
    Field("location", "text", "The practice's location", "Filters and segments"),
    Field("doctor", "text", "The doctor the lead is for", "Every comparison by doctor"),
    Field("procedure", "text", "The procedure or service asked for", "Filters and segments"),
    Field("persona", "text", "The kind of patient, as the practice groups them", "Segments"),
    Field("patient_type", "choice", "New or existing patient", "Filters and segments", PATIENT_TYPES),
    Field("age_band", "text", "Age group", "Segments"),
    Field("area", "text", "Where the lead lives (city, region, not the street)", "Segments"),
    Field("payer", "text", "Insurance or self-pay", "Segments"),
    Field("inbox", "text", "The mailbox, form or number the inquiry landed in", "Response by inbox"),
    Field("owner", "text", "Who in the practice looks after the lead", "Filters, response by person"),
    Field("owner_role", "text", "That person's role", "Response by role"),
    Field("first_attempt_at", "moment", "First try to get hold of the lead", "Reach: attempted", label="First attempt"),
    Field("first_response_at", "moment", "First answer to the lead", "Response times", label="First response"),
    Field("first_response_by", "text", "Who answered first", "Response by person"),
    Field(
        "first_response_kind",
        "choice",
        "Whether a person or a machine answered first",
        "Automatic replies never count",
        RESPONSE_KINDS,
    ),
    Field("attempts", "count", "How many tries to get hold of the lead", "Reach by number of attempts"),
    Field("handoffs", "count", "How often the lead was passed on", "Conversion by hand-offs", label="Hand-offs"),
    Field("reached_at", "stage", stages.BY_NAME["reached"].meaning, "Funnel and reach"),
    Field("qualified_at", "stage", stages.BY_NAME["qualified"].meaning, "Funnel"),
    Field("consult_booked_at", "stage", stages.BY_NAME["consult_booked"].meaning, "Funnel, conversion"),
    Field(
        "consult_for", "moment", "The date of the consult itself", "No-shows, days to the consult", label="Consult date"
    ),
    Field("consult_attended_at", "stage", stages.BY_NAME["consult_attended"].meaning, "Funnel, no-shows"),
    Field("procedure_booked_at", "stage", stages.BY_NAME["procedure_booked"].meaning, "Funnel, return on spend"),
    Field("value", "money", "Money of the procedure, expected or agreed", "Revenue, return on spend"),
    Field("currency", "text", "Currency of the value", "Money is never summed across currencies"),
    Field("status", "text", "The lead's status, in the system's own word", "Stages where no dates are given"),
    Field("is_real", "yes_no", "No for spam, duplicates and tests", "Real leads", label="Real lead"),
    Field("lost_at", "moment", "When the lead was given up", "Lost or still open", label="Lost on"),
    Field("lost_reason", "text", "Why the lead was lost", "Reasons on the funnel"),
    Field("call_duration_s", "seconds", "Length of the call", "Real leads", label="Call length"),
    Field("call_answered", "yes_no", "Whether somebody took the call", "Real leads"),
    Field("next_step_at", "moment", "When the next step is due", "Follow-up", label="Next step"),
    Field("last_activity_at", "moment", "Last time anything happened", "Lost or still open", label="Last activity"),
    Field("name", "contact", "Used while reading, never stored"),
    Field("email", "contact", "Used while reading to recognise a person, never stored"),
    Field("phone", "contact", "Used while reading to recognise a person, never stored"),
)

CAMPAIGN: Final[tuple[Field, ...]] = (
    Field("platform", "text", "Where the ad ran"),
    Field(
        "account",
        "text",
        "The ad account that paid",
        "Accounts whose campaigns share a name stay apart",
        label="Ad account",
    ),
    Field("campaign", "text", "The campaign's name", "Joins spend to leads"),
    Field("campaign_id", "text", "The platform's number of the campaign", "Joins spend to leads even after renaming"),
    Field("period_start", "day", "First day the row is for", "Spend by period", label="Period start"),
    Field("period_end", "day", "Last day the row is for", "Spend by period", label="Period end"),
    Field("spend", "money", "What was spent", "Cost per lead, consult and procedure"),
    Field("currency", "text", "Currency of the spend", "Money is never summed across currencies"),
    Field("impressions", "count", "How often the ad was shown"),
    Field("clicks", "count", "How often it was clicked"),
    Field(
        "platform_leads",
        "money",
        "Leads or conversions the platform claims",
        "What the platform claims beside what arrived",
    ),
    Field("offer", "text", "The offer the campaign makes"),
)

TOUCH: Final[tuple[Field, ...]] = (
    Field("lead_id", "id", "The lead the touch belongs to"),
    Field("at", "moment", "When", label="When"),
    Field("by", "text", "Who in the practice"),
    Field("role", "text", "That person's role"),
    Field("direction", "choice", "Towards the practice or towards the lead", choices=("in", "out")),
    Field("kind", "choice", "Call, text, email, visit or system", choices=("call", "text", "email", "visit", "system")),
    Field(
        "outcome",
        "choice",
        "What came of it",
        choices=("reached", "voicemail", "no_answer", "bounced", "auto", "other"),
    ),
    Field("duration_s", "seconds", "How long it took", label="Length"),
    Field("inbox", "text", "Mailbox or number"),
    Field("handed_to", "text", "Whom the lead was passed to"),
)

FIELDS: Final[dict[Kind, tuple[Field, ...]]] = {"leads": LEAD, "campaigns": CAMPAIGN, "touches": TOUCH}
CONTACT: Final = frozenset(field.name for field in LEAD if field.type == "contact")

SEGMENT_PREFIX: Final = "segment_"
"""A column kept under the file's own header is stored as segment_<8 hex digits>; the header stands in the records."""

_DTYPES: Final[dict[Type, pl.DataType | type[pl.DataType]]] = {
    "id": pl.String,
    "text": pl.String,
    "choice": pl.String,
    "moment": MOMENT,
    "day": pl.Date,
    "stage": MOMENT,
    "count": pl.Int64,
    "seconds": pl.Float64,
    "money": pl.Float64,
    "yes_no": pl.Boolean,
}


def stored_columns(kind: Kind) -> dict[str, pl.DataType | type[pl.DataType]]:
    """Name and type of every column a stored row of this kind has, segments aside.

    Rows of leads carry besides their fields: the yes/no of each recorded stage, `lost`
    (recorded as lost), `inquiry` (true in a file that lists inquiries; unknown in one that only
    fills in leads known from elsewhere), the period of a file without dates, keyed hashes by which
    a person is recognised again, and the names of the junk signals shown (dashboard/signals.py).
    Every row carries the import, the file's number in it, and its row.
    """
    columns: dict[str, pl.DataType | type[pl.DataType]] = {
        field.name: _DTYPES[field.type] for field in FIELDS[kind] if field.type != "contact"
    }
    if kind == "leads":
        columns |= dict.fromkeys(stages.RECORDED, pl.Boolean)
        columns |= {
            "lost": pl.Boolean,
            "inquiry": pl.Boolean,
            "period_start": pl.Date,
            "period_end": pl.Date,
            "match_email": pl.String,
            "match_phone": pl.String,
            "signals": pl.String,
        }
    if kind in ("leads", "touches"):
        columns |= {"system": pl.String}
    return columns | {"file": pl.Int32, "row": pl.Int64}
