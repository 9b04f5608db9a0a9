// The list of what was not sent yet, as it stands in the open page: the words, why they wait, and what can be done.
"use strict";

(() => {
  const meeting = (window.meeting = window.meeting || {});
  const AT_ONCE = 1_500;
  const SHOWN = 4_000; // characters; all of it is sent, put back and copied
  const byId = (id) => document.getElementById(id);
  const made = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  class Unsent {
    constructor({ putBack, again, discard }) {
      Object.assign(this, { putBack, again, discard });
    }

    // What goes at once is not shown on its way: the page would jump with every entry.
    show(queue, hours) {
      const entries = queue.entries;
      const waits = entries.some((entry) => entry.state === "refused" || Date.now() - entry.since > AT_ONCE);
      byId("unsent").hidden = entries.length === 0 || (queue.state === "connected" && !waits);
      clearTimeout(this.timer);
      if (entries.length && byId("unsent").hidden) this.timer = setTimeout(() => this.show(queue, hours), AT_ONCE);
      if (!entries.length) {
        byId("copy-by-hand").hidden = true;
        byId("unsent-entries").replaceChildren();
        return;
      }
      const kept = entries.every((entry) => entry.onDevice);
      byId("unsent-note").textContent = meeting.say(kept ? "only-here-kept" : "only-here", { hours });
      const held = document.activeElement;
      const list = byId("unsent-entries");
      const known = new Map(Array.from(list.children, (item) => [item.dataset.id, item]));
      entries.forEach((entry, place) => {
        const print = JSON.stringify([entry.state, entry.sentences, entry.text]);
        let item = known.get(entry.id);
        if (!item || item.dataset.print !== print) {
          const fresh = this.item(entry);
          fresh.dataset.print = print;
          const within = item && item.contains(held);
          if (item) item.replaceWith(fresh);
          item = fresh;
          if (within) (fresh.querySelector("button") || byId("send-now")).focus();
        }
        if (list.children[place] !== item) list.insertBefore(item, list.children[place] || null);
        known.delete(entry.id);
      });
      for (const item of known.values()) item.remove();
    }

    item(entry) {
      const item = made("li", "", { class: "entry unsent-entry", "data-id": entry.id });
      item.append(made("p", entry.about, { class: "entry-when" }));
      const shown = entry.text.length > SHOWN ? `${entry.text.slice(0, SHOWN)} …` : entry.text;
      if (shown) item.append(made("p", shown, { class: "people-wrote unsent-text", dir: "auto" }));
      const state = entry.state === "sending" ? "going" : "waiting";
      if (entry.state !== "refused") item.append(made("p", meeting.say(state), { class: "entry-facts" }));
      for (const sentence of entry.sentences) item.append(made("p", sentence, { class: "refused", role: "alert" }));
      if (entry.state === "refused") item.append(this.ways(entry));
      return item;
    }

    ways(entry) {
      const ways = made("p", "", { class: "two-ways" });
      const add = (word, press) => {
        const button = made("button", meeting.word(word), { type: "button" });
        button.addEventListener("click", press);
        ways.append(button);
      };
      if (entry.kind === "words") add("put-back", () => this.putBack(entry));
      if (!entry.draft) add("again", () => this.again(entry));
      add("discard", () => {
        if (!entry.text || window.confirm(meeting.say("discard"))) this.discard(entry);
      });
      return ways;
    }

    async copy(queue, box) {
      const texts = queue.entries.map((entry) => entry.text).concat(box);
      const whole = texts.filter((text) => text).join("\n\n");
      try {
        await navigator.clipboard.writeText(whole);
        return meeting.say("copied");
      } catch {
        byId("copy-by-hand").hidden = false;
        byId("copy-area").value = whole;
        byId("copy-area").focus();
        byId("copy-area").select();
        return meeting.say("copy-by-hand");
      }
    }
  }

  meeting.Unsent = Unsent;
})();
