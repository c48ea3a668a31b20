"""Books and versions; entries, amendments and countersignatures; heads of the chains."""

from houqin.ledgers.models.books import Book, BookVersion
from houqin.ledgers.models.chained import ChainedRow, ChainHead, DayHead
from houqin.ledgers.models.drafts import BookDraft
from houqin.ledgers.models.entries import Amendment, Countersignature, Entry, EntryQuerySet
from houqin.ledgers.models.imports import EntryImport

__all__ = [
    "Amendment",
    "Book",
    "BookDraft",
    "BookVersion",
    "ChainHead",
    "ChainedRow",
    "Countersignature",
    "DayHead",
    "Entry",
    "EntryImport",
    "EntryQuerySet",
]
