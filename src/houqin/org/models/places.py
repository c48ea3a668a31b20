"""Places as a tree, each with a code for its QR."""

from __future__ import annotations

import secrets

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.org.models.institution import Department, ScopedRow

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 of them: a byte draws each as often


def new_tag() -> str:
    """Eight unambiguous characters that a QR carries and a person can type."""
    return "".join([_ALPHABET[drawn % 32] for drawn in secrets.token_bytes(8)])


class Place(ScopedRow):
    """场所: a building, floor, room or ground."""

    class Sort(models.TextChoices):
        SITE = "site", _("校区、院区")
        BUILDING = "building", _("楼")
        FLOOR = "floor", _("楼层")
        ROOM = "room", _("房间")
        GROUND = "ground", _("场地")
        GATE = "gate", _("校门")
        POINT = "point", _("点位")

    name = models.CharField(_("名称"), max_length=40)
    code = models.CharField(_("编号"), max_length=20)
    sort = models.CharField(_("种类"), max_length=10, choices=Sort, default=Sort.ROOM)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级场所"),
    )
    path = models.CharField(
        max_length=200, editable=False, help_text="codes from the root, /-joined"
    )
    full_name = models.CharField(max_length=200, editable=False)
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("管理部门"),
    )
    tag = models.CharField(max_length=8, unique=True, default=new_tag, editable=False)
    search = search_field()
    import_batch = models.ForeignKey(
        "org.ImportBatch", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["path"]
        indexes = [
            models.Index(fields=["institution", "path"], name="org_place_by_path"),
            GinIndex(fields=["search"], name="org_place_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "code"],
                name="org_place_one_code",
                violation_error_message=_("这个场所编号已经使用。"),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="org_place_not_its_own_parent",
                violation_error_message=_("上级场所不能是自己。"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.name

    def fill_derived(self) -> None:
        """Path, full name and search tokens from the parent's."""
        above = self.parent
        self.path = f"{above.path}/{self.code}" if above else self.code
        self.full_name = f"{self._above_said()} {self.name}".lstrip()
        self.search = tokens(self.institution_id or 0, self.full_name, self.code)

    def _above_said(self) -> str:
        """What stands before the name: not what the name says itself (“一号楼一层” in “一号楼”),
        nor a site that is the whole institution."""
        above = self.parent
        if above is None or above.is_whole_institution:
            return ""
        if self.name.startswith(above.name):
            return above.full_name.removesuffix(above.name).rstrip()
        return above.full_name

    @cached_property
    def is_whole_institution(self) -> bool:
        """The root “青禾小学” of 青禾小学; a campus of several has a name of its own."""
        if self.parent_id or self.sort != self.Sort.SITE or not self.institution_id:
            return False
        return self.institution.name.startswith(self.name)
