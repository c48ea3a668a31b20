"""The vendors' protocols: what a message looks like there, and what their answers mean."""
