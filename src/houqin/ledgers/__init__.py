"""Record books (台账): what the work leaves behind, entered once, never altered unseen."""
