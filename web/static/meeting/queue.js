// Entries on their way: one after the other, each under a number of its own, so that one sent twice is kept once.
// What cannot be sent waits; what is refused stays with its sentence. Nothing leaves this list unless it was kept.
"use strict";

(() => {
  const meeting = (window.meeting = window.meeting || {});
  const LONGEST_PAUSE = 60;
  const PATIENCE = 30_000;
  const TRIES_OF_ONE = 3;

  class Queue {
    constructor({ author, csrf, who, keeping, changed, kept, connection, hours }) {
      Object.assign(this, { author, csrf, who, keeping, changed, kept, connection, hours });
      this.entries = [];
      this.state = navigator.onLine === false ? "offline" : "connected";
      this.running = false;
      this.pause = 1;
      this.timer = 0;
    }

    async add(entry) {
      this.entries.push(Object.assign(entry, { state: "waiting", sentences: [], tried: 0, onDevice: false, since: Date.now() }));
      this.changed();
      await this.keep(entry);
      this.run();
    }

    // Something that was held here before the page closed.
    restore(entry) {
      if (this.entries.some((known) => known.id === entry.id)) return;
      const state = entry.draft ? "refused" : "waiting";
      const sentences = entry.draft ? [meeting.say("unfinished")] : [];
      this.entries.push(Object.assign(entry, { state, sentences, tried: 0, onDevice: true, since: Date.now() }));
    }

    // An entry that was never on its way may still be replaced by a newer one for the same place of the page.
    untouched(slot) {
      return this.entries.find((entry) => slot && entry.slot === slot && entry.state === "waiting" && !entry.tried);
    }

    async remove(entry) {
      this.entries = this.entries.filter((other) => other !== entry);
      this.changed();
      await this.keeping.drop(entry.id).catch(() => undefined);
    }

    again(entry) {
      Object.assign(entry, { state: "waiting", sentences: [], tried: Math.max(entry.tried, 1), failures: 0 });
      this.changed();
      this.run();
    }

    async keep(entry) {
      const { id, action, fields, kind, about, text, at, slot, draft } = entry;
      const whole = { id, action, fields, kind, about, text, at, slot, draft };
      entry.onDevice = await this.keeping.save(whole).catch(() => false);
      this.changed();
    }

    async run() {
      if (this.running) return;
      this.running = true;
      clearTimeout(this.timer);
      try {
        for (let entry = this.next(); entry; entry = this.next()) {
          entry.state = "sending";
          entry.tried += 1;
          this.changed();
          const state = await this.send(entry);
          if (entry.state === "sending") entry.state = "waiting";
          this.tell(state);
          if (state !== "connected") break;
        }
      } finally {
        this.running = false;
        this.changed();
      }
      if (this.next() && ["offline", "busy"].includes(this.state)) this.later();
    }

    next() {
      return this.entries.find((entry) => entry.state === "waiting");
    }

    later() {
      clearTimeout(this.timer);
      this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
      this.timer = setTimeout(() => this.run(), this.pause * 1000);
    }

    tell(state) {
      if (state === "connected") this.pause = 1;
      this.state = state;
      this.connection(state);
    }

    async send(entry, again = true) {
      let answer;
      try {
        answer = await this.post(entry);
      } catch {
        return "offline";
      }
      if (answer.status === 200) return this.done(entry, await answer.json().catch(() => ({})));
      if (answer.status === 401) return "signed-out";
      if (answer.status === 403) {
        const state = await this.recognised();
        return state === "connected" && again ? this.send(entry, false) : state === "connected" ? "busy" : state;
      }
      const said = await answer.json().catch(() => ({}));
      if (said.other_author) return "other";
      if (answer.status === 500) {
        entry.failures = (entry.failures || 0) + 1;
        return entry.failures < TRIES_OF_ONE ? "busy" : this.refused(entry, [meeting.say("broken")]);
      }
      if (answer.status > 500 || answer.status === 429) return "busy";
      if (answer.status === 404) return this.refused(entry, [meeting.say("gone")]);
      if (answer.status === 413) return this.refused(entry, [meeting.say("too-large")]);
      return this.refused(entry, said.sentences || [meeting.say("broken")]);
    }

    async post(entry) {
      const body = new URLSearchParams(entry.fields);
      body.set("csrf_token", this.csrf);
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), PATIENCE);
      const headers = { accept: "application/json" };
      try {
        return await fetch(entry.action, { method: "POST", body, headers, redirect: "error", signal: stop.signal });
      } finally {
        clearTimeout(timer);
      }
    }

    async done(entry, answer) {
      await this.remove(entry);
      this.kept(entry, answer);
      if (answer.hours !== undefined) this.hours(answer.hours);
      return "connected";
    }

    refused(entry, sentences) {
      Object.assign(entry, { state: "refused", sentences });
      this.changed();
      return "connected";
    }

    // Who is signed in now. The token of this page's forms may have changed with a new session.
    async recognised() {
      let found;
      try {
        const answer = await fetch(this.who, { headers: { accept: "application/json" } });
        if (!answer.ok) return "busy";
        found = await answer.json();
      } catch {
        return "offline";
      }
      if (!found.account) return "signed-out";
      if (found.account !== this.author) return "other";
      this.csrf = found.csrf;
      this.hours(found.hours);
      return "connected";
    }

    // The connection, or the reader, may be back.
    async look() {
      if (this.running || (!this.entries.length && this.state === "connected")) return;
      const state = await this.recognised();
      this.tell(state);
      if (state === "connected") this.run();
    }
  }

  meeting.Queue = Queue;
})();
