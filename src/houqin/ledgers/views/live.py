"""What the page asks while an entry is typed: what shows, what is computed, what is out of limits.

The server answers with the form engine itself, so page and record can never disagree. In a cellar
without a network the page judges by the same rules (``forms.portable``, frontend/src/rules.js), and
``tests/test_offline_rules.py`` holds both to the same answers.
"""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.forms import Attachment, Context, Field, FieldType, Form, Reading, read
from houqin.forms.fieldtypes import codec_of
from houqin.ledgers.forms.entry import EntryForm
from houqin.ledgers.forms.picking import unoffered
from houqin.ledgers.forms.uploads import with_keys
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import Book
from houqin.ledgers.services.reading import form_of, me
from houqin.ledgers.views.books import visible_book
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.member import Member

_HELD = "held-"
_MOST_HELD = 9
_PHOTO = b"\xff\xd8\xff"


@require_POST
@requires("ledgers.write")
def live(request: InstitutionRequest, code: str) -> HttpResponse:
    """``{hidden, computed, flags, refusals}`` by path; files are told as ``held-<name>=<n>``."""
    book = visible_book(request.member, code)
    demand(request.member, "ledgers.write", book)
    declared = _version(book, request.POST.get("version", ""))
    if declared is None:
        return JsonResponse({})
    return JsonResponse(answered(request.member, declared, request.POST))


def answered(member: Member, declared: Form, post: QueryDict) -> dict[str, Any]:
    """What ``live`` tells; the designer's preview asks it of a form that no book has yet."""
    raw, reading = _read(member, declared, post)
    return _told(declared, raw, reading)


def _version(book: Book, number: str) -> Form | None:
    if book.current is None:
        return None
    version = book.current
    if number.isdecimal() and int(number) != version.number:
        version = book.versions.filter(number=int(number)).first() or version
    return form_of(version)


def reading_of(member: Member, declared: Form, post: QueryDict, files: Any) -> Reading:
    """A whole form with its files, read but not kept."""
    return _read(member, declared, post, files)[1]


def _read(
    member: Member, declared: Form, post: QueryDict, files: Any = None
) -> tuple[dict[str, Any], Reading]:
    offers = unoffered(declared)
    form = EntryForm(post, files or _held(post), declared=declared, offers=offers)
    form.is_valid()  # the token and the rest are none of our business here
    raw = with_keys(
        declared, form.raw(), {}, lambda _field, sent: [str(n) for n, _one in enumerate(sent, 1)]
    )
    lookup = Lookup(member)
    lookup.preload(declared, [raw])
    context = Context(
        now=clock.now(), me=me(member), reference=lookup.reference, attachment=_attachment
    )
    return raw, read(declared, raw, context)


def _held(post: QueryDict) -> MultiValueDict[str, Any]:
    """Stand-ins for files that stay on the phone until the entry is handed in."""
    files: MultiValueDict[str, Any] = MultiValueDict()
    for name in post:
        if name.startswith(_HELD) and (count := str(post[name])).isdecimal():
            held = [ContentFile(_PHOTO, name="1.jpg")] * min(int(count), _MOST_HELD)
            files.setlist(name.removeprefix(_HELD), held)
    return files


def _attachment(_field: Field, key: str) -> Attachment:
    return Attachment(key, "0" * 64, "")


def _told(declared: Form, raw: dict[str, Any], reading: Reading) -> dict[str, Any]:
    def place(path: str) -> str:
        return _as_sent(declared, raw, path) if reading.accepted else path

    return {
        "hidden": [place(path) for path in reading.hidden],
        "computed": {
            place(path): text for path, text in _computed(declared, reading.values).items()
        },
        "flags": [{"path": place(one.path), "message": one.message} for one in reading.abnormal],
        "refusals": [
            {"path": one.path, "message": one.message}
            for one in reading.refusals
            if _is_typed(raw, one.path)
        ],
    }


def _computed(declared: Form, values: Any) -> dict[str, str]:
    found = {}
    for field in declared.fields:
        if field.type is FieldType.COMPUTED:
            found[field.code] = _text(field, values)
        computed = [c for c in field.columns if c.type is FieldType.COMPUTED]
        for number, row in enumerate(values.get(field.code, ()) if computed else ()):
            for column in computed:
                found[f"{field.code}.{number}.{column.code}"] = _text(column, row)
    return found


def _text(field: Field, values: Any) -> str:
    return codec_of(field).text(field, values[field.code]) if field.code in values else ""


def _as_sent(declared: Form, raw: dict[str, Any], path: str) -> str:
    """Rows of an accepted entry are counted without the empty ones; the page numbers them all."""
    code, _, rest = path.partition(".")
    number, _, column = rest.partition(".")
    rows = raw.get(code)
    if declared.by_code[code].type is not FieldType.TABLE or not isinstance(rows, dict):
        return path
    sent = sorted(rows, key=int)
    at = int(number) if number.isdecimal() else len(sent)
    return f"{code}.{sent[at]}.{column}" if at < len(sent) else path


def _is_typed(raw: dict[str, Any], path: str) -> bool:
    """What nobody has reached yet is not wrong yet."""
    value: Any = raw
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return _is_reached(value)


def _is_reached(value: Any) -> bool:
    if isinstance(value, dict):  # an item of a checklist, all of its items, a table's lines
        if "result" in value:
            return bool(value["result"])
        return any(_is_reached(one) for one in value.values())
    return value not in (None, "", [])
