"""Cases in the formats of other programs: text to case and back.

`data` is JSON; `gmcr` and its neighbours read files of GMCR+, `nfg` games of Gambit,
`tables` tables in CSV or a workbook; the writers stand beside them. `notice` is what
comes of a conversion, with the `losses` that are told.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
