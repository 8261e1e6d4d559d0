from cometsh._query import CometshError as CometshError
from cometsh._query import CometshWarning as CometshWarning
from cometsh._query import query as query

__all__ = ["CometshError", "CometshWarning", "query"]
__version__: str
