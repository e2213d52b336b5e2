from .interchange import (
    ExportedCase as ExportedCase,
    ImportedCase as ImportedCase,
    convert_case as convert_case,
    export_case as export_case,
    import_case as import_case,
)
