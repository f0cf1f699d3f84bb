/* Answers that were typed and not acknowledged: kept with the revision they were typed on, put back into their fields when the
   page comes back, and saved then. If somebody else answered meanwhile, the server shows both texts. */
(() => {
  "use strict";
  const { drop, fieldsOf, fill, keep, of, own, placeOf, same } = window.drafts;
  const adopted = new WeakMap();
  const isKept = new WeakMap();

  /* What was chosen of two answers stays with it until they are shown beside each other again. */
  const chosenIn = (form, fields) => (adopted.get(form)?.fields ?? [])
    .filter(([name]) => name.startsWith("merge") && !fields.some(([shown]) => shown === name));
  /* The tab that typed it: a draft that was taken over as it was is still that one's. */
  const rootOf = (draft) => draft.from ?? draft.key;
  const isAsAdopted = (draft, form) => adopted.has(form) && same(adopted.get(form).fields, draft.fields);
  const note = (form, unsure = false) => {
    const shown = fieldsOf(form), fields = [...shown, ...chosenIn(form, shown)];
    const from = isAsAdopted({ fields }, form) ? rootOf(adopted.get(form)) : undefined;
    isKept.set(form, keep(placeOf(form), { kind: "answer", unsure, from, base: form.elements.base.value, fields }));
  };
  /* Also what another tab took over from here and left as it was: something else was typed on top of it here. */
  const forget = (form) => {
    const place = placeOf(form), old = adopted.get(form);
    const roots = [own(place), ...(old ? [rootOf(old)] : [])];
    const isOver = (draft) => roots.includes(draft.from) || (draft.key === old?.key && isAsAdopted(draft, form));
    of(place).filter(isOver).forEach((draft) => drop(draft.key));
    drop(own(place));
    adopted.delete(form);
  };
  const rowsIn = (fields) => Math.max(0, ...fields.map(([name, value]) => (value ? 1 + Number(/^rows\.(\d+)\./.exec(name)?.[1] ?? -1) : 0)));

  const restore = (form) => {
    for (const draft of of(placeOf(form)).filter((each) => each.kind === "answer")) {
      if (same(draft.fields, fieldsOf(form))) { drop(draft.key); continue; }
      adopted.set(form, draft);
      form.dispatchEvent(new CustomEvent("rows:wanted", { bubbles: true, detail: rowsIn(draft.fields) }));
      fill(form, draft.fields);
      form.dispatchEvent(new CustomEvent("card:restored", { bubbles: true, detail: draft }));
      // It goes on as this tab's own: left beside it, it would come back over what is typed on top of it.
      if (isKept.get(form) && draft.key !== own(draft.place)) drop(draft.key);
      return;
    }
  };
  const restoreAll = (part) => [...part.querySelectorAll("form[data-answer]")].forEach(restore);

  /* Where nothing can be answered any more there are no fields to put it in: it is shown to be copied. */
  const showStranded = (part) => {
    for (const card of part.querySelectorAll("[data-question]")) {
      if (card.querySelector("form[data-answer]")) continue;
      const place = `${location.pathname.split("/").slice(0, 3).join("/")}/questions/${card.id}/answer`;
      for (const draft of of(place)) {
        const told = document.createElement("p");
        told.className = "draft-note";
        told.textContent = `You typed this here and it could not be saved: ${draft.fields.map(([, value]) => value).filter(Boolean).join(" · ")}`;
        card.querySelector(".question-answer").after(told);
      }
    }
  };

  document.addEventListener("card:typed", (event) => note(event.target, event.detail.unsure));
  /* Of two answers what was chosen and written so far, put back beside them. */
  const chooseAgain = (form) => {
    for (const [name, value] of adopted.get(form)?.fields ?? []) {
      if (!name.startsWith("merge")) continue;
      for (const field of [...form.elements].filter((each) => each.name === name)) {
        if (field.type === "radio") field.checked = field.value === value; else field.value = value;
      }
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-answer]") || !event.submitter?.matches("[data-merge]")) return;
    // By its number the next page tells whether the server has taken it.
    keep(placeOf(form), { kind: "answer", once: form.elements.once?.value, base: form.elements.base.value, fields: fieldsOf(form) });
  });
  document.addEventListener("card:heard", (event) => {
    if (event.detail.state === "conflict") chooseAgain(event.target);
    if (event.detail.state !== "saved") return;
    if (event.detail.isDirty) { note(event.target); return; }
    forget(event.target);
    restore(event.target);
  });
  document.addEventListener("card:given-up", (event) => forget(event.target));
  document.addEventListener("htmx:afterSwap", (event) => restoreAll(event.target));
  restoreAll(document);
  showStranded(document);
})();
