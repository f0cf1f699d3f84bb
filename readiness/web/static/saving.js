/* Saves each answer as it is given: on leaving a field, after a pause, and again after a lost connection.
   One request at a time, so that figures never go back. Nothing here touches what is being typed. */
(() => {
  "use strict";
  const PAUSE = 800;
  const LONGEST_WAIT = 30000;
  const states = new WeakMap();
  const waiting = new Set();
  let busy = false;
  let wait = 0;
  let alarm = 0;
  let idle = [];

  const state = (form) => {
    if (!states.has(form)) states.set(form, { edits: 0, saved: 0, timer: 0, conflict: Boolean(form.querySelector(".conflict")), unsure: false });
    return states.get(form);
  };
  const forms = () => [...document.querySelectorAll("form[data-answer]")];
  const isDirty = (form) => state(form).edits > state(form).saved;
  const anyDirty = () => forms().some(isDirty);
  const tell = (form, text, kind) => {
    const line = form.closest("[data-question]").querySelector(".saved-state");
    line.textContent = text;
    line.className = `saved-state${kind ? ` is-${kind}` : ""}`;
  };
  const token = (value) => {
    const meta = document.querySelector("meta[name=csrf-token]");
    if (value && meta) {
      meta.content = value;
      for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = value;
    }
    return meta?.content ?? "";
  };

  const typed = (form) => form.dispatchEvent(new CustomEvent("card:typed", { bubbles: true, detail: { unsure: state(form).unsure } }));
  const edited = (form, pause) => {
    const now = state(form);
    now.edits += 1;
    clearTimeout(now.timer);
    typed(form);
    if (now.conflict) return;
    tell(form, "", "");
    now.timer = setTimeout(() => { waiting.add(form); run(); }, pause);
  };

  const run = () => {
    if (busy || alarm) return;
    const form = waiting.values().next().value;
    if (!form) { idle.forEach((done) => done()); idle = []; return; }
    waiting.delete(form);
    if (form.isConnected && isDirty(form) && !state(form).conflict) send(form);
    else run();
  };

  const send = async (form) => {
    const now = state(form);
    const upTo = now.edits;
    const body = new FormData(form);
    for (const card of document.querySelectorAll("[data-question]")) body.append("shown", card.id);
    // An answer of the server that never came may have been "saved": then what stands is our own, and this goes on top of it.
    if (now.unsure) body.append("unsure", "1");
    now.unsure = true;
    typed(form);
    busy = true;
    tell(form, "Saving", "saving");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      await heard(form, upTo, answer);
    } catch {
      again(form, "there is no connection");
    }
    busy = false;
    run();
  };

  const heard = async (form, upTo, answer) => {
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return refusedPage(form, answer);
    const reply = await answer.json();
    const now = state(form);
    wait = 0;
    now.unsure = false;
    if (reply.state === "saved") {
      now.saved = upTo;
      form.elements.base.value = reply.base;
      if (!isDirty(form)) tell(form, reply.said, "saved");
    } else {
      now.conflict = reply.state === "conflict";
      if (now.edits === upTo || now.conflict) tell(form, reply.said, "failed");
    }
    form.dispatchEvent(new CustomEvent("card:heard", { bubbles: true, detail: { ...reply, isDirty: isDirty(form) } }));
  };

  /* What the server refused with a page: signed out, not allowed, too often, a fault of its own. */
  const refusedPage = async (form, answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector(".error-facts dd")?.textContent.trim() ?? "The server could not be understood.";
    if (answer.status === 401 || answer.status === 400) {
      await renewToken();
      return again(form, "you are signed out. Sign in in another tab");
    }
    if (answer.status >= 500 || answer.status === 429) return again(form, said.replace(/\.$/, ""));
    tell(form, `Not saved: ${said} What you typed is still here.`, "failed");
  };

  const renewToken = async () => {
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.redirected) token(page.querySelector("meta[name=csrf-token]")?.content);
    } catch { /* Then the next attempt finds out. */ }
  };

  const again = (form, why) => {
    wait = Math.min(LONGEST_WAIT, wait ? wait * 2 : 2000);
    waiting.add(form);
    tell(form, `Not saved: ${why}. What you typed is still here, and it will be tried again.`, "failed");
    clearTimeout(alarm);
    alarm = setTimeout(retry, wait);
    idle.forEach((done) => done());
    idle = [];
  };
  const retry = () => { clearTimeout(alarm); alarm = 0; run(); };

  /* Save what is still waiting for its pause, before the page is left. */
  const settle = () => new Promise((done) => {
    idle.push(done);
    for (const form of forms().filter(isDirty)) { clearTimeout(state(form).timer); waiting.add(form); }
    retry();
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-answer]")) edited(form, PAUSE);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form");
    if (form?.matches("[data-answer]")) edited(form, 0);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const merges = form.matches("[data-answer]") && event.submitter?.matches("[data-merge]");
    // The chosen parts are put together by the server, so they go as a form that leads back to its page.
    if (merges) state(form).saved = state(form).edits;
    if (form.matches("[data-answer]") && !merges) {
      event.preventDefault();
      if (event.submitter?.matches("[data-keep-mine]")) {
        form.elements.base.value = event.submitter.value;
        state(form).conflict = false;
        form.dispatchEvent(new CustomEvent("card:settled", { bubbles: true }));
      }
      edited(form, 0);
    } else if (anyDirty() && !form.dataset.settled) {
      event.preventDefault();
      form.dataset.settled = "1";
      // In a turn of its own: with nothing to wait for, a form that is still being submitted is not submitted again.
      settle().then(() => setTimeout(() => { form.requestSubmit(event.submitter); delete form.dataset.settled; }));
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-take-theirs]")) {
      event.preventDefault();
      const form = link.closest("form");
      state(form).saved = state(form).edits;
      form.dispatchEvent(new CustomEvent("card:given-up", { bubbles: true }));
      settle().then(() => { history.replaceState(null, "", link.href); location.reload(); });
    } else if (anyDirty() && link.origin === location.origin && link.pathname !== location.pathname && !link.target) {
      event.preventDefault();
      settle().then(() => { location.href = link.href; });
    }
  });
  /* What was typed before and not acknowledged: saved as it was typed, on top of what stood then. */
  document.addEventListener("card:restored", (event) => {
    event.target.elements.base.value = event.detail.base;
    state(event.target).unsure = event.detail.unsure ?? false;
    edited(event.target, 0);
    tell(event.target, "What you typed before is here again, and is being saved.", "saving");
  });
  /* Evidence made a new revision. The text goes on top of it only if it was typed on one that says the same as it. */
  document.addEventListener("card:evidence", (event) => {
    const form = event.target, { since, base, said } = event.detail;
    for (const field of form.querySelectorAll("[name=base], [data-keep-mine], [data-merge]")) {
      if (field.value && Number(field.value) >= since && Number(field.value) < base) field.value = base;
    }
    if (isDirty(form)) typed(form);
    else if (!state(form).conflict) tell(form, said, "saved");
  });
  addEventListener("online", retry);
  addEventListener("beforeunload", (event) => { if (anyDirty()) event.preventDefault(); });
})();
