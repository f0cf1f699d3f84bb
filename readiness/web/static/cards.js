/* Puts what a save changed in its place: grade, figures, faults beside fields, both texts of a conflict, follow-up questions.
   Fields are never replaced, nor anything that has the focus or that somebody has opened. */
(() => {
  "use strict";
  const last = new Map();

  const inUse = (element) => element.contains(document.activeElement) || element.querySelector("details[open]");
  const place = (id, html) => {
    const element = document.getElementById(id);
    if (!element || last.get(id) === html || inUse(element)) return;
    element.innerHTML = html;
    last.set(id, html);
  };
  const made = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  };

  const clearFaults = (form) => {
    for (const told of form.querySelectorAll(".field-error, .error-summary")) told.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  };
  const showFault = (form, name, sentence) => {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLElement)) return;
    const told = document.createElement("span");
    told.className = "field-error";
    told.id = `${form.id}-${name}-fault`;
    told.textContent = sentence;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", told.id);
    (field.closest("td, label") ?? field).append(told);
  };

  const dress = (card, shape) => {
    for (const name of [...card.classList].filter((name) => name.startsWith("is-"))) card.classList.remove(name);
    card.classList.add(`is-${shape}`);
  };

  /* Follow-up questions come where the checklist has them; those that no longer apply go, their answers are kept. */
  const arrange = (cards, reply) => {
    for (const card of cards.querySelectorAll("[data-question]")) {
      if (!reply.asked.includes(card.id) && !inUse(card)) card.remove();
    }
    let before = null;
    for (const id of reply.asked) {
      let card = document.getElementById(id);
      if (!card && reply.cards[id]) {
        card = made(reply.cards[id]);
        if (before) before.after(card); else cards.prepend(card);
        card.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
      }
      before = card ?? before;
    }
  };

  document.addEventListener("card:heard", (event) => {
    const form = event.target, reply = event.detail;
    clearFaults(form);
    if (reply.state === "refused") {
      for (const [name, sentence] of Object.entries(reply.faults)) showFault(form, name, sentence);
    } else if (reply.state === "conflict") {
      form.querySelector("[data-conflict]").innerHTML = reply.conflict;
    } else {
      form.querySelector("[data-conflict]").replaceChildren();
      dress(form.closest("[data-question]"), reply.shape);
      for (const [id, html] of Object.entries(reply.parts)) place(id, html);
      arrange(form.closest("[data-cards]"), reply);
    }
  });
  /* Evidence was added: what follows from it is shown, and what is typed and its conflict stay as they are. */
  document.addEventListener("card:evidence", (event) => {
    dress(event.target.closest("[data-question]"), event.detail.shape);
    for (const [id, html] of Object.entries(event.detail.parts)) place(id, html);
  });
  /* Who writes the merged text means it. */
  document.addEventListener("input", (event) => {
    if (event.target.name !== "merged-reason") return;
    event.target.closest("fieldset").querySelector("[value=merged]").checked = true;
  });
  document.addEventListener("card:settled", (event) => event.target.querySelector("[data-conflict]").replaceChildren());
})();
