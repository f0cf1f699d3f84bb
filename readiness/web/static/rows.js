/* Answers with rows: add and remove them, and click a cell of the coverage matrix through its states.
   The empty rows that a page brings for those without a script stay hidden, as the pattern of the next one. */
(() => {
  "use strict";
  const STATES = ["missing", "covered", "not_needed"];
  const FIELDS = "input, select, textarea";

  const spares = (table) => [...table.querySelectorAll("tr.spare-row")];
  const renumber = (table) => {
    table.querySelectorAll("tbody tr").forEach((row, at) => {
      for (const field of row.querySelectorAll(`${FIELDS}, button`)) {
        if (field.name.startsWith("rows.")) field.name = field.name.replace(/^rows\.\d+/, `rows.${at}`);
        if (field.name === "remove") field.value = at;
        field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/row \d+/, `row ${at + 1}`));
      }
    });
  };
  const emptied = (row) => {
    for (const field of row.querySelectorAll(FIELDS)) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
    }
    for (const told of row.querySelectorAll(".field-error")) told.remove();
    return row;
  };
  const add = (table) => {
    const row = spares(table)[0];
    if (spares(table).length === 1) row.after(emptied(row.cloneNode(true)));
    row.classList.remove("spare-row");
    renumber(table);
    return row;
  };
  const remove = (button) => {
    const row = button.closest("tr"), table = row.closest("table"), form = row.closest("form");
    const next = row.nextElementSibling?.matches(":not(.spare-row)") ? row.nextElementSibling : row.previousElementSibling;
    if (next) row.remove(); else emptied(row);
    renumber(table);
    ((next ?? row).querySelector(FIELDS)).focus();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const open = (part) => {
    for (const table of part.querySelectorAll("table[data-rows]")) {
      if (!table.querySelector("tbody tr:not(.spare-row)")) add(table);
    }
  };

  document.addEventListener("rows:wanted", (event) => {
    const table = event.target.querySelector("table[data-rows]");
    while (table && table.querySelectorAll("tbody tr:not(.spare-row)").length < event.detail) add(table);
  });
  document.addEventListener("click", (event) => {
    const more = event.target.closest("[data-add-row]"), gone = event.target.closest("[data-remove-row]");
    if (more) add(more.closest("form").querySelector("table[data-rows]")).querySelector(FIELDS).focus();
    if (gone) { event.preventDefault(); remove(gone); }
  });
  document.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("select[data-cell]");
    if (!cell || event.button) return;
    event.preventDefault();
    cell.focus();
    cell.value = STATES[(STATES.indexOf(cell.value) + 1) % STATES.length];
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    cell.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("htmx:afterSwap", (event) => open(event.target));
  open(document);
})();
