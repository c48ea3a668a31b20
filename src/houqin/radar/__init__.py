"""责任雷达: what the law and the plans ask, what has a record, what is missing and whose it is."""
