"""The kinds of benefits, one file each. Nothing imports them: `promotions.kinds` finds them."""
