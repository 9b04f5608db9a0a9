// Dragging a card onto a part or a line of the plan presses the button that stands on the card. Without script, press it.
"use strict";

(() => {
  const page = document.querySelector("[data-placing]");
  if (!page || !window.matchMedia("(hover: hover) and (pointer: fine)").matches) return;
  let held = null;

  for (const card of page.querySelectorAll("[data-quote]")) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      // Words inside the card can still be selected: only the card itself is carried.
      held = card;
      event.dataTransfer.effectAllowed = "copy";
      event.dataTransfer.setData("application/x-ownwords-quote", card.dataset.quote);
      page.classList.add("dragging");
    });
    card.addEventListener("dragend", () => {
      held = null;
      page.classList.remove("dragging");
      for (const place of page.querySelectorAll(".over")) place.classList.remove("over");
    });
  }

  for (const place of page.querySelectorAll("[data-drop]")) {
    place.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = "copy";
      for (const other of page.querySelectorAll(".over")) if (other !== place) other.classList.remove("over");
      place.classList.add("over");
    });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      if (!held) return;
      event.preventDefault();
      event.stopPropagation();
      const form = held.querySelector("form.use-in");
      const where = document.createElement("input");
      where.type = "hidden";
      where.name = "where";
      where.value = place.dataset.drop;
      form.append(where);
      form.submit();
    });
  }
})();
