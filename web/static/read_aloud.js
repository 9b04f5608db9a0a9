// Reads the lines of a page one after the other: play, pause, slower, again. Without this script each line has its own player.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector("[data-read-bar]");
  const sounds = [...document.querySelectorAll("audio[data-line-sound]")];
  if (!bar || sounds.length === 0) return;

  const [play, slower, again] = ["play", "slower", "again"].map((name) => bar.querySelector(`[data-read="${name}"]`));
  const words = play.querySelector("span");
  const said = bar.querySelector("[data-read-state]");
  const player = new Audio();
  let place = 0;
  let slow = false;

  for (const sound of sounds) sound.hidden = true;
  bar.hidden = false;

  const lineOf = (sound) => sound.closest("[data-line], .own-words, .reported-words") || sound.parentElement;

  const show = (state) => {
    words.textContent = state === "playing" ? play.dataset.pause : play.dataset.play;
    said.textContent = state === "problem" ? bar.dataset.problem : "";
    for (const sound of sounds) lineOf(sound).classList.toggle("being-read", sound === sounds[place] && state !== "done");
  };

  // The buttons go along with the line, so that pausing never needs a way back up the page.
  const goAlong = () => {
    const held = bar.contains(document.activeElement) ? document.activeElement : null;
    const line = lineOf(sounds[place]);
    line.after(bar);
    if (held) held.focus({ preventScroll: true });
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };

  const say = async () => {
    player.src = sounds[place].getAttribute("src") + (slow ? "?speed=slow" : "");
    goAlong();
    try {
      await player.play();
      show("playing");
    } catch (problem) {
      if (problem.name !== "AbortError") show("problem");
    }
  };

  play.addEventListener("click", () => {
    if (!player.paused) {
      player.pause();
      show("paused");
    } else if (player.src && !player.ended && player.currentTime > 0) {
      player.play().then(() => show("playing"), () => show("problem"));
    } else {
      say();
    }
  });
  slower.addEventListener("click", () => {
    slow = !slow;
    slower.setAttribute("aria-pressed", String(slow));
    if (!player.paused) say();
    else player.removeAttribute("src");
  });
  again.addEventListener("click", say);

  player.addEventListener("ended", () => {
    if (place + 1 < sounds.length) {
      place += 1;
      say();
    } else {
      place = 0;
      player.removeAttribute("src");
      show("done");
    }
  });
  player.addEventListener("error", () => {
    if (player.getAttribute("src")) show("problem");
  });
});
