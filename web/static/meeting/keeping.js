// What was not sent yet, kept on the device as well: locked with AES-GCM under a key that the server gives after sign-in.
// The key lives in this page's memory and cannot be read out of it again. Only where the agency allows it.
"use strict";

(() => {
  const meeting = (window.meeting = window.meeting || {});
  const NAME = "ownwords-unsent";
  const STORE = "entries";
  const HOUR = 3_600_000;
  const text = { in: new TextEncoder(), out: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }) };

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const opened = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    return asked(request);
  };

  // Done when it is on the disk, not only on its way there.
  const changed = async (database, change) => {
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    change(transaction.objectStore(STORE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };

  const rows = (database) => asked(database.transaction(STORE).objectStore(STORE).getAll());
  const usedHere = async () => {
    if (!window.indexedDB) return false;
    if (!indexedDB.databases) return true;
    return (await indexedDB.databases()).some((found) => found.name === NAME);
  };

  class Keeping {
    constructor(account, address) {
      this.account = account;
      this.address = address;
      this.hours = 0;
      this.keys = new Map();
      this.newest = "";
      this.database = null;
      this.last = Promise.resolve();
    }

    get on() {
      return this.hours > 0 && this.database !== null;
    }

    get possible() {
      return window.isSecureContext && Boolean(window.crypto && crypto.subtle && window.indexedDB);
    }

    // Asks for the keys and brings back what this account had kept here: entries, and how many could not be opened.
    async start(csrf, hours) {
      if (!hours) return { entries: [], lost: 0, removed: await this.stop() };
      const body = new URLSearchParams({ csrf_token: csrf });
      const answer = await fetch(this.address, { method: "POST", body, headers: { accept: "application/json" } });
      if (!answer.ok) return { entries: [], lost: 0 };
      const given = await answer.json();
      if (!given.hours) return { entries: [], lost: 0, removed: await this.stop() };
      if (!this.possible) return { entries: [], lost: 0, cannot: true };
      for (const key of given.keys) {
        const raw = Uint8Array.from(atob(key.secret), (letter) => letter.charCodeAt(0));
        this.keys.set(key.id, await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]));
        raw.fill(0);
      }
      this.newest = given.keys[0].id;
      this.database = this.database || (await opened());
      this.hours = given.hours;
      return this.load();
    }

    async load() {
      const found = await rows(this.database);
      const entries = [];
      const gone = [];
      let lost = 0;
      for (const row of found) {
        const mine = row.account === this.account;
        if (row.until < Date.now()) {
          gone.push(row.id);
          lost += mine && !row.draft ? 1 : 0;
        } else if (mine) {
          try {
            entries.push(await this.unlocked(row));
          } catch {
            gone.push(row.id);
            lost += row.draft ? 0 : 1;
          }
        }
      }
      if (gone.length) await changed(this.database, (store) => gone.forEach((id) => store.delete(id)));
      entries.sort((one, other) => (one.at < other.at ? -1 : 1));
      return { entries, lost };
    }

    // One change after the other: what is dropped while it is still being locked does not come back.
    inTurn(change) {
      const turn = this.last.then(change);
      this.last = turn.catch(() => undefined);
      return turn;
    }

    save(entry) {
      return this.inTurn(() => this.locked(entry));
    }

    drop(id) {
      return this.inTurn(() => this.database && changed(this.database, (store) => store.delete(id)));
    }

    async locked(entry) {
      if (!this.on) return false;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const row = { id: entry.id, account: this.account, key: this.newest, draft: Boolean(entry.draft), iv };
      row.until = Date.now() + this.hours * HOUR;
      const how = { name: "AES-GCM", iv, additionalData: this.named(row) };
      row.locked = await crypto.subtle.encrypt(how, this.keys.get(row.key), text.in.encode(JSON.stringify(entry)));
      await changed(this.database, (store) => store.put(row));
      return true;
    }

    // Nothing may be kept any more: everything goes, whoever wrote it, since nobody can open it. Says how many were ours.
    async stop() {
      this.hours = 0;
      this.keys.clear();
      if (!this.database && !(await usedHere())) return 0;
      const database = this.database || (await opened());
      const ours = (await rows(database)).filter((row) => row.account === this.account && !row.draft).length;
      await changed(database, (store) => store.clear());
      return ours;
    }

    async unlocked(row) {
      const how = { name: "AES-GCM", iv: row.iv, additionalData: this.named(row) };
      const plain = await crypto.subtle.decrypt(how, this.keys.get(row.key), row.locked);
      return JSON.parse(text.out.decode(plain));
    }

    // Bound to its writer, its number and its key: a row that was moved or renamed does not open.
    named(row) {
      return text.in.encode(`${row.account} ${row.id} ${row.key}`);
    }
  }

  Object.assign(meeting, { Keeping, usedHere });
})();
