"""Collects what the SDK complains about: a run that logs well prints no warning and no error."""

import logging


class Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    @classmethod
    def of_the_sdk(cls) -> "Complaints":
        handler = cls()
        logging.getLogger("comet_ml").addHandler(handler)
        return handler


def text(value) -> str:
    """A number as text that two languages agree on: the shortest one that reads back to the same double."""
    return repr(float(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
