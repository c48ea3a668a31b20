"""Patrols, hazards, undertakings, drills, emergency plans, risk points."""

from houqin.safety.models.patrols import (
    PatrolPoint,
    PatrolRound,
    PatrolRoute,
    PatrolShift,
    PatrolSighting,
)

__all__ = ["PatrolPoint", "PatrolRound", "PatrolRoute", "PatrolShift", "PatrolSighting"]
