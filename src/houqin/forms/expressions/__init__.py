"""The small language of conditions and computed fields; see docs/engineers/forms.md."""

from houqin.forms.expressions.evaluating import evaluate
from houqin.forms.expressions.grammar import names_in, parse
from houqin.forms.expressions.kinds import Base, Kind, Scope
from houqin.forms.expressions.typing import kind_of

__all__ = ["Base", "Kind", "Scope", "evaluate", "kind_of", "names_in", "parse"]
