"""What every answer tells the browser (CATALOGUE I8)."""

EXACT = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "strict-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "X-Frame-Options": {"DENY"},
}
POLICY = {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"}


def wrong_headers(response):
    """What is missing or too weak, as text; empty when all is well."""
    wrong = {
        f"{name}: {response.headers.get(name)}"
        for name, values in EXACT.items()
        if response.headers.get(name) not in values
    }
    policy = response.headers.get("Content-Security-Policy", "")
    if "unsafe" in policy or not {part.strip() for part in policy.split(";")} >= POLICY:
        wrong.add(f"Content-Security-Policy: {policy}")
    if "Permissions-Policy" not in response.headers:
        wrong.add("Permissions-Policy: none")
    return wrong
