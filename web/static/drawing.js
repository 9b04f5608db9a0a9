// A place to draw beside a file field: what was drawn becomes the chosen file. Without script, a photo is chosen.
"use strict";

(() => {
  const box = document.querySelector("[data-drawing]");
  if (!box || !window.SignaturePad || !window.DataTransfer) return;
  const place = box.querySelector(".pad");
  const canvas = place.querySelector("canvas");
  const field = box.querySelector("input[type=file]");
  const form = field.form;
  place.hidden = false;

  const pad = new SignaturePad(canvas, { backgroundColor: "rgb(255, 255, 255)", penColor: "rgb(29, 36, 51)", minWidth: 2, maxWidth: 5 });

  // A drawing survives the turning of a tablet.
  const fit = () => {
    const drawn = pad.toData();
    const scale = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = canvas.offsetWidth * scale;
    canvas.height = canvas.offsetHeight * scale;
    canvas.getContext("2d").scale(scale, scale);
    pad.clear();
    pad.fromData(drawn);
  };
  fit();
  window.addEventListener("resize", fit);

  box.querySelector("[data-again]").addEventListener("click", () => {
    pad.clear();
    field.value = "";
  });

  const keep = () => {
    if (pad.isEmpty()) return;
    const [head, body] = pad.toDataURL("image/png").split(",");
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], "drawing.png", { type: head.slice(5).split(";")[0] }));
    field.files = chosen.files;
  };
  pad.addEventListener("endStroke", keep);
  form.addEventListener("submit", keep);
})();
