"""What can go wrong on the way to the database. Each message is one line that says what to do."""

from largesse.core.errors import LargesseError, Unavailable


class StartFailed(Unavailable):
    """The embedded server cannot be started or joined."""

    code = "database_not_started"


class UnsafeRole(LargesseError):
    """The role that would serve sees the rows of every company."""

    code = "unsafe_database_role"


class SchemaMismatch(LargesseError):
    """The database is not at the schema that this version of the program works with."""

    code = "schema_mismatch"
