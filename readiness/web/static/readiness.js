/* What pages gain with a script: theme switch, relative times, keyboard help, j/k between questions, the token on htmx requests. */
(() => {
  "use strict";
  const root = document.documentElement;

  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* Then it lasts for this page. */ } };

  const switchTheme = () => {
    const dark = root.dataset.bsTheme
      ? root.dataset.bsTheme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.bsTheme = dark ? "light" : "dark";
    keep("readiness-theme", root.dataset.bsTheme);
  };

  const SPANS = [["year", 31557600], ["month", 2629800], ["week", 604800, 1209600], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const words = new Intl.RelativeTimeFormat("en", { numeric: "always" });
  const relative = (moment) => {
    const seconds = (moment - Date.now()) / 1000;
    for (const [unit, length, from = length] of SPANS) {
      if (Math.abs(seconds) >= from) return words.format(Math.trunc(seconds / length), unit);
    }
    return "just now";
  };
  const tellTimes = (part) => {
    for (const time of part.querySelectorAll("time[data-relative]")) {
      const moment = Date.parse(time.dateTime);
      if (!Number.isNaN(moment)) time.textContent = relative(moment);
    }
  };

  const questions = () => [...document.querySelectorAll("[data-question]")];
  const step = (by) => {
    const all = questions();
    if (!all.length) return;
    const here = all.findIndex((one) => one.contains(document.activeElement));
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
    if (!all[next].hasAttribute("tabindex")) all[next].tabIndex = -1;
    all[next].focus();
  };

  const keys = document.getElementById("keys");
  const keysSwitch = keys?.querySelector("[data-keys-on]");
  const search = () => {
    const field = [...document.querySelectorAll("[data-search]")].find((one) => one.offsetParent);
    if (field) { field.focus(); field.select(); } else document.querySelector("[data-search-link]")?.click();
  };
  const KEYS = { j: () => step(1), k: () => step(-1), "/": search, "?": () => keys?.showModal() };
  if (keysSwitch) keysSwitch.checked = recall("readiness-keys") !== "off";

  const isTyping = (target) => target.matches?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (!KEYS[event.key] || keys?.open || (keysSwitch && !keysSwitch.checked)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  // Escape and a click elsewhere close an open menu, as a person expects of one.
  document.addEventListener("keyup", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (event.target.closest("[data-theme-toggle]")) switchTheme();
    if (event.target.closest("[data-open-keys]")) keys?.showModal();
    if (event.target.closest("[data-print]")) window.print();
  });
  keysSwitch?.addEventListener("change", () => keep("readiness-keys", keysSwitch.checked ? "on" : "off"));

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("meta[name=csrf-token]")?.content;
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:afterSwap", (event) => tellTimes(event.target));
  const tellFailure = (event) => {
    const line = event.target.closest("[data-question]")?.querySelector(".saved-state");
    const text = "Not saved. What you typed is still here; check the connection and try again.";
    if (line) { line.textContent = text; line.classList.add("is-failed"); return; }
    const message = document.createElement("p");
    message.className = "message message-error";
    message.textContent = text;
    document.getElementById("messages")?.append(message);
  };
  document.addEventListener("htmx:responseError", tellFailure);
  document.addEventListener("htmx:sendError", tellFailure);

  tellTimes(document);
  setInterval(() => tellTimes(document), 60000);
  document.querySelector(".error-summary")?.focus();
})();
