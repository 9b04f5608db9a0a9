"""What a page must be for an eye, a finger and a program that reads aloud. Each look returns one sentence for each fault."""

from playwright.sync_api import Page

from tests.web.chromium import AXE, AXE_TAGS

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that another theme can break: it changes colours and nothing else."""

_AXE = """async ({ only, seven }) => {
  if (seven) {
    axe.configure({ checks: [{ id: "color-contrast-enhanced", options: {
      contrastRatio: { normal: { expected: 7 }, large: { expected: 7 } } } }] });
  }
  const rules = seven ? { "color-contrast-enhanced": { enabled: true } } : {};
  const found = await axe.run(document, { runOnly: only, rules, resultTypes: ["violations"] });
  return found.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id}: ${one.help} (${node.target} ${node.failureSummary || ""})`.replace(/\\s+/g, " ")
  ));
}"""


def axe(page: Page, *, seven: bool) -> list[str]:
    """Everything axe-core finds, and with `seven` also every text under 7:1, whatever its size."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_AXE, {"only": {"type": "tag", "values": AXE_TAGS}, "seven": seven})
    return found


def axe_colours(page: Page, *, seven: bool) -> list[str]:
    """The rules about colour alone, on a page where `axe` ran before."""
    rules = [*COLOURS, "color-contrast-enhanced"] if seven else COLOURS
    found: list[str] = page.evaluate(_AXE, {"only": {"type": "rule", "values": rules}, "seven": seven})
    return found


_CONTRAST = """(least) => {
  const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (e) => {
    for (let one = e; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0.99) return colour;
    }
    return getComputedStyle(document.documentElement).backgroundColor.replace("0)", "1)");
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility({ visibilityProperty: true })) continue;
    const [one, other] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < least) found.add(`“${walker.currentNode.data.trim().slice(0, 40)}” has a contrast of ${ratio.toFixed(1)}`);
  }
  return [...found];
}"""


def contrast(page: Page, *, least: float) -> list[str]:
    """Text under this ratio as the browser computes it; axe reads other colours than those forced ones that are shown."""
    found: list[str] = page.evaluate(_CONTRAST, least)
    return found


_SPILLS = """() => {
  const found = new Set();
  const name = (e) => `“${(e.innerText || e.tagName).trim().slice(0, 40)}”`;
  const wide = document.documentElement.scrollWidth;
  if (wide > window.innerWidth) found.add(`the page is ${wide} wide in a window of ${window.innerWidth}`);
  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const holdsText = [...e.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!e.checkVisibility({ visibilityProperty: true }) || style.display === "inline") continue;
    if (e.closest(".visually-hidden, .skip, svg, audio, video, select, textarea, canvas") || !holdsText && !e.matches("button, .button, .big-button")) continue;
    if (e.scrollWidth > e.clientWidth + 2 && !["auto", "scroll"].includes(style.overflowX)) found.add(`${name(e)} spills ${e.scrollWidth - e.clientWidth} sideways`);
    if (e.scrollHeight > e.clientHeight + 2 && !["auto", "scroll"].includes(style.overflowY)) found.add(`${name(e)} spills ${e.scrollHeight - e.clientHeight} below`);
  }
  return [...found];
}"""

_SPACING = """(on) => {
  const sheet = new CSSStyleSheet();
  if (on) sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = on ? [sheet] : [];
}"""

_MOTION = """() => [...document.querySelectorAll("*")].flatMap((e) => {
  const style = getComputedStyle(e);
  const longest = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1)));
  const most = Math.max(longest(style.transitionDuration), style.animationName === "none" ? 0 : longest(style.animationDuration));
  return most > 0.01 ? [`${e.tagName} moves for ${most} seconds`] : [];
})"""

_FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0.99) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const shown = [e, ...(e.labels || [])].find((one) => getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 3);
  const box = (shown || e).getClientRects()[0];
  const faults = [];
  const name = (e.innerText || (e.labels && e.labels[0] && e.labels[0].innerText) || e.name || e.tagName).trim().replace(/\\s+/g, " ").slice(0, 60);
  if (!box || !box.width) faults.push("has the focus and is not there");
  else {
    if (!shown) faults.push("does not show that it has the focus");
    else {
      const [one, other] = [light(getComputedStyle(shown).outlineColor), light(ground(shown.parentElement))].sort((a, b) => b - a);
      if ((one + 0.05) / (other + 0.05) < 3) faults.push("shows its focus too faintly");
    }
    const [high, low] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), (high + low) / 2];
    const top = document.elementFromPoint(x, y);
    if (low - high < Math.min(box.height, 20) - 1) faults.push(`has the focus outside the window (${Math.round(box.top)} to ${Math.round(box.bottom)} of ${innerHeight})`);
    else if (top && !top.contains(e) && !e.contains(top) && ![...(e.labels || [])].some((label) => label.contains(top))) {
      faults.push(`has the focus under ${top.tagName}.${top.className}`);
    }
  }
  const all = [...document.querySelectorAll("*")];
  const at = box ? { top: box.top + scrollY, left: box.left, bottom: box.bottom + scrollY } : { top: 0, left: 0, bottom: 0 };
  return { name, faults, place: all.indexOf(e), ...at };
}"""

_FORCED = """() => {
  const found = [];
  const look = (e) => getComputedStyle(e);
  for (const words of document.querySelectorAll(".own-words")) {
    const style = look(words);
    const [width, line, colour] = [style.borderInlineStartWidth, style.borderInlineStartStyle, style.borderInlineStartColor];
    if (parseFloat(width) < 6 || line !== "solid" || colour === style.backgroundColor) found.push(`the bar of own words is ${width} ${line} ${colour}`);
    const mark = words.querySelector(":scope > .icon");
    if (!mark || mark.getBoundingClientRect().width < 16 || look(mark).stroke === style.backgroundColor) found.push("the mark of own words is not seen");
  }
  const form = (e) => ["borderTopWidth", "borderBottomWidth", "borderInlineStartWidth", "outlineStyle", "outlineWidth", "borderTopStyle"].map((one) => look(e)[one]).join();
  for (const e of document.querySelectorAll("[aria-pressed=true], [aria-current]:not(ol, li)")) {
    const other = e.cloneNode(true);
    other.removeAttribute("aria-pressed");
    other.removeAttribute("aria-current");
    e.after(other);
    if (form(other) === form(e)) found.push(`“${e.innerText.trim()}” is chosen and looks like the others`);
    other.remove();
  }
  for (const e of document.querySelectorAll("button, .button, .big-button, input:not([type=hidden]), textarea, select")) {
    if (e.checkVisibility() && !e.matches(".quiet, [type=checkbox], [type=radio]") && parseFloat(look(e).borderTopWidth) < 1) found.push(`“${e.innerText}” has no edge`);
  }
  return found;
}"""


def spills(page: Page) -> list[str]:
    """What makes the page go sideways, and text that does not fit its box."""
    found: list[str] = page.evaluate(_SPILLS)
    return found


def spills_with_spacing(page: Page) -> list[str]:
    """The same when a reader sets lines, letters and words further apart, as WCAG 1.4.12 lists them."""
    page.evaluate(_SPACING, True)
    found = spills(page)
    page.evaluate(_SPACING, False)
    return found


def motion(page: Page) -> list[str]:
    """What moves although whoever looks asked that nothing moves."""
    found: list[str] = page.evaluate(_MOTION)
    return found


def focus_walk(page: Page, *, most: int = 120) -> list[str]:
    """Tab through the whole page: each stop shows itself, is not covered, and comes after the one before in reading."""
    found, before = list[str](), None
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or (before and stop["place"] < before["place"] and stop["name"].startswith("Skip")):
            return found
        found += [f"“{stop['name']}” {fault}" for fault in stop["faults"]]
        if before and stop["place"] != before["place"]:
            on_the_line = stop["top"] < before["bottom"] and stop["left"] > before["left"]
            if stop["place"] < before["place"] or not (stop["top"] >= before["top"] or on_the_line):
                found.append(f"“{stop['name']}” comes after “{before['name']}” and stands before it")
        before = stop
    return [*found, f"Tab was pressed {most} times and the page did not end"]


def forced_colours(page: Page) -> list[str]:
    """Own words keep their bar and mark, what is chosen differs from what is not, and what can be pressed has an edge."""
    page.emulate_media(forced_colors="active")
    found: list[str] = page.evaluate(_FORCED)
    page.emulate_media(forced_colors="none")
    return found


_FINGER = """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, textarea, summary, nav a")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(".skip"))
  .map((e) => ({ e, at: (e.matches("[type=checkbox], [type=radio]") && (e.closest(".tick, label") || e) || e).getBoundingClientRect() }))
  .filter(({ at }) => at.height < 43.5)
  .map(({ e, at }) => `“${(e.innerText || e.name || e.tagName).trim().slice(0, 40)}” is ${at.height} high`)"""


def small_for_a_finger(page: Page) -> list[str]:
    """What is pressed or typed in and is under 44 px high; axe looks for 24 px and for what stands too close."""
    found: list[str] = page.evaluate(_FINGER)
    return found
