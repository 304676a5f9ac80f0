"""The kinds of conditions, one file each. Nothing imports them: `promotions.kinds` finds them."""
