from .data import case_data as case_data, write_json as write_json
from .gmcr import read_gmcr as read_gmcr
from .gmcr_writer import write_gmcr as write_gmcr
from .losses import lost_keys as lost_keys
from .nfg import read_nfg as read_nfg
from .notice import Converted as Converted, Read as Read
from .table_cells import csv_rows as csv_rows
from .table_writer import case_tables as case_tables, lost_in_tables as lost_in_tables
from .tables import read_case_tables as read_case_tables
from .terms_table import read_terms as read_terms
from .workbook_cells import workbook_rows as workbook_rows
