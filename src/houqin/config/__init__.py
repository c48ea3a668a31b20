"""Settings, urls and the server's entry point."""
