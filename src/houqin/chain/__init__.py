"""Hash chains: records joined so that none can be altered, taken out or put in unseen. No Django.

A link is proved by ``digest = SHA-256(previous digest ‖ sequence ‖ canonical content)``: 32 bytes,
then 8 bytes big-endian, then the content's canonical JSON. Any language checks it in ten lines.
"""

from houqin.chain.canonical import NotCanonical, canonical
from houqin.chain.links import (
    GENESIS,
    Head,
    Link,
    digest_of,
    heads_digest,
    link,
    records_digest,
    sha256_of,
)
from houqin.chain.proof import Fault, FaultKind, Verdict, verify

__all__ = [
    "GENESIS",
    "Fault",
    "FaultKind",
    "Head",
    "Link",
    "NotCanonical",
    "Verdict",
    "canonical",
    "digest_of",
    "heads_digest",
    "link",
    "records_digest",
    "sha256_of",
    "verify",
]
