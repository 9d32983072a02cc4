"""Reads the data files of this stage: what is a fact about the world stands there, apart from logic."""

from functools import cache
from importlib.resources import files

__all__ = ["entries", "sections"]


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/<name>``, one a line, without comments and blank lines."""
    return tuple(entry for group in sections(name).values() for entry in group)


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of ``data/<name>`` by the ``[section]`` that they stand in ("" for none)."""
    found: dict[str, list[str]] = {"": []}
    section = ""
    text = (files("sayso.ingest") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        entry = line.strip()
        if not entry or entry.startswith("# ") or entry == "#":
            continue
        if entry.startswith("[") and entry.endswith("]") and entry[1:-1].isalpha():
            section = entry[1:-1]
            found.setdefault(section, [])
        else:
            found[section].append(entry)
    return {key: tuple(values) for key, values in found.items()}
