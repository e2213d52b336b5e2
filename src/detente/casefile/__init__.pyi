from .added import add_events as add_events, bundled_tables as bundled_tables
from .appended import append_events as append_events, table_of as table_of
from .changed import apply_variant as apply_variant, apply_view as apply_view
from .formula.state import read_formula as read_formula, read_state as read_state
from .read.layout import Layout as Layout
from .reader import load_case as load_case, parse_case as parse_case
from .schema.entry import case_schema as case_schema
from .source import bundled_cases as bundled_cases
from .starter import starter_text as starter_text
from .titles import bundled_titles as bundled_titles, written_title as written_title
from .write.case import dump_case as dump_case
