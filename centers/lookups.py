"""A prefix lookup that uses an index on SQLite and on PostgreSQL alike.

``LIKE 'x%'`` cannot use an index on SQLite once it has an ESCAPE clause, and a range comparison
depends on the collation on PostgreSQL; so each database gets the form that it can look up.
"""

from django.db.models import CharField, Lookup

LAST_CHARACTER = "\U0010ffff"


@CharField.register_lookup
class Begins(Lookup):
    """``field__begins="ab"``: the value starts with "ab", compared character by character."""

    lookup_name = "begins"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        prefix = str(self.rhs)
        return f"({left} >= %s AND {left} < %s)", [
            *left_params,
            prefix,
            *left_params,
            prefix + LAST_CHARACTER,
        ]

    def as_postgresql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        escaped = str(self.rhs).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{left} LIKE %s", [*left_params, escaped + "%"]
