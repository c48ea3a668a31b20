"""Books on paper: what is on a sheet (data), and Typst that sets it."""
