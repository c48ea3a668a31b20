"""Who did what, when, from where: one sentence a change, kept, searchable, never altered."""
