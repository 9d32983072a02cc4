"""The formats, a file each: a reader takes the bytes of a file and yields the articles that it holds.

A reader raises InputError where the whole file cannot be read, yields a ``Rejected`` where a part of it
cannot, and a ``Pointer`` where it names another file or address. Libraries that are slow to import are
imported when a file needs them. ``sayso.ingest.formats`` lists the readers; the other modules here are what
several of them share: ``fields`` (titles, names, dates, addresses), ``columns`` (the names of fields in
tables and JSON), ``hyphens`` (lines joined), ``xml_tree``, ``unpacking``. ``pdf_page`` and ``pdf_layout``
are parts of ``pdf``.
"""
