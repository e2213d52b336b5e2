from .analysis.check import *
from .analysis.coalition import *
from .analysis.deal import *
from .analysis.exchange import *
from .analysis.graph import *
from .analysis.lever import *
from .analysis.overview import *
from .analysis.preference import *
from .analysis.reading import load as load
from .analysis.record import *
from .analysis.robustness import *
from .analysis.search import *
from .analysis.setting import Setting as Setting
from .analysis.stability import *
from .analysis.time import *
from .casefile import (
    Layout as Layout,
    bundled_cases as bundled_cases,
    case_schema as case_schema,
    dump_case as dump_case,
)
from .engine.budget import allowing as allowing
from .errors import (
    CaseError as CaseError,
    DetenteError as DetenteError,
    QuestionError as QuestionError,
    StoppedError as StoppedError,
    TooLargeError as TooLargeError,
    UnsupportedError as UnsupportedError,
)
from .model.case import Case as Case
from .model.concept import Concept as Concept

__version__: str
