"""What can be pressed in the person's room: how high it is, and how far from the next thing to press."""

from playwright.sync_api import Page

MEASURE = """() => {
  const running = (e) => {
    if (e.matches(".hard-word")) return true;
    const block = e.matches("a") && getComputedStyle(e).display === "inline" && e.closest("p, li, dd, figcaption");
    if (!block) return false;
    const rest = block.cloneNode(true);
    rest.querySelectorAll("a, button").forEach((one) => one.remove());
    return rest.textContent.trim() !== "";
  };
  const area = (e) => ((e.matches("[type=checkbox], [type=radio]") && e.labels[0]) || e).getBoundingClientRect();
  const all = [...document.querySelectorAll(
    "a[href], button, summary, select, textarea, input:not([type=hidden]), audio[controls], video[controls]"
  )].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(".skip") && !running(e))
    .map((e) => ({ e, name: (e.innerText || e.name || e.tagName).trim(), at: area(e) }))
    .filter(({ at }) => at.width && at.height);
  const found = all.filter(({ at }) => at.height < 63.5).map(({ name, at }) => `“${name}” is ${at.height} high`);
  all.forEach((a, place) => all.slice(place + 1).forEach((b) => {
    const [one, other] = [a.at, b.at];
    const apart = Math.max(
      one.left - other.right, other.left - one.right, one.top - other.bottom, other.top - one.bottom
    );
    if (apart < 15.5) found.push(`“${a.name}” and “${b.name}” are ${apart} apart`);
  }));
  return found;
}"""
"""A box to tick is as large as its label. Links inside running text, hard words of the plan among them, are left out, as in WCAG 2.5.8."""


def too_small(page: Page) -> list[str]:
    """Everything that is under 64 px high or under 16 px from its neighbour, one sentence for each."""
    found: list[str] = page.evaluate(MEASURE)
    return found
