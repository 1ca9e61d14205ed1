"use strict";
function lighting() {
  const marks = [...document.querySelectorAll("[data-act]")];
  const light = (act) => marks.forEach((mark) => mark.classList.toggle("lit", !!act && mark.dataset.act.split(" ").includes(act)));
  const linked = () => (location.hash.startsWith("#act-") ? location.hash.slice(5) : "");
  for (const card of document.querySelectorAll(".acts [data-act]")) {
    for (const on of ["mouseenter", "focusin"]) card.addEventListener(on, () => light(card.dataset.act));
    for (const off of ["mouseleave", "focusout"]) card.addEventListener(off, () => light(linked()));
  }
  addEventListener("hashchange", () => light(linked()));
  light(linked());
}

lighting();
