// What the page says stands in the page, in the reader's language; this finds the sentence and fills it in.
"use strict";

(() => {
  const meeting = (window.meeting = window.meeting || {});
  const sentences = document.getElementById("sentences");
  const filled = (text, values) => (text || "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  meeting.told = sentences.dataset;
  meeting.say = (name, values = {}) => filled(sentences.getAttribute(`data-say-${name}`), values);
  meeting.word = (name) => sentences.getAttribute(`data-word-${name}`) || "";

  // A number nobody else has. Made without crypto.randomUUID, which a plain address on a local network does not have.
  meeting.newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  // Half of a symbol would be turned into another character on its way, without anybody noticing.
  meeting.hasHalf = (text) => {
    try {
      encodeURIComponent(text);
      return false;
    } catch {
      return true;
    }
  };
})();
