// Meeting mode: the forms of the page, sent without leaving it. Everything works without this file too, one form at a time.
"use strict";

(() => {
  const meeting = window.meeting;
  const { told, say, word } = meeting;
  const byId = (id) => document.getElementById(id);
  const form = byId("entry");
  const box = byId("words");
  const note = byId("typing-note");
  const author = told.author;
  const draft = { id: meeting.newId(), timer: 0, held: false };

  const keeping = new meeting.Keeping(author, told.deviceKeys);
  const unsent = new meeting.Unsent({
    putBack: (entry) => putBack(entry),
    again: (entry) => queue.again(entry),
    discard: (entry) => queue.remove(entry),
  });
  const queue = new meeting.Queue({
    author,
    csrf: form.querySelector("[name=csrf_token]").value,
    who: told.who,
    keeping,
    changed: () => {
      unsent.show(queue, keeping.hours);
      connected(queue.state);
    },
    kept: (entry, answer) => arrived(entry, answer),
    connection: (state) => connected(state),
    hours: (hours) => allowed(hours),
  });

  // What the page says about the connection, and the way to sign in again.
  const connected = (state) => {
    const waits = queue.entries.some((entry) => entry.state !== "refused");
    const shown = state === "connected" && waits ? "sending" : state;
    const safe = keeping.on && ["offline", "signed-out"].includes(shown);
    const sentence = say(safe ? `${shown}-kept` : shown);
    const place = byId("connection");
    if (place.textContent !== sentence) place.textContent = sentence;
    place.dataset.state = shown;
    byId("sign-in-again").hidden = !["signed-out", "other"].includes(state);
  };

  const tell = (sentence) => {
    note.textContent = sentence;
  };

  // The fields of a form as they are sent: exact words, the device's clock, and a number that stays the same for ever.
  const fieldsOf = (from, submitter, only) => {
    const data = new FormData(from, submitter && submitter.name ? submitter : null);
    const ours = new Set(["csrf_token", "command", "noted_at"]);
    const wanted = (name) => !ours.has(name) && (!only || only.has(name));
    const fields = [...data.entries()].filter(([name]) => wanted(name));
    return fields.map(([name, value]) => [name, name === "words" && from === form ? box.value : value]);
  };

  const valueOf = (fields, name) => (fields.find(([found]) => found === name) || ["", ""])[1];

  const send = (from, fields, about, text, slot) => {
    const id = meeting.newId();
    const at = new Date().toISOString();
    const action = new URL(from.action).pathname;
    const whole = [...fields, ["command", id], ["noted_at", at]];
    const entry = { id, action, fields: whole, kind: from.dataset.entry, about, text, at, slot };
    const older = queue.untouched(slot);
    if (older) queue.remove(older);
    return queue.add(entry);
  };

  const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

  // The box
  const keepWords = () => {
    const text = box.value;
    if (!text.trim()) {
      tell(say("empty"));
      box.focus();
      return;
    }
    const fields = fieldsOf(form);
    if (meeting.hasHalf(text)) {
      tell(say("half"));
      return;
    }
    const kind = valueOf(fields, "kind");
    const name = valueOf(fields, "speaker") || valueOf(fields, "speaker_name");
    const who = kind === "saw" ? word("saw") : kind === "other" ? name : word("said");
    // Both at once, so that a page that dies in between loses neither: the entry is in the list before the box is empty.
    send(form, fields, `${clock()} ${who}`, text);
    empty();
    tell("");
  };

  const empty = () => {
    box.value = "";
    form.querySelector("[name=read_back][value='later']").checked = true;
    forgetDraft();
    box.focus();
  };

  const putBack = (entry) => {
    if (box.value) keepDraftAsEntry();
    for (const name of ["kind", "how", "life_area", "speaker", "read_back"]) {
      const value = valueOf(entry.fields, name);
      const choice = Array.from(form.elements[name].length ? form.elements[name] : [form.elements[name]]).find(
        (radio) => radio.value === value,
      );
      if (choice) choice.checked = true;
    }
    for (const name of ["speaker_name", "language", "interpreter"]) {
      form.elements[name].value = valueOf(entry.fields, name) || form.elements[name].value;
    }
    for (const name of ["agreed", "interpreted"]) {
      form.elements[name].checked = Boolean(valueOf(entry.fields, name));
    }
    speaker = speaking();
    box.value = entry.text;
    if (entry.draft) {
      // It goes on under its own number, so that it is on the device all the time.
      queue.entries = queue.entries.filter((other) => other !== entry);
      Object.assign(draft, { id: entry.id, held: true });
      queue.changed();
    } else {
      queue.remove(entry);
    }
    holdDraft();
    box.focus();
  };

  // What stands in the box when something else is put there waits in the list.
  const keepDraftAsEntry = () => {
    const fields = fieldsOf(form);
    const id = meeting.newId();
    const entry = { id, draft: true, action: form.action, fields, kind: "words", about: clock(), text: box.value };
    entry.at = new Date().toISOString();
    queue.restore(entry);
    queue.keep(entry);
  };

  // What is being typed, on the device too where that is allowed.
  const holdDraft = () => {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(async () => {
      if (!keeping.on || !box.value) return;
      const at = new Date().toISOString();
      const fields = fieldsOf(form);
      const entry = { id: draft.id, draft: true, action: form.action, fields, kind: "words", about: clock() };
      draft.held = await keeping.save({ ...entry, text: box.value, at }).catch(() => false);
    }, 400);
  };

  const forgetDraft = () => {
    clearTimeout(draft.timer);
    draft.held = false;
    keeping.drop(draft.id).catch(() => undefined);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepWords();
  });

  // How somebody speaks, and what they agreed to, is theirs: it does not carry over to the next speaker.
  const ways = new Map();
  const speaking = () => {
    const kind = form.querySelector("[name=kind]:checked").value;
    return kind === "other" ? `other ${form.querySelector("[name=speaker]:checked").value}` : kind;
  };
  const way = () => ({
    how: form.querySelector("[name=how]:checked").value,
    agreed: form.elements.agreed.checked,
    interpreted: form.elements.interpreted.checked,
    language: form.elements.language.value,
  });
  const usual = { how: "spoken", agreed: false, interpreted: false, language: form.elements.language.value };
  let speaker = speaking();
  form.addEventListener("change", () => {
    if (speaking() === speaker) {
      ways.set(speaker, way());
      return;
    }
    speaker = speaking();
    const next = ways.get(speaker) || usual;
    form.querySelector(`[name=how][value="${next.how}"]`).checked = true;
    form.elements.agreed.checked = next.agreed;
    form.elements.interpreted.checked = next.interpreted;
    form.elements.language.value = next.language;
  });

  const entersKeep = byId("enter-keeps");
  entersKeep.closest("label").hidden = false;
  box.addEventListener("keydown", (event) => {
    pressed = event.key;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !entersKeep.checked) return;
    event.preventDefault();
    if (!event.repeat) keepWords();
  });

  // Exactly the keystrokes: what a device puts in the place of what was typed is stopped, or at least said.
  let pressed = "";
  const CURLY = { '"': "“”„«»", "'": "‘’‚‹›", "-": "–—", ".": "…" };
  box.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertReplacementText") {
      event.preventDefault();
    } else if (event.data && (CURLY[pressed] || "").includes(event.data)) {
      tell(say("substituted", { pressed, wrote: event.data }));
    }
  });
  box.addEventListener("input", holdDraft);

  // The other forms: people, where and when, reading back, taking back.
  const named = (from, fields) => {
    const kind = from.dataset.entry;
    if (kind !== "people") return `${clock()} ${word(kind)}`;
    const came = valueOf(fields, "do") || valueOf(fields, "came");
    const what = came === "remove" ? word("removed") : came === "away" ? word("away") : word("came");
    return `${clock()} ${valueOf(fields, "name")}: ${what}`;
  };

  const sendForm = (from, submitter, only) => {
    const fields = fieldsOf(from, submitter, only);
    if (from.dataset.entry === "people" && !valueOf(fields, "name").trim()) {
      from.querySelector("[name=name]").focus();
      return;
    }
    const row = valueOf(fields, "row");
    const names = only ? [...only].sort().join(" ") : "";
    const slot = from.dataset.entry === "people" ? `person ${row}` : only ? `facts ${names}` : "";
    send(from, fields, named(from, fields), "", slot);
    if (from.dataset.entry === "people") peopleChanged(from, fields);
  };

  document.addEventListener("submit", (event) => {
    const from = event.target;
    if (from === form || !from.dataset.entry) return;
    event.preventDefault();
    if (from.dataset.entry === "facts") {
      const now = event.submitter && event.submitter.name === "now";
      if (now) sendForm(from, event.submitter, new Set(["author", "now"]));
      return; // Everything else in it was sent as it changed.
    }
    sendForm(from, event.submitter);
  });

  document.addEventListener("change", (event) => {
    const from = event.target.form;
    if (!from || !("onChange" in from.dataset)) return;
    const name = event.target.name;
    sendForm(from, null, "onlyChanged" in from.dataset ? new Set(["author", name, `${name}_asked`]) : null);
  });

  const peopleChanged = (from, fields) => {
    const name = valueOf(fields, "name");
    const came = (valueOf(fields, "do") || valueOf(fields, "came")) === "came";
    const known = Array.from(form.querySelectorAll("[name=speaker]"), (radio) => radio.value);
    if (came && !known.includes(name) && name !== word("said")) addSpeaker(name);
    if ("once" in from.dataset) from.remove();
    if ("new" in from.dataset) {
      from.reset();
      from.elements.row.value = meeting.newId();
      from.elements.name.focus();
    }
  };

  const addSpeaker = (name) => {
    const label = document.createElement("label");
    label.className = "big-choice";
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "speaker", value: name });
    radio.id = `speaker-${meeting.newId()}`;
    label.htmlFor = radio.id;
    const words = document.createElement("span");
    words.textContent = name;
    label.append(radio, words);
    byId("speakers").prepend(label);
  };

  // What was kept comes back as the server shows it.
  const arrived = (entry, answer) => {
    tell(say(entry.kind === "words" ? "kept" : "saved"));
    if (valueOf(entry.fields, "do") === "remove") {
      byId(`person-${valueOf(entry.fields, "row")}`)?.remove();
      return;
    }
    if (!answer.html || !entry.action.startsWith(location.pathname)) return;
    const made = document.createElement("template");
    made.innerHTML = answer.html;
    const fresh = made.content.firstElementChild;
    const old = byId(fresh.id);
    if (old && old.matches("details")) {
      const typing = old.contains(document.activeElement) && document.activeElement.matches("input");
      if (typing) old.querySelector("summary").replaceWith(fresh.querySelector("summary"));
      else replaced(old, Object.assign(fresh, { open: old.open }));
    } else if (old) {
      replaced(old, fresh);
    } else {
      if (fresh.matches("details")) {
        byId("people").append(fresh);
        fresh.open = valueOf(entry.fields, "do") === "away";
      }
      if (fresh.matches("li")) byId("entries").prepend(fresh);
      byId("nothing-kept").hidden = byId("entries").children.length > 0;
    }
  };

  const replaced = (old, fresh) => {
    const within = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (within) (fresh.querySelector("summary, button, a") || box).focus();
  };

  // Signing in again, in this page.
  byId("sign-in-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const own = event.target;
    const body = new URLSearchParams(new FormData(own));
    body.set("next", told.who);
    byId("sign-in-note").textContent = "";
    try {
      body.set("csrf_token", await tokenHere());
      const answer = await fetch(own.action, { method: "POST", body });
      own.elements.password.value = "";
      if (!answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const said = page.querySelector(".field-error, .refusal p");
        byId("sign-in-note").textContent = said ? said.textContent : say("busy");
        return;
      }
    } catch {
      byId("sign-in-note").textContent = say("offline");
      return;
    }
    await queue.look();
    if (queue.state === "other") byId("sign-in-note").textContent = say("other");
    if (queue.state === "connected") startKeeping(Number(told.keepingHours));
    if (queue.state === "connected") box.focus();
  });

  const tokenHere = async () => {
    const answer = await fetch(told.who, { headers: { accept: "application/json" } });
    return (await answer.json()).csrf;
  };

  // Keeping on the device
  const deviceNote = byId("device-note");
  const allowed = async (hours) => {
    if (hours && !keeping.on && !starting) startKeeping(hours);
    if (!hours && keeping.on) {
      const count = await keeping.stop();
      for (const entry of queue.entries) entry.onDevice = false;
      deviceNote.textContent = say("device-off", { count });
      byId("device-on").textContent = "";
      queue.changed();
    }
  };

  // What other open pages of this browser hold is theirs to send.
  const heldElsewhere = async () => {
    if (!tabs) return new Set();
    held.clear();
    tabs.postMessage({ ask: true });
    await new Promise((done) => setTimeout(done, 300));
    return held;
  };

  let starting = false;
  let impossible = false;
  const startKeeping = async (hours) => {
    if (starting || impossible || keeping.on) return;
    starting = true;
    try {
      const found = await keeping.start(queue.csrf, hours);
      impossible = Boolean(found.cannot);
      const elsewhere = found.entries.length ? await heldElsewhere() : new Set();
      const said = [];
      if (found.removed) said.push(say("device-off", { count: found.removed }));
      if (found.cannot) said.push(say("device-cannot"));
      byId("device-on").textContent = keeping.on ? say("device-on", { hours: keeping.hours }) : "";
      if (found.lost) said.push(say("device-lost", { count: found.lost }));
      const back = found.entries.filter((entry) => entry.id !== draft.id && !elsewhere.has(entry.id));
      back.forEach((entry) => queue.restore(entry));
      if (back.length) said.push(say("device-back", { count: back.length }));
      deviceNote.textContent = said.join(" ");
      const last = queue.entries.findLast((entry) => entry.draft);
      if (last && !box.value) putBack(last);
      for (const entry of queue.entries) if (!entry.onDevice) await queue.keep(entry);
      if (box.value) holdDraft();
      queue.changed();
      queue.run();
    } catch {
      deviceNote.textContent = "";
    } finally {
      starting = false;
    }
  };

  // Leaving, coming back, and the buttons beside.
  window.addEventListener("beforeunload", (event) => {
    const safe = keeping.on && queue.entries.every((entry) => entry.onDevice) && (!box.value || draft.held);
    if (!safe && (queue.entries.length || box.value)) event.preventDefault();
  });
  window.addEventListener("online", () => queue.look());
  window.addEventListener("offline", () => queue.tell("offline"));
  window.addEventListener("focus", () => queue.look());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && queue.look());
  byId("send-now").addEventListener("click", () => queue.look());
  byId("copy-text").addEventListener("click", async () => tell(await unsent.copy(queue, box.value)));

  const full = byId("full-screen");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
  );

  const held = new Set();
  const tabs = window.BroadcastChannel ? new BroadcastChannel("ownwords-meeting") : null;
  if (tabs) {
    tabs.onmessage = ({ data }) => {
      if (data.ask) tabs.postMessage({ held: [draft.id, ...queue.entries.map((entry) => entry.id)] });
      if (data.held) for (const id of data.held) held.add(id);
      if (data.at !== location.pathname) return;
      byId("tab-note").textContent = say("another-tab");
      if (data.new) tabs.postMessage({ at: location.pathname });
    };
    tabs.postMessage({ at: location.pathname, new: true });
  }

  connected(queue.state);
  startKeeping(Number(told.keepingHours));
  box.focus();
})();
