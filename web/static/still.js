// A page of somebody’s plan stays open only while whoever reads it may read it: asked again twice a minute.
"use strict";

(() => {
  const said = document.currentScript.dataset;
  let closed = false;

  const close = () => {
    closed = true;
    const cover = document.createElement("main");
    cover.id = "main";
    cover.className = "closed-page";
    const line = document.createElement("p");
    line.textContent = said.closed;
    const way = document.createElement("p");
    const link = document.createElement("a");
    link.href = "/";
    link.className = "button main";
    link.textContent = said.start;
    way.append(link);
    cover.append(line, way);
    document.body.replaceChildren(cover);
    document.title = "Ownwords";
  };

  const ask = async () => {
    if (closed) return;
    try {
      const answer = await fetch("/still-open", { cache: "no-store", redirect: "manual", headers: { accept: "application/json" } });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) close();
      else if (answer.ok && (await answer.json()).mark !== said.mark) close();
    } catch {
      // Without a connection nobody can say; the next request is refused in any case.
    }
  };

  setInterval(ask, 25000);
  window.addEventListener("pageshow", ask);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
})();
