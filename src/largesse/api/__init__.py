"""The HTTP shell: JSON in, a use case of `largesse.app`, JSON out. One file per noun; nothing is decided here."""
