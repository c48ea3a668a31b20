"""Reading a plan: from a file or pasted text to drafts whose every word keeps its place."""

from houqin.planning.reading.document import Document, Line
from houqin.planning.reading.draft import Goal, Heading, ItemDraft, Passage, PlanDraft
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.extract import extract
from houqin.planning.reading.output import to_json
from houqin.planning.reading.read import read_file, read_plans
from houqin.planning.reading.sheet import to_xlsx
from houqin.planning.reading.table import to_table

__all__ = [
    "Document",
    "Goal",
    "Heading",
    "ItemDraft",
    "Line",
    "Passage",
    "PlanDraft",
    "UnreadablePlan",
    "extract",
    "read_file",
    "read_plans",
    "to_json",
    "to_table",
    "to_xlsx",
]
