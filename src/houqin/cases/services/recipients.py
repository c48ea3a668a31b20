"""Who is told of an alarm: loaded once for a sweep, asked for each case without a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from houqin.cases import policy
from houqin.cases.flow import Escalation, Flow, Party, flow_of
from houqin.cases.models import Case, Cooperator
from houqin.core.manifest import permission
from houqin.core.roles import Role
from houqin.org.holders import Holders, load_holders
from houqin.org.models import Department, Staff


def who_may_know(case: Case, asked: Sequence[Staff], people: Recipients) -> list[Staff]:
    """Those of ``asked`` who may know of the case; where it is hidden from all of them, the next
    who may: a case is never told to nobody because it is about those who would be told."""
    found = policy.not_hidden(case, asked)
    if found or case.declared.hidden_from is None:
        return found
    for group in people.beyond(case.declared, [one.pk for one in asked]):
        found = policy.not_hidden(case, Staff.objects.filter(pk__in=group))
        if found:
            break
    return found


class Recipients:
    def __init__(self, today: date) -> None:
        self._today = today
        self._managers: dict[str, list[int]] = {}
        self._of_roles: dict[str, list[int]] = {}

    @cached_property
    def _holders(self) -> Holders:
        return load_holders()

    @cached_property
    def _superiors(self) -> dict[int, int]:
        """Person → superior, else the department's head, else the director."""
        heads = dict(Department.objects.exclude(head=None).values_list("pk", "head"))
        found = {}
        people = Staff.objects.values_list("pk", "superior", "department")
        for pk, superior, department in people:
            above = superior or heads.get(department)
            if above is None or above == pk or above not in self._holders.here:
                above = next(iter(self._role(Role.DIRECTOR) or self._role(Role.PRINCIPAL)), None)
            if above is not None and above != pk:
                found[pk] = above
        return found

    @cached_property
    def _helpers(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        rows = Cooperator.objects.filter(case__is_open=True).values_list("case", "staff")
        for case_id, staff_id in rows:
            found.setdefault(case_id, []).append(staff_id)
        return found

    def _role(self, role: str) -> list[int]:
        if role not in self._of_roles:
            self._of_roles[role] = self._holders.of_role(role, None, self._today)
        return self._of_roles[role]

    def managers(self, flow: Flow) -> list[int]:
        """Holders of the first of the flow's roles that has any."""
        if flow.code not in self._managers:
            roles = [*flow.manager_roles, *map(str, sorted(permission(flow.manage).roles))]
            found = (self._role(role) for role in roles)
            self._managers[flow.code] = next((people for people in found if people), [])
        return self._managers[flow.code]

    def managing(self, flow: Flow) -> list[Staff]:
        return list(Staff.objects.filter(pk__in=self.managers(flow)))

    def beyond(self, flow: Flow, asked: Sequence[int]) -> Iterator[list[int]]:
        """Whom else to tell, in turn, of what is hidden from all of ``asked``: who else manages
        such cases, the superiors of those, the bureau's inspectors."""
        yield [pk for role in sorted(permission(flow.manage).roles) for pk in self._role(role)]
        yield [self._superiors[pk] for pk in asked if pk in self._superiors]
        yield self._role(Role.INSPECTOR)

    def of(self, case: Case, step: Escalation) -> list[int]:
        """Keys of staff, each once; where the named one is missing, who manages the flow."""
        found = [pk for code in step.to for pk in self._named(case, code)]
        return list(dict.fromkeys(found)) or self.managers(flow_of(case.flow))

    def _named(self, case: Case, code: str) -> Iterator[int]:
        single = {
            Party.OWNER: case.owner_id,
            Party.VERIFIER: case.verifier_id,
            Party.REPORTER: case.reporter_id,
            "waiter": case.waiter_id,
            "superior": self._superiors.get(case.owner_id or 0) if code == "superior" else None,
        }
        if code in single:
            pk = single[code]
            if pk is not None:
                yield pk
        elif code == Party.COOPERATOR:
            yield from self._helpers.get(case.pk, [])
        elif code == Party.MANAGER:
            yield from self.managers(flow_of(case.flow))
        elif code.startswith("role:"):
            yield from self._role(code.removeprefix("role:"))
