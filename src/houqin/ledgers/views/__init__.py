"""Pages of the record books."""
