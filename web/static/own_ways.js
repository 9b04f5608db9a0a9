// The person's own way of saying it: a microphone, a drawing. Without script, files remain.
"use strict";

(() => {
  const chooseFile = (field, blob, name) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([blob], name, { type: blob.type }));
    field.files = chosen.files;
  };

  // Leaving with a recording that was not saved is asked about once; saving is not leaving.
  const unsaved = new Set();
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  const voice = (box) => {
    const types = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
    const type = window.MediaRecorder && types.find((each) => MediaRecorder.isTypeSupported(each));
    if (!type || !navigator.mediaDevices) return;
    const part = (name) => box.querySelector(`[data-${name}]`);
    const [start, stop, said, count, heard] = ["start", "stop", "said", "count", "heard"].map(part);
    const field = box.querySelector("input[type=file]");
    const most = Number(box.dataset.most);
    box.querySelector(".record").hidden = false;
    let recorder = null;
    let ticking = 0;

    const show = (seconds) => {
      count.hidden = false;
      count.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} / ${most / 60}:00`;
    };

    const keep = (parts, full) => {
      const blob = new Blob(parts, { type: type.split(";")[0] });
      chooseFile(field, blob, type.includes("mp4") ? "voice.m4a" : type.includes("ogg") ? "voice.ogg" : "voice.webm");
      unsaved.add(box);
      said.textContent = full ? said.dataset.full : said.dataset.ready;
      const player = document.createElement("audio");
      player.controls = true;
      player.src = URL.createObjectURL(blob);
      heard.replaceChildren(player);
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
      let seconds = 0;
      recorder = new MediaRecorder(sound, { mimeType: type });
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      recorder.addEventListener("stop", () => {
        clearInterval(ticking);
        for (const track of sound.getTracks()) track.stop();
        stop.hidden = true;
        start.hidden = false;
        start.focus();
        keep(parts, seconds >= most);
      });
      recorder.start(1000);
      show(0);
      ticking = setInterval(() => {
        seconds += 1;
        show(seconds);
        if (seconds >= most && recorder.state === "recording") recorder.stop();
      }, 1000);
      start.hidden = true;
      stop.hidden = false;
      stop.focus();
      said.textContent = said.dataset.recording;
    });
    stop.addEventListener("click", () => recorder && recorder.state === "recording" && recorder.stop());
    field.form.addEventListener("submit", () => unsaved.delete(box));
  };

  const drawing = (box) => {
    const paper = box.querySelector("[data-paper]");
    const pen = paper.getContext("2d");
    const form = paper.closest("form");
    const field = form.querySelector("input[type=file]");
    let drawn = false;
    const clear = () => {
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, paper.width, paper.height);
      pen.strokeStyle = "#1d2433";
      pen.lineWidth = 6;
      pen.lineCap = pen.lineJoin = "round";
      drawn = false;
      unsaved.delete(box);
    };
    const place = (event) => {
      const edge = paper.getBoundingClientRect();
      return [((event.clientX - edge.left) * paper.width) / edge.width, ((event.clientY - edge.top) * paper.height) / edge.height];
    };
    paper.closest(".drawing").hidden = false;
    clear();
    paper.addEventListener("pointerdown", (event) => {
      paper.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...place(event));
      pen.lineTo(...place(event));
      pen.stroke();
      drawn = true;
      unsaved.add(box);
    });
    paper.addEventListener("pointermove", (event) => {
      if (!paper.hasPointerCapture(event.pointerId)) return;
      pen.lineTo(...place(event));
      pen.stroke();
    });
    box.querySelector("[data-clear]").addEventListener("click", clear);
    form.addEventListener("submit", (event) => {
      if (!drawn || field.files.length) {
        unsaved.delete(box);
        return;
      }
      event.preventDefault();
      paper.toBlob((blob) => {
        chooseFile(field, blob, "drawing.png");
        unsaved.delete(box);
        form.requestSubmit();
      }, "image/png");
    });
  };

  document.querySelectorAll("[data-record]").forEach(voice);
  document.querySelectorAll("[data-draw]").forEach(drawing);
})();
