"""``{% kept a b %}…{% endkept %}``: the same for the same values, so rendered once; a builtin.

For parts that stand on every page. Everything the part shows must be among the values; the
text is kept in this process for the most recent of them, and not at all where one has no hash.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 256
register = template.Library()


class Kept(template.Node):
    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self.texts: OrderedDict[Hashable, SafeString] = OrderedDict()
        self.lock = Lock()

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), *(value.resolve(context) for value in self.values))
        try:
            with self.lock:
                text = self.texts.get(key)
                if text is not None:
                    self.texts.move_to_end(key)
                    return text
        except TypeError:  # no hash
            return self.nodelist.render(context)
        text = self.nodelist.render(context)
        with self.lock:
            self.texts[key] = text
            if len(self.texts) > MOST:
                self.texts.popitem(last=False)
        return text


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(values, nodelist)
