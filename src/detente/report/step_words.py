"""Steps in words: what is done, and what is undone."""

from collections.abc import Sequence

from detente.report.naming import Names


def steps_text(steps: Sequence[str], names: Names) -> str:
    """Name steps in one line: what is done, and what is undone."""
    if names.plain:
        return " ".join(steps) or "-"
    undone = [step.removeprefix("not ") for step in steps if " " in step]
    done = [step for step in steps if " " not in step]
    said = [names.options(done)] if done else []
    if undone:
        said.append(names.say("undo {steps}", steps=names.options(undone)))
    return names.listed(said) or "-"
