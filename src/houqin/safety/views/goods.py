"""Pages of goods: what no parent has fetched, and what is left of dangerous goods."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.safety import goods


@requires("safety.articles")
def articles(request: InstitutionRequest) -> HttpResponse:
    page = {"title": "没领回的物品", "held": goods.not_fetched(clock.today())}
    return render(request, "safety/articles.html", page)


@requires("safety.stores")
def stores(request: InstitutionRequest) -> HttpResponse:
    found = goods.remainders(clock.today())
    page = {
        "title": "危险品剩余", "stores": found, "due": sum(one.is_due for one in found),
    }  # fmt: skip
    return render(request, "safety/stores.html", page)
