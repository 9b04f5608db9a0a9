// Covers a page that nobody touches, and one that is not for whoever has the device now. Covered is hidden, never lost.
"use strict";

(() => {
  const said = document.currentScript.dataset;
  const idle = Number(said.locksAfter) * 1000;
  const warnsAt = idle - Math.min(120000, idle / 2);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("ownwords") : null;
  let touched = Date.now();
  let told = Date.now();
  let state = "open";
  let cover = null;
  let shownAgain = () => {};

  const uncover = () => {
    state = "open";
    touched = told = Date.now();
    if (cover) cover.remove();
    cover = null;
    shownAgain();
    shownAgain = () => {};
  };

  const show = (next, fill) => {
    if (cover) cover.remove();
    state = next;
    cover = document.createElement("dialog");
    cover.className = next === "warning" ? "cover-note" : "cover";
    fill(cover);
    cover.addEventListener("cancel", (event) => (next === "warning" ? touch() : event.preventDefault()));
    document.body.append(cover);
    cover.showModal();
  };

  const sentence = (words) => (place) => {
    const line = document.createElement("p");
    line.textContent = words;
    place.append(line);
  };

  const warn = () =>
    show("warning", (place) => {
      sentence(said.warning)(place);
      const stay = document.createElement("button");
      stay.className = "big-button";
      stay.textContent = said.stay;
      stay.addEventListener("click", touch);
      place.append(stay);
    });

  const asPart = (address, more) =>
    fetch(address, { ...more, headers: { "hx-request": "true", ...(more && more.headers) }, credentials: "same-origin" });

  const coverLocked = async () => {
    const answer = await asPart("/locked");
    const text = await answer.text();
    if (!answer.ok) return;
    show("locked", (place) => {
      place.innerHTML = text;
      place.addEventListener("submit", unlock);
    });
    const field = cover.querySelector("input[type=password]");
    if (field) field.focus();
  };

  const unlock = async (event) => {
    const form = event.target;
    if (new URL(form.action).pathname !== "/locked") return;
    event.preventDefault();
    const answer = await asPart("/locked", { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (answer.ok) {
      uncover();
      if (channel) channel.postMessage({ look: true });
    } else {
      cover.innerHTML = await answer.text();
    }
  };

  // Without a connection nobody could unlock it, so then it stays open and tries again.
  const lock = async () => {
    const body = new URLSearchParams({ csrf_token: said.csrf });
    try {
      const answer = await asPart("/lock", { method: "POST", body });
      if (answer.ok || answer.status === 401) await coverLocked();
    } catch {
      state = "open";
    }
  };

  // One press: covered before anything is asked of the server, also without a connection, and until it is unlocked.
  const hide = async (event) => {
    if (!event.target.matches("form[data-hide]")) return;
    event.preventDefault();
    const title = document.title;
    show("hiding", sentence(said.hiding));
    document.title = said.hiding;
    shownAgain = () => (document.title = title);
    while (state === "hiding") {
      try {
        const answer = await asPart("/lock", { method: "POST", body: new URLSearchParams({ csrf_token: said.csrf }) });
        if (answer.ok || answer.status === 401) await coverLocked();
      } catch {}
      if (state === "hiding") await new Promise((go) => setTimeout(go, 2000));
    }
  };

  const look = async () => {
    let here;
    try {
      const answer = await fetch("/who-am-i", { credentials: "same-origin" });
      if (!answer.ok) return;
      here = await answer.json();
    } catch {
      return;
    }
    if (here.account && here.account !== said.account) {
      if (state !== "elsewhere") show("elsewhere", sentence(said.elsewhere));
    } else if (here.locked) {
      if (state !== "locked") await coverLocked();
    } else if (here.account && (state === "elsewhere" || state === "locked")) {
      uncover();
    }
  };

  function touch() {
    if (state === "locked" || state === "elsewhere" || state === "hiding") return;
    if (state === "warning") uncover();
    touched = Date.now();
    if (touched - told < 60000) return;
    told = touched;
    if (channel) channel.postMessage({ touched: said.account });
    look();
  }

  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchstart"]) {
    document.addEventListener(kind, touch, { passive: true });
  }
  document.addEventListener("submit", hide);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  window.addEventListener("focus", look);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  if (channel) {
    channel.addEventListener("message", (event) => {
      if (event.data.touched === said.account && state !== "locked") touched = Date.now();
      else if (event.data.look) look();
    });
    channel.postMessage({ look: true });
  }

  setInterval(() => {
    const since = Date.now() - touched;
    if (since > idle && (state === "open" || state === "warning")) lock();
    else if (since > warnsAt && state === "open") warn();
  }, Math.min(5000, idle / 10));
})();
