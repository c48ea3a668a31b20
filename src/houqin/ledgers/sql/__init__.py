"""SQL text of migrations, each in a file of its own that is never changed afterwards."""
