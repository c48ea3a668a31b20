"""What the case engine tells the shell."""

from houqin.core.manifest import Manifest

MANIFEST = Manifest(room="cases", name="事项", icon="refresh-alert")
