"""Packs: what an institution of one kind starts with, as data.

A pack is a folder of TOML and one Markdown plan: departments, places, people by role, record
books, calendar, a sample half-year plan and the material of the demo. `law` holds the statutory
duties and the record books they ask for. A new kind of institution is a new folder, not new code.
Every institution, person and date in here is an example (示例); none is real.
"""
