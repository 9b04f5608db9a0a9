// Help on the page of a meeting's notes: one key for each decision, the place in the note beside the passage at hand.
// Everything works without it: each key is a button of the card, and each place a link.
"use strict";

(() => {
  const sides = document.querySelector("[data-sides]");
  const deck = document.querySelector("[data-cards]");
  if (!sides) return;
  const note = sides.querySelector("[data-note]");
  const looked = sides.querySelector("[data-looked][role=status]");
  const SETTLING = 200;
  const REMEMBERED = "notes-keys";
  let settled = 0;
  let waiting = null;
  let last = null;

  const cards = () => (deck ? [...deck.querySelectorAll("[data-passage]")] : []);
  const isOpen = (card) => card.dataset.state === "open";
  const current = () => {
    const here = document.activeElement && document.activeElement.closest("[data-passage]");
    return here || (deck && deck.querySelector("[data-passage].at-hand")) || null;
  };

  // The note scrolls inside its own box, so that the card at hand stays where it is.
  const showPlace = (card) => {
    for (const other of sides.querySelectorAll(".place.at-hand")) other.classList.remove("at-hand");
    const place = document.getElementById(`place-${card.dataset.passage}`);
    if (!place || !note) return;
    place.classList.add("at-hand");
    const box = note.getBoundingClientRect();
    const where = place.getBoundingClientRect();
    if (where.top < box.top || where.bottom > box.bottom) {
      note.scrollTop += where.top - box.top - Math.max(40, (box.height - where.height) / 3);
    }
  };

  const takeUp = (card, { focus = true } = {}) => {
    for (const other of cards()) other.classList.toggle("at-hand", other === card);
    if (focus) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
    }
    showPlace(card);
    settled = Date.now();
  };

  const step = (from, by) => {
    const all = cards();
    const next = all[all.indexOf(from) + by];
    if (next) takeUp(next);
    else if (by > 0) toNextPage();
  };

  const toNextPage = () => {
    const next = document.querySelector("[data-next]");
    if (next) next.focus();
  };

  const nextOpen = (from) => {
    const all = cards();
    const place = all.indexOf(from);
    return all.slice(place + 1).find(isOpen) || all.slice(0, place).find(isOpen);
  };

  // What a decision changed elsewhere on the page: the mark in the note, and how many were looked at.
  const refresh = (card) => {
    const place = document.getElementById(`place-${card.dataset.passage}`);
    const mark = place && place.querySelector("mark");
    if (mark) {
      mark.classList.toggle("undecided", isOpen(card));
      mark.classList.toggle("settled", !isOpen(card));
    }
    if (looked && card.dataset.looked) looked.textContent = card.dataset.looked;
  };

  document.addEventListener("htmx:before:request", (event) => {
    const card = event.target instanceof Element && event.target.closest("[data-passage]");
    if (card) waiting = card.dataset.passage;
  });
  const done = () => { waiting = null; };
  document.addEventListener("htmx:error", done);
  document.addEventListener("htmx:after:request", (event) => {
    const response = event.detail.ctx && event.detail.ctx.response;
    if (!response || response.status >= 400) done();
  });

  document.addEventListener("htmx:after:swap", () => {
    if (waiting === null) return;
    const card = document.getElementById(`p${waiting}`);
    done();
    if (!card) return;
    refresh(card);
    if (card.querySelector("[name=begin]")) {
      takeUp(card);
      card.querySelector("[name=begin]").focus();
    } else if (isOpen(card)) {
      takeUp(card);
    } else {
      last = card.dataset.passage;
      const next = nextOpen(card);
      if (next) takeUp(next);
      else toNextPage();
    }
  });

  if (deck) {
    deck.addEventListener("focusin", (event) => {
      const card = event.target.closest("[data-passage]");
      if (card && !card.classList.contains("at-hand")) takeUp(card, { focus: false });
    });
    // Agreeing once holds for the passages that follow, until it is changed again.
    deck.addEventListener("change", (event) => {
      if (!event.target.matches("[data-agreed]")) return;
      const all = cards();
      for (const card of all.slice(all.indexOf(event.target.closest("[data-passage]")) + 1)) {
        const tick = card.querySelector("[data-agreed]");
        if (tick) tick.checked = event.target.checked;
      }
    });
  }

  // Keys. They can be switched off, never fire in a field or with a modifier, and never repeat while one is held.
  const panel = document.querySelector("[data-keys]");
  const toggle = document.querySelector("[data-keys-on]");
  const remembered = () => { try { return localStorage.getItem(REMEMBERED); } catch { return null; } };
  const remember = (value) => { try { localStorage.setItem(REMEMBERED, value); } catch { /* not kept, then */ } };
  if (panel && toggle) {
    panel.hidden = false;
    toggle.checked = remembered() !== "off";
    const show = () => document.body.classList.toggle("keys-shown", toggle.checked);
    toggle.addEventListener("change", () => { remember(toggle.checked ? "on" : "off"); show(); });
    show();
  }

  const press = (card, key) => {
    const button = card.querySelector(`button[data-key="${key}"]`);
    if (!button) return;
    const fold = button.closest("details");
    if (fold) fold.open = true;
    button.form.requestSubmit(button);
  };

  const askWho = (card) => {
    const field = card.querySelector("[data-speaker]");
    if (!field) return;
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
    field.select();
  };

  document.addEventListener("keydown", (event) => {
    if (!toggle || !toggle.checked || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape" && event.target.closest("[data-passage]")) takeUp(event.target.closest("[data-passage]"));
      return;
    }
    if (waiting !== null) return;
    const card = current() || cards().find(isOpen) || cards()[0];
    if (!card) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "arrowdown") step(card, 1);
    else if (key === "k" || key === "arrowup") step(card, -1);
    else if (key === "s") { const next = nextOpen(card); if (next && next !== card) takeUp(next); else toNextPage(); }
    else if (key === "u") { const back = isOpen(card) && last ? document.getElementById(`p${last}`) : card; if (back) press(back, "u"); }
    // A decision counts only for the card that was at hand for a moment: a key pressed twice decides once.
    else if ("yin".includes(key) && key && isOpen(card) && card.classList.contains("at-hand") && Date.now() - settled > SETTLING) press(card, key);
    else if (key === "o" && isOpen(card) && card.classList.contains("at-hand")) askWho(card);
    else return;
    event.preventDefault();
  });

  // Words selected in the note are marked as a place by its numbers, so that the same words elsewhere are not meant.
  const find = sides.querySelector("form[data-find]");
  if (find && note) {
    find.addEventListener("submit", (event) => {
      const chosen = getSelection();
      if (!chosen || chosen.isCollapsed || !note.contains(chosen.anchorNode) || !note.contains(chosen.focusNode)) return;
      const range = chosen.getRangeAt(0);
      const before = document.createRange();
      before.selectNodeContents(note);
      before.setEnd(range.startContainer, range.startOffset);
      const start = Number(note.dataset.from) + [...before.toString()].length;
      event.preventDefault();
      const address = new URL(location.href);
      address.search = new URLSearchParams({ note: find.elements.note.value, at: `${start}-${start + [...range.toString()].length}` });
      address.hash = "chosen";
      location.assign(address);
    });
  }

  // On a narrow screen the note and what was found take turns.
  for (const tab of sides.querySelectorAll("[data-side]")) {
    tab.addEventListener("click", () => { sides.dataset.shown = tab.dataset.side; });
  }

  const asked = document.querySelector("mark.asked");
  const fromAddress = location.hash && document.getElementById(location.hash.slice(1));
  const first = (fromAddress && fromAddress.closest("[data-passage]")) || cards().find(isOpen);
  if (first) takeUp(first, { focus: Boolean(fromAddress && fromAddress.closest("[data-passage]")) });
  if (asked && note) {
    const box = note.getBoundingClientRect();
    note.scrollTop += asked.getBoundingClientRect().top - box.top - box.height / 3;
  }
})();
