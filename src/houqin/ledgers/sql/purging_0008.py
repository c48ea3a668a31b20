"""What is left of a purged correction says which entry it belonged to.

A page printed before the purge is proved by the digests of its entries and of what was added to
them; without this nobody could tell which those were. The function is 0004's with these words more.
"""

from houqin.ledgers.sql import purging_0004

_MORE = (
    ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    (
        "purge_id, sequence, previous, digest, entered_at)\n"
        "        SELECT act.institution_id, act.book_id, asked, sequence, previous, digest,"
        " entered_at\n          FROM houqin_links;",
        "purge_id, sequence, previous, digest, entered_at, entry_sequence)\n"
        "        SELECT act.institution_id, act.book_id, asked, l.sequence, l.previous, l.digest,\n"
        "               l.entered_at, CASE WHEN l.kind = 'e' THEN NULL ELSE o.sequence END\n"
        "          FROM houqin_links l JOIN houqin_links o ON o.kind = 'e' AND o.id = l.entry_id;",
    ),
)


def _with_more(text: str) -> str:
    for old, new in _MORE:
        if text.count(old) != 1:
            raise AssertionError(f"0004 no longer says {old!r}")
        text = text.replace(old, new)
    return text


PURGE = _with_more(purging_0004.PURGE)
UNDO_PURGE = purging_0004.PURGE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
