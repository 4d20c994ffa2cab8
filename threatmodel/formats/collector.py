"""Working without the garbage collector, which would look through all that was made again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the garbage collector: values that are read or derived form no circles that it would have to find."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()  # and unfreeze: what was read counts as long-lived without being looked through
            gc.unfreeze()
        if was_enabled:
            gc.enable()
