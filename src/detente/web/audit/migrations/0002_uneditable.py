"""The database itself refuses to change or delete an entry of the log."""

from django.db import migrations

_SAID = "entries of the log cannot be edited"
_SQLITE = [
    f"""CREATE TRIGGER audit_entry_no_{deed} BEFORE {deed.upper()} ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"""
    for deed in ("update", "delete")
]
_POSTGRES = [
    f"""CREATE FUNCTION audit_entry_uneditable() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
       FOR EACH ROW EXECUTE FUNCTION audit_entry_uneditable()""",
    """CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
       FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_uneditable()""",
]
_AWAY = {
    "sqlite": [f"DROP TRIGGER audit_entry_no_{deed}" for deed in ("update", "delete")],
    "postgresql": ["DROP FUNCTION audit_entry_uneditable() CASCADE"],
}


def close(_apps, editor):
    told = {"sqlite": _SQLITE, "postgresql": _POSTGRES}[editor.connection.vendor]
    for statement in told:
        editor.execute(statement)


def open_again(_apps, editor):
    for statement in _AWAY[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(close, open_again)]
