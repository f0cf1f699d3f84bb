/* Unticks "I don't know" and "None of these" when something applies, and the other way round. */
(() => {
  "use strict";
  const isAlone = (box) => box.value === "unknown" || box.value === "none";
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.checked) return;
    const others = box.closest("fieldset")?.querySelectorAll("input[type=checkbox]") ?? [];
    for (const other of others) {
      if (other !== box && (isAlone(box) || isAlone(other))) other.checked = false;
    }
  });
})();
