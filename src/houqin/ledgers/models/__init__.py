"""Books and versions; entries, amendments and countersignatures; heads of the chains."""

from houqin.ledgers.models.books import Book, BookVersion
from houqin.ledgers.models.chained import ChainedRow, ChainHead, DayHead
from houqin.ledgers.models.drafts import BookDraft
from houqin.ledgers.models.entries import Amendment, Countersignature, Entry, EntryQuerySet
from houqin.ledgers.models.imports import EntryImport
from houqin.ledgers.models.papers import BookLayout, PaperOrder
from houqin.ledgers.models.posting import DayDelivery, DayPosting
from houqin.ledgers.models.retention import Purge, PurgeProposal, Tombstone

__all__ = [
    "Amendment",
    "Book",
    "BookDraft",
    "BookLayout",
    "BookVersion",
    "ChainHead",
    "ChainedRow",
    "Countersignature",
    "DayDelivery",
    "DayHead",
    "DayPosting",
    "Entry",
    "EntryImport",
    "EntryQuerySet",
    "PaperOrder",
    "Purge",
    "PurgeProposal",
    "Tombstone",
]
