"""The one error of reading: its text is the sentence a person sees."""

from __future__ import annotations


class UnreadablePlan(ValueError):  # noqa: N818 - it names what the person is holding, not a fault
    """A file no plan can be read from; ``str()`` says what happened and what to do, in Chinese."""
