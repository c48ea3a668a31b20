"""Modules that are loaded when they are first asked for: those of views, and what follows events.

A room's addresses name hundreds of views; their modules are most of what the program weighs, and
neither the first page nor a school that never uses a room should wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def _real(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


class LateViews:
    """Stands for a module: its attributes are views that import it when they are called.

    ``load()`` of such a view gives the real one, for whoever must see its decorations.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> View:
        if name.startswith("_"):
            raise AttributeError(name)
        module = self._module

        load = partial(_real, module, name)

        def view(request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
            return cast(HttpResponseBase, load()(request, *given, **named))

        view.__module__, view.__name__, view.__qualname__ = module, name, name
        view.load = load  # type: ignore[attr-defined]
        return view


def late(package: str, *modules: str) -> tuple[LateViews, ...]:
    """``books, sheet = late("houqin.ledgers.views", "books", "sheet")``."""
    return tuple(LateViews(f"{package}.{module}") for module in modules)


def late_call(module: str, name: str) -> Callable[..., Any]:
    """A function that imports the real one when it is called; for what follows rare events."""

    def call(*given: Any, **named: Any) -> Any:
        return _real(module, name)(*given, **named)

    return call
