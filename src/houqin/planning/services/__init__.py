"""Every write of planning, one function a deed."""
