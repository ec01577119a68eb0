"""What belongs to a region belongs to who leads it: one word for all models (DESIGN §4)."""


def led_by(user, rows, *, region="region"):
    """Those of the rows whose region the user leads; `region` is the way to it."""
    if not user.is_authenticated:
        return rows.none()
    if user.leads_everywhere:
        return rows
    return rows.filter(**{f"{region}__in": user.led_region_ids})
