"""Run the test of history, and put what it says into the product and its page.

`python docs/_tools/trust.py` judges every bundled deal, which takes minutes, keeps the
answer as `cases/history/scored.json`, from which reports say how often such verdicts
were right, and puts its words and tables between the marks of the page.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "src" / "detente" / "cases" / "history" / "scored.json"
PAGE = ROOT / "docs" / "theory" / "how-far-to-trust-it.md"
MARKS = re.compile(r"(<!-- run -->\n).*?(<!-- end of run -->)", re.DOTALL)


def main() -> None:
    """Run, keep, and write the page."""
    import detente as dt  # noqa: PLC0415 - not where only the page is compared

    found = dt.history()
    KEPT.write_text(found.render("json"), "utf-8")
    # The heading of the page stands already.
    shown = found.render("markdown").partition("\n")[2].strip()
    page = PAGE.read_text("utf-8")
    PAGE.write_text(MARKS.sub(lambda m: f"{m[1]}\n{shown}\n\n{m[2]}", page), "utf-8")
    print(json.loads(KEPT.read_text("utf-8"))["comparison"]["model"])


if __name__ == "__main__":
    main()
