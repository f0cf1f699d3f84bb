/* Shows how a comment will look: a button beside the others of its form. Without this file a comment is read once it is sent, and edited. */
(() => {
  "use strict";
  const dress = (form) => {
    const field = form.querySelector("textarea[data-mentions]"), send = form.querySelector("button[type=submit]");
    if (!field || !send || form.querySelector("[data-preview]")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.dataset.preview = "";
    button.textContent = "Preview";
    const row = document.createElement("div");
    row.className = "comment-buttons";
    send.before(row);
    row.append(send, button);
    button.addEventListener("click", () => show(form, field));
  };

  const place = (form) => {
    let shown = form.querySelector(".comment-preview");
    if (!shown) {
      shown = document.createElement("section");
      shown.className = "comment-preview";
      shown.setAttribute("aria-label", "Preview");
      shown.setAttribute("aria-live", "polite");
      form.append(shown);
    }
    return shown;
  };

  const show = async (form, field) => {
    const shown = place(form);
    const body = new FormData();
    body.append("body", field.value);
    const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
    try {
      const answer = await fetch("/comments/preview", { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (!answer.ok) throw new Error(String(answer.status));
      shown.innerHTML = (await answer.json()).html;
    } catch {
      shown.textContent = "The preview could not be made just now. What you typed is still in the field.";
    }
  };

  const all = (part) => part.querySelectorAll("form").forEach(dress);
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.target));
})();
