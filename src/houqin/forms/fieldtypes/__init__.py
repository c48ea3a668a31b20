"""One codec for each type of field: reading, canonical JSON, text, spreadsheet cell."""

from __future__ import annotations

from houqin.forms.expressions.kinds import Base
from houqin.forms.fieldtypes.attachments import FileCodec, PhotosCodec
from houqin.forms.fieldtypes.checklists import ChecklistCodec
from houqin.forms.fieldtypes.choosing import ChoiceCodec, ChoicesCodec, YesNoCodec
from houqin.forms.fieldtypes.codec import Cell, Codec
from houqin.forms.fieldtypes.numbers import DecimalCodec, IntegerCodec
from houqin.forms.fieldtypes.references import RefCodec
from houqin.forms.fieldtypes.tables import TableCodec
from houqin.forms.fieldtypes.texts import TextCodec
from houqin.forms.fieldtypes.times import DateCodec, InstantCodec, TimeCodec
from houqin.forms.model import Field
from houqin.forms.model import FieldType as T

__all__ = ["Cell", "Codec", "codec_of"]

_TEXT, _INTEGER, _DECIMAL, _REF, _FILE = (
    TextCodec(),
    IntegerCodec(),
    DecimalCodec(),
    RefCodec(),
    FileCodec(),
)
_RESULTS: dict[Base, Codec] = {
    Base.NUMBER: _DECIMAL,
    Base.TEXT: _TEXT,
    Base.TRUTH: YesNoCodec(),
    Base.DATE: DateCodec(),
    Base.TIME: TimeCodec(),
    Base.INSTANT: InstantCodec(),
}


def codec_of(field: Field) -> Codec:
    if field.type is T.COMPUTED:
        return _RESULTS[field.result or Base.NUMBER]
    return _CODECS[field.type]


_CODECS: dict[T, Codec] = {
    T.TEXT: _TEXT,
    T.LONG_TEXT: _TEXT,
    T.SCAN: _TEXT,
    T.INTEGER: _INTEGER,
    T.RATING: _INTEGER,
    T.DECIMAL: _DECIMAL,
    T.MONEY: _DECIMAL,
    T.DATE: _RESULTS[Base.DATE],
    T.TIME: _RESULTS[Base.TIME],
    T.INSTANT: _RESULTS[Base.INSTANT],
    T.CHOICE: ChoiceCodec(),
    T.CHOICES: ChoicesCodec(),
    T.YES_NO: _RESULTS[Base.TRUTH],
    T.CHECKLIST: ChecklistCodec(),
    T.PHOTOS: PhotosCodec(),
    T.FILE: _FILE,
    T.SIGNATURE: _FILE,
    T.STAFF: _REF,
    T.STUDENT: _REF,
    T.CLASS: _REF,
    T.PLACE: _REF,
    T.ENTRY: _REF,
    T.TABLE: TableCodec(codec_of),
}
