"""Photos and documents: taken in, cleaned, kept by hash, served to who may see their row."""
