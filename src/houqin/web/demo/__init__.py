"""``houqin demo``: three invented institutions with the history of the running term."""

from houqin.web.demo.load import PASSWORD, load

__all__ = ["PASSWORD", "load"]
