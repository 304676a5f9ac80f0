"""Do the tests notice when the code is wrong? Change it in one place at a time, and see which changes go unseen."""
