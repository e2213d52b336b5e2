from hashlib import sha256

from django.db import migrations


def mark(apps, _editor):
    """Give the versions that were saved before their marks."""
    versions = apps.get_model("cases", "Version").objects.filter(mark="")
    for each in versions.only("text").iterator(50):
        each.mark = sha256(each.text.encode()).hexdigest() if each.text else ""
        each.save(update_fields=["mark"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_marks_and_lines")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
