"""What the data cannot answer, said with the column that would change it."""

from __future__ import annotations

from typing import Final

from dashboard import stages
from dashboard.metrics.coding import CodedLeads

_FIELDS: Final = {
    "campaign": "Nothing by campaign: no file names one. Ask for the campaign or UTM campaign column.",
    "doctor": "Nothing by doctor: no file names one. Ask for the doctor, provider or calendar column.",
    "attempts": "How many tries a lead took: no file counts them. Ask for 'Number of times contacted'.",
    "value": "Revenue and return: no file has the money of a procedure. Ask for the deal amount.",
}
_STAGES: Final = {
    "real": "Which inquiries are real leads: no file tells forms from calls. Ask for the channel and call length.",
    "reached": "Who was reached: no file says. Ask for a date or status of the first conversation.",
    "qualified": "Who qualified: no file says. Ask for the date or status of qualification.",
    "consult_booked": "Who booked a consult: no file says. Ask for the date it was booked, or add the calendar.",
    "consult_attended": "Who came to the consult: no file says. Ask for the appointment status, or add the calendar.",
    "procedure_booked": "Who booked a procedure: no file says. Ask for the date or status of the deal.",
}


def unanswered(table: CodedLeads) -> tuple[str, ...]:
    """One sentence for everything a page would show and these data lack; empty without any lead."""
    if not table.size:
        return ()
    found = [said for stage, said in _STAGES.items() if stages.position(stage) not in table.progress.answerable]
    if not table.dated:
        found.append("Anything over time: no file has inquiry dates. Ask for the 'Create date' column.")
    elif not table.has_hours:
        found.append("Hours and minutes: inquiry dates carry no time of day. Ask for date and time.")
    if not table.has_responses:
        found.append("How long leads wait: no file has first answers. Ask for a 'First outreach date' column.")
    return (*found, *(said for name, said in _FIELDS.items() if table.leads.null_count(name) == table.size))
