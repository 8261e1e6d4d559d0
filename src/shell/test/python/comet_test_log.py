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


def expect_deprecations() -> None:
    """From here on the SDK does not warn that a method is deprecated: for scripts that call those methods on purpose."""
    for handler in logging.getLogger("comet_ml").handlers:
        handler.addFilter(lambda record: not record.getMessage().startswith("This method has been deprecated"))


def text(value) -> str:
    """A number as text that Java reads back to the same double."""
    words = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return words.get(repr(float(value)), repr(float(value)))
