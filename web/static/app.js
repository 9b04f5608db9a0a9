// Small help on top of pages that work without it: says whether typing is saved, and warns before it would be lost.
"use strict";

(() => {
  const unsaved = new Set();

  const say = (form, what) => {
    const place = form.querySelector("[data-saved-words]");
    if (!place) return;
    if (what === "saved" && place.dataset.savedAt) {
      const clock = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      place.textContent = `${place.dataset.savedAt} ${clock}`;
    } else if (place.dataset[what]) {
      place.textContent = place.dataset[what];
    }
  };

  // A line that could not be saved is sent again, after longer and longer pauses, until it is.
  const tryAgain = (form) => {
    if (!form.hasAttribute("data-autosave") || form.dataset.waiting) return;
    const pause = Math.min(60, 2 * Number(form.dataset.pause || 1));
    form.dataset.pause = String(pause);
    form.dataset.waiting = "yes";
    setTimeout(() => {
      delete form.dataset.waiting;
      if (form.isConnected && unsaved.has(form)) form.requestSubmit();
    }, pause * 1000);
  };

  const formOf = (target) => (target instanceof Element ? target.closest("form[data-autosave], form[data-guard]") : null);

  document.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (!form) return;
    form.dataset.typed = String(Number(form.dataset.typed || 0) + 1);
    unsaved.add(form);
    say(form, "unsaved");
  });

  document.addEventListener("submit", (event) => unsaved.delete(formOf(event.target)));

  // In the person’s room Enter on a box to tick ticks it: with two switches there is no space bar, and it must not send or sign.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".person [type=checkbox], .person [type=radio]")) return;
    event.preventDefault();
    event.target.click();
  });

  // Without a network a press in the person’s room stays where it is, with everything typed, and the page says so.
  const noNetwork = document.currentScript.dataset.noNetwork;
  document.addEventListener("submit", (event) => {
    const before = document.getElementById("no-network");
    if (before) before.remove();
    if (navigator.onLine || !event.target.matches(".person form:not([data-hide])")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const said = document.createElement("p");
    said.id = "no-network";
    said.className = "refusal";
    said.setAttribute("role", "alert");
    said.textContent = noNetwork;
    (event.submitter || event.target).before(said);
  }, true);

  // What opens or closes a room is pressed once: a second press would arrive with the cookie of before.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset.pressed) event.preventDefault();
    form.dataset.pressed = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-pressed]")) delete form.dataset.pressed;
  });

  document.addEventListener("htmx:before:request", (event) => {
    const form = formOf(event.target);
    if (!form) return;
    form.dataset.sent = form.dataset.typed || "0";
    if (form.hasAttribute("data-autosave")) say(form, "saving");
  });

  document.addEventListener("htmx:after:request", (event) => {
    const form = formOf(event.target);
    const response = event.detail.ctx && event.detail.ctx.response;
    if (!form || !response) return;
    if (response.status === 409) {
      unsaved.delete(form);
      say(form, "refused");
    } else if (response.status === 422) {
      unsaved.add(form);
      say(form, "refused");
    } else if (response.status >= 400) {
      unsaved.add(form);
      say(form, "failed");
      if (response.status >= 500) tryAgain(form);
    } else if (form.dataset.sent === (form.dataset.typed || "0")) {
      unsaved.delete(form);
      delete form.dataset.pause;
      say(form, "saved");
    }
  });

  document.addEventListener("htmx:error", (event) => {
    const form = formOf(event.target);
    if (!form) return;
    unsaved.add(form);
    say(form, "failed");
    tryAgain(form);
  });

  // An answer with errors takes the reader to the summary; a whole page does so on its own through its title.
  const toErrors = () => {
    const summary = document.getElementById("errors");
    if (summary) summary.focus();
  };
  document.addEventListener("htmx:after:swap", toErrors);
  document.addEventListener("DOMContentLoaded", toErrors);

  window.addEventListener("beforeunload", (event) => {
    for (const form of unsaved) if (!form || !form.isConnected) unsaved.delete(form);
    if (unsaved.size > 0) event.preventDefault();
  });
})();
