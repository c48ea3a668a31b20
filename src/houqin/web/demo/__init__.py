"""``houqin demo``: three invented institutions with the running term behind them, to look around in."""

from houqin.web.demo.load import PASSWORD, load

__all__ = ["PASSWORD", "load"]
