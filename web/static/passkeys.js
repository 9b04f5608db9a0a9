// Asks the device for its passkey when a button says so, and sends what it answers with the form the button stands in.
"use strict";

(() => {
  const at = document.currentScript.dataset.at;
  // At another address than the one passkeys are made for, no device would answer.
  if (!window.PublicKeyCredential || !navigator.credentials || location.origin !== at) return;
  document.documentElement.dataset.passkeys = "yes";
  let asking = false;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const questioned = (asked) => ({
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
    ...(asked.excludeCredentials && { excludeCredentials: described(asked.excludeCredentials) }),
    ...(asked.allowCredentials && { allowCredentials: described(asked.allowCredentials) }),
  });

  const answered = (given) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (given.response[name]) response[name] = text(given.response[name]);
    }
    return JSON.stringify({ id: given.id, rawId: text(given.rawId), type: given.type, response });
  };

  const ask = async (button, form) => {
    const body = new URLSearchParams();
    const token = form.querySelector("input[name=csrf_token]");
    if (token) body.set("csrf_token", token.value);
    const headers = { "hx-request": "true" };
    const answer = await fetch(button.dataset.question, { method: "POST", body, headers, credentials: "same-origin" });
    if (answer.status === 401 && button.dataset.passkey === "create") return location.reload();
    if (!answer.ok) throw new Error(answer.status === 429 ? "later" : "failed");
    const publicKey = questioned(await answer.json());
    const given = await navigator.credentials[button.dataset.passkey]({ publicKey });
    form.querySelector("input[name=passkey]").value = answered(given);
    form.requestSubmit();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-passkey]") : null;
    if (!button || asking) return;
    const form = button.closest("form");
    const said = form.querySelector(".passkey-said");
    asking = true;
    said.textContent = "";
    try {
      await ask(button, form);
    } catch (problem) {
      const words = problem.name === "InvalidStateError" ? "known" : problem.message === "later" ? "later" : "failed";
      said.textContent = button.dataset[words];
    } finally {
      asking = false;
    }
  });
})();
