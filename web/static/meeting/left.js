// On the start page: whether this device still holds entries of this account, and the way to the meeting that sends them.
"use strict";

(async () => {
  const place = document.getElementById("left-on-device");
  const { Keeping, usedHere } = window.meeting;
  if (!place || !(await usedHere())) return;
  const keeping = new Keeping(place.dataset.account, place.dataset.deviceKeys);
  const { entries } = await keeping.start(place.dataset.csrf, 1);
  const meetings = new Map(entries.map((entry) => [new URL(entry.action, location.href).pathname, entry]));
  const list = place.querySelector("ul");
  for (const [path, entry] of meetings) {
    const link = document.createElement("a");
    link.href = path.replace(/\/mode\/.*/, "/mode");
    link.textContent = list.dataset.link.replace("{when}", new Date(entry.at).toLocaleString());
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  place.hidden = meetings.size === 0;
})();
