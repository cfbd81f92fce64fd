"""Run `sopgen` on a machine whose clock stands in the year 2031."""

import datetime
import time

SECONDS = 1_935_000_000.0
_gmtime, _localtime = time.gmtime, time.localtime


class Later(datetime.datetime):
    """A datetime whose present is `SECONDS`."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "Later":
        return cls.fromtimestamp(SECONDS, tz)

    @classmethod
    def utcnow(cls) -> "Later":
        return cls.fromtimestamp(SECONDS, datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> "Later":
        return cls.fromtimestamp(SECONDS)


def gmtime(seconds: float | None = None) -> time.struct_time:
    return _gmtime(SECONDS if seconds is None else seconds)


def localtime(seconds: float | None = None) -> time.struct_time:
    return _localtime(SECONDS if seconds is None else seconds)


if __name__ == "__main__":
    vars(datetime)["datetime"] = Later
    time.time, time.gmtime, time.localtime = (lambda: SECONDS), gmtime, localtime
    from sopgen.cli import main

    main()
