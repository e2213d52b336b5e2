from .hypergame import (
    HypergameResult as HypergameResult,
    hypergame as hypergame,
)
from .inverse import (
    InverseResult as InverseResult,
    inverse as inverse,
)
from .strength import (
    StrengthResult as StrengthResult,
    strength as strength,
)
from .unknown import (
    UnknownResult as UnknownResult,
    unknown_stability as unknown_stability,
)
