"""Components, form and table helpers every room uses."""
