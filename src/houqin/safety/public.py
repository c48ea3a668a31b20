"""What other rooms may ask of safety."""

from houqin.safety.services.accountability import barring

__all__ = ["barring"]
