"""Fetches what the user or a list names: one address after another, by robots.txt, from no private network.

Start with ``fetching``; ``addresses`` says what may be asked for, ``network`` connects to what was checked,
``answers`` reads what comes back, ``archive`` keeps it. Nothing here is loaded before an address is met,
but for the names in ``fetched``.
"""
