"""Run the test of history, and put what it says into the product and its page.

`python docs/_tools/trust.py` judges every bundled deal, which takes minutes, keeps the
answer as `cases/history/scored.json`, from which reports say how often such verdicts
were right, and puts its words and tables between the marks of the page, and its picture
beside it. With `--kept` nothing is judged: the page is made of the answer that is kept.
"""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.analysis.overview import HistoryResult

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "src" / "detente" / "cases" / "history" / "scored.json"
PICTURE = ROOT / "docs" / "images" / "reliability.svg"
PAGE = ROOT / "docs" / "theory" / "how-far-to-trust-it.md"
MARKS = re.compile(r"(<!-- run -->\n).*?(<!-- end of run -->)", re.DOTALL)


def main(*words: str) -> None:
    """Run, keep, and write the page with its picture."""
    import detente as dt  # noqa: PLC0415 - not where only the page is compared

    found = dt.kept_history() if "--kept" in words else dt.history()
    KEPT.write_text(found.render("json"), "utf-8")
    PICTURE.write_text(found.render("svg"), "utf-8")
    page = PAGE.read_text("utf-8")
    PAGE.write_text(
        MARKS.sub(lambda m: f"{m[1]}\n{shown(found)}\n\n{m[2]}", page), "utf-8"
    )
    print(json.loads(KEPT.read_text("utf-8"))["comparison"]["model"])


def shown(found: "HistoryResult") -> str:
    """Give what stands between the marks: words, picture, tables."""
    # The heading of the page stands already.
    text = found.render("markdown").partition("\n")[2].strip()
    (drawn,) = found.pictures()
    before, caption, after = text.partition(drawn.table.caption)
    image = f"![{drawn.caption}.](../images/reliability.svg)"
    return f"{before}{image}\n\n{caption}{after}"


if __name__ == "__main__":
    main(*sys.argv[1:])
