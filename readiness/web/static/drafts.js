/* Keeps what is typed and not yet taken by the server in this browser: by person, form and tab, never a password.
   It is there again when the page comes back, goes once the server has taken it, and with the sign-out. */
window.drafts = (() => {
  "use strict";
  const MOST = 60;
  const LONGEST = 100000;
  const OLDEST = 30 * 24 * 3600 * 1000;
  const person = document.querySelector("meta[name=person]")?.content ?? "";
  const mine = `readiness-draft:${person}:`;
  const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const loaded = new WeakMap();

  const storage = () => { try { return window.localStorage; } catch { return null; } };
  const read = (key) => {
    try {
      const found = JSON.parse(storage().getItem(key));
      return Array.isArray(found.fields) ? { ...found, key } : null;
    } catch { return null; }
  };
  const every = () => (person && storage() ? Object.keys(storage()) : [])
    .filter((key) => key.startsWith(mine)).map(read).filter(Boolean).sort((one, two) => two.at - one.at);
  const of = (place) => every().filter((draft) => draft.place === place);
  const drop = (key) => storage()?.removeItem(key);
  const own = (place) => `${mine}${place}:${tab}`;
  /* Returns whether it is kept. */
  const keep = (place, about) => {
    const text = JSON.stringify({ place, at: Date.now(), ...about });
    if (!person || !storage() || text.length > LONGEST) return false;
    try { storage().setItem(own(place), text); } catch { return false; /* The storage is full: the page itself has the text. */ }
    every().forEach((draft, at) => { if (at >= MOST || Date.now() - draft.at > OLDEST) drop(draft.key); });
    return true;
  };

  const placeOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const SECRET_OR_SET = ["hidden", "password", "file", "submit", "button"];
  // A vote is on what its page shows, so it is chosen anew each time; what was written to it comes back.
  const isTyped = (field) => field.name && !SECRET_OR_SET.includes(field.type) && !(field.type === "radio" && field.form.elements.digest);
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";
  const fieldsOf = (form) => [...form.elements].filter(isTyped)
    .filter((field) => !isTick(field) || field.checked).map((field) => [field.name, field.value]);
  const fill = (form, fields) => {
    const given = new Map();
    for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
    for (const field of [...form.elements].filter(isTyped)) {
      const values = given.get(field.name) ?? [];
      if (isTick(field)) field.checked = values.includes(field.value);
      else field.value = values.shift() ?? (field.tagName === "SELECT" ? field.options[0]?.value : "") ?? "";
    }
  };
  const said = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
  const same = (one, two) => said(one) === said(two);

  /* Forms with a long text, besides answers, which save themselves: comments, reasons, notes. */
  const isKept = (form) => person && form.method === "post" && !form.matches("[data-answer]")
    && form.querySelector("textarea");
  const numberOf = (form) => form.elements.once?.value ?? "";
  const keepForm = (form) => {
    const fields = fieldsOf(form);
    if (same(fields, loaded.get(form) ?? [])) drop(own(placeOf(form)));
    else keep(placeOf(form), { kind: "form", once: numberOf(form), fields });
  };
  const note = (form, draft) => {
    const told = document.createElement("p"), away = document.createElement("button");
    told.className = "draft-note";
    told.setAttribute("role", "status");
    told.textContent = `What you typed on ${new Date(draft.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })} is here again. It was not sent. `;
    away.type = "button";
    away.className = "btn btn-quiet btn-sm";
    away.textContent = "Discard it";
    away.addEventListener("click", () => {
      for (const each of of(draft.place)) if (each.once === draft.once) drop(each.key);
      fill(form, loaded.get(form) ?? []);
      told.remove();
      form.querySelector("textarea").focus();
    });
    told.append(away);
    form.prepend(told);
  };
  const restoreForm = (form) => {
    if (!loaded.has(form)) loaded.set(form, fieldsOf(form));
    const draft = of(placeOf(form)).find((each) => each.kind === "form");
    if (!draft) return;
    if (same(draft.fields, fieldsOf(form))) {
      // The page of a refusal has it in its fields already: from now on it goes by this form's number.
      drop(draft.key);
      keep(draft.place, { kind: "form", once: numberOf(form), fields: draft.fields });
      return;
    }
    fill(form, draft.fields);
    // By the same number, so that it is not done twice if the server had taken it after all.
    if (form.elements.once && draft.once) form.elements.once.value = draft.once;
    for (let around = form.closest("details"); around; around = around.parentElement?.closest("details")) around.open = true;
    note(form, draft);
  };

  const restore = (part) => [...part.querySelectorAll("form")].filter(isKept).forEach(restoreForm);
  const taken = new Set([...document.querySelectorAll("meta[name=form-done]")].map((each) => each.content));
  for (const draft of every()) if (draft.once && taken.has(draft.once)) drop(draft.key);
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.form;
      if (form && isKept(form)) keepForm(form);
    });
  }
  document.addEventListener("submit", (event) => {
    if (placeOf(event.target) === "/sign-out") every().forEach((draft) => drop(draft.key));
  });
  document.addEventListener("htmx:afterSwap", (event) => restore(event.target));
  if (person) restore(document);
  return { drop, fieldsOf, fill, keep, of, own, placeOf, same };
})();
