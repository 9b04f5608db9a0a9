// A microphone beside a file field: what was recorded becomes the chosen file. Without script, a file is chosen.
"use strict";

(() => {
  const box = document.querySelector("[data-record]");
  if (!box || !navigator.mediaDevices || !window.MediaRecorder) return;
  const field = box.querySelector("input[type=file]");
  const start = box.querySelector("[data-start]");
  const stop = box.querySelector("[data-stop]");
  const said = box.querySelector("[data-said]");
  const form = field.form;
  let recorder = null;
  let heard = null;

  const type = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"].find((each) => MediaRecorder.isTypeSupported(each));
  if (!type) return;
  box.querySelector(".record").hidden = false;

  const keep = (parts) => {
    const blob = new Blob(parts, { type: type.split(";")[0] });
    const chosen = new DataTransfer();
    chosen.items.add(new File([blob], `recording.${type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm"}`, { type: blob.type }));
    field.files = chosen.files;
    said.textContent = said.dataset.ready;
    form.dataset.recorded = "yes";
    if (heard) heard.remove();
    heard = document.createElement("audio");
    heard.controls = true;
    heard.src = URL.createObjectURL(blob);
    box.append(heard);
  };

  start.addEventListener("click", async () => {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = said.dataset.refused;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(sound, { mimeType: type });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      for (const track of sound.getTracks()) track.stop();
      keep(parts);
    });
    recorder.start(1000);
    start.hidden = true;
    stop.hidden = false;
    stop.focus();
    said.textContent = said.dataset.recording;
  });

  stop.addEventListener("click", () => {
    recorder.stop();
    stop.hidden = true;
    start.hidden = false;
    start.focus();
  });

  // A form that comes back with an error comes back without its file, so what is missing is asked for before it goes.
  form.addEventListener("submit", (event) => {
    delete form.dataset.leaving;
    for (const name of ["keep", "method"]) {
      const fields = [...form.querySelectorAll(`[name="${name}"]`)];
      const filled = fields.some((each) => (each.type === "radio" ? each.checked : each.value));
      if (fields.length && !filled) {
        event.preventDefault();
        fields[0].focus();
        return;
      }
    }
    form.dataset.leaving = "yes";
  });

  window.addEventListener("beforeunload", (event) => {
    if (form.dataset.recorded && !form.dataset.leaving) event.preventDefault();
  });
})();
