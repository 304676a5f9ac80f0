"""Several processes as one: kept alive, replaced one by one, stopped in good order."""
