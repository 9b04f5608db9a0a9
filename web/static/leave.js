// Leave at once, without a way back to this page. Without script the link leads away as well.
"use strict";

(() => {
  const leave = document.querySelector("[data-leave]");
  if (!leave) return;
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(leave.href);
  });
})();
