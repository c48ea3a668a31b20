"""What can be wrong with a declared form, in one Chinese sentence."""

from __future__ import annotations


class FormError(ValueError):
    """A form cannot be used. `path` names the field (or rule) that has to be corrected."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path


class ExpressionError(ValueError):
    """An expression cannot be used; the message is a Chinese clause without a full stop."""


class UnreadableError(ValueError):
    """What somebody typed is not a value of the field; the message is a Chinese sentence.

    `below` is the part of the value it is about (an item of a checklist); `more` are further ones.
    """

    def __init__(
        self, message: str, below: str = "", more: tuple[UnreadableError, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.below = below
        self.more = more
