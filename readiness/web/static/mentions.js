/* Completes names while a comment is typed: write @ and choose. The list box pattern of WAI-ARIA: the text keeps the focus,
   aria-activedescendant says which person is chosen, a live region how many there are. Without this file a typed handle does the same. */
(() => {
  "use strict";
  const PAUSE = 120;
  const TYPED = /(?:^|[^\p{L}\p{N}_.@/:\\-])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,60})?$/u;
  let list = null, field = null, people = [], at = -1, timer = 0, asked = 0;

  const open = () => list !== null;
  const start = () => {
    const found = TYPED.exec(field.value.slice(0, field.selectionStart));
    return found ? { typed: found[1] ?? "", from: field.selectionStart - (found[1] ?? "").length } : null;
  };
  const live = () => {
    let region = document.getElementById("mention-count");
    if (!region) {
      region = document.createElement("p");
      region.id = "mention-count";
      region.className = "visually-hidden";
      region.setAttribute("role", "status");
      document.getElementById("main").append(region);
    }
    return region;
  };

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    if (!open()) return;
    list.remove();
    list = null;
    at = -1;
    for (const name of ["aria-controls", "aria-activedescendant", "aria-haspopup"]) field.removeAttribute(name);
  };

  const option = (person, number) => {
    const item = document.createElement("li");
    item.id = `mention-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = person.name;
    const more = document.createElement("span");
    more.className = "muted";
    more.textContent = [`@${person.handle}`, ...person.teams].join(" · ");
    item.append(name, " ", more);
    return item;
  };

  const show = () => {
    if (!people.length) { close(); live().textContent = "Nobody is called so."; return; }
    list?.remove();
    list = document.createElement("ul");
    list.id = "mention-list";
    list.className = "mention-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People to mention");
    list.append(...people.map(option));
    field.after(list);
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-haspopup", "listbox");
    live().textContent = `${people.length === 1 ? "1 person" : `${people.length} people`}. Choose with the arrow keys and Enter.`;
    choose(0);
  };

  const choose = (number) => {
    at = (number + people.length) % people.length;
    [...list.children].forEach((item, each) => item.setAttribute("aria-selected", String(each === at)));
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };

  const take = () => {
    const found = start(), handle = people[at]?.handle;
    close();
    if (!found || !handle) return;
    const end = field.selectionStart;
    const gap = /^\s/.test(field.value.slice(end)) ? "" : " ";
    field.setRangeText(`${handle}${gap}`, found.from, end, "end");
    live().textContent = `@${handle} is mentioned.`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const ask = async () => {
    const found = start(), number = (asked += 1);
    if (!found) return close();
    try {
      const answer = await fetch(`/people/mentions?q=${encodeURIComponent(found.typed)}`, { headers: { Accept: "application/json" } });
      if (number !== asked || !answer.ok) return;
      people = (await answer.json()).people;
      if (number === asked) show();
    } catch { close(); /* Typed by hand it works as well. */ }
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("textarea[data-mentions]")) return;
    if (field !== event.target) close();
    field = event.target;
    clearTimeout(timer);
    if (start()) timer = setTimeout(ask, PAUSE); else close();
  });
  document.addEventListener("keydown", (event) => {
    if (!open() || event.target !== field || event.isComposing) return;
    const keys = { ArrowDown: () => choose(at + 1), ArrowUp: () => choose(at - 1), Enter: take, Tab: take, Escape: close };
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }, true);
  document.addEventListener("mousedown", (event) => {
    const item = open() && event.target.closest(".mention-list [role=option]");
    if (!item) return;
    event.preventDefault();
    choose([...list.children].indexOf(item));
    take();
  });
  document.addEventListener("focusout", (event) => { if (event.target === field) close(); });
})();
