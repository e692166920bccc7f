"""From a file's bytes to checked rows: reading, mapping, checking. Pure: no file system, no clock."""

from dashboard.ingest.asking import Question
from dashboard.ingest.checking import Checked, check, segment_name
from dashboard.ingest.choices import LEAVE_OUT, SEGMENT, Choices
from dashboard.ingest.leftovers import LeftOut
from dashboard.ingest.period import Period
from dashboard.ingest.progress import Progress
from dashboard.ingest.reading import Column, Reading, read
from dashboard.ingest.unusable import UnusableFile

__all__ = [
    "LEAVE_OUT", "SEGMENT", "Checked", "Choices", "Column", "LeftOut", "Period", "Progress", "Question", "Reading",
    "UnusableFile", "check", "read", "segment_name",
]  # fmt: skip
