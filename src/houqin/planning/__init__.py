"""Plans become tasks: read, review, approve, schedule, do, chase."""
