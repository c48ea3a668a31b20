"""Django's classes that our annotations subscribe, made subscriptable at run time.

The types package does this for forty classes, and loads the admin and the sitemaps to do so.
"""

from __future__ import annotations

from types import GenericAlias


def allow() -> None:
    """``forms.ModelForm[Staff]`` and the like work as base classes."""
    from django.db.models import Field
    from django.forms.models import BaseModelForm, ModelChoiceField

    name = "__class_getitem__"
    for one in (Field, BaseModelForm, ModelChoiceField):
        if not hasattr(one, name):
            setattr(one, name, classmethod(GenericAlias))
