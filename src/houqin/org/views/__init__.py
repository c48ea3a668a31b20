"""Pages of the institution, its people, places and calendar."""
