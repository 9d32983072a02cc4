"""The formats, a file each: a reader takes the bytes of a file and yields the articles that it holds.

A reader raises InputError where the whole file cannot be read, yields a ``Rejected`` where a part of it
cannot, and a ``Pointer`` where it names another file or address. Libraries that are slow to import are
imported when a file needs them. ``sayso.ingest.formats`` lists the readers; the other modules here are what
several of them share: ``expand`` (unpacking within bounds), ``xml_tree``, ``fields``, ``columns``,
``labelled``.
"""
