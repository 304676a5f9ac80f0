"""The rooms put together: which database, which server, over which settings. Only `main` is further out."""
