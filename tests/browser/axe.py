"""axe-core on a page that is open, and what axe cannot see: a page that is wider than a small screen."""

from pathlib import Path

SOURCE = (Path(__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false
  })
  return found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary.split("\\n")[1]?.trim()})`))
}"""
WIDER = """() => document.documentElement.scrollWidth - innerWidth"""
# 1,280 pixels at 400 % (WCAG 1.4.10).
NARROWEST = 320


def violations(page):
    # A script tag would be stopped by the policy, as it should be; so would the style tags with which
    # axe would read the style sheets in advance, for a rule about locked orientation.
    page.evaluate(SOURCE)
    return page.evaluate(RUN, TAGS)


def overflow(page):
    """By how many pixels the page has to be scrolled sideways on the smallest screen."""
    before = page.viewport_size
    if before["width"] == NARROWEST:
        return max(0, page.evaluate(WIDER))
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    wider = page.evaluate(WIDER)
    page.set_viewport_size(before)
    return max(0, wider)
