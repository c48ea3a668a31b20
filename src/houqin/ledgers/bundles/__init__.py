"""Books put together to be handed over: bundles that prove themselves, folders for inspections."""
