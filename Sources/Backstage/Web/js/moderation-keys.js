// The queue's keys: j and k go through the comments, the others press the buttons of the one that is looked at.
// Each key is one of the page's own buttons, so what it does is what the button does.

const written = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const deeds = { a: "approve", r: "remove", s: "spam", h: "hide" };

export function attachKeys(queue) {
  const rows = [...queue.querySelectorAll(".entry--comment")];
  let current = -1;
  for (const list of document.querySelectorAll("[data-queue-keys]")) list.hidden = false;
  for (const row of rows) row.tabIndex = -1;

  function go(step) {
    rows[current]?.classList.remove("is-current");
    current = Math.min(rows.length - 1, Math.max(0, current + step));
    rows[current]?.classList.add("is-current");
    rows[current]?.focus({ preventScroll: true });
    rows[current]?.scrollIntoView({ block: "nearest" });
  }

  // Whoever tabs into a row looks at that one.
  queue.addEventListener("focusin", (event) => {
    const index = rows.indexOf(event.target.closest?.(".entry--comment"));
    if (index < 0 || index === current) return;
    rows[current]?.classList.remove("is-current");
    current = index;
    rows[current].classList.add("is-current");
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.repeat && !"jk".includes(event.key)) return;
    if (event.target instanceof Element && event.target.closest(written)) return;
    if (document.querySelector("dialog:modal")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") go(key === "j" ? 1 : -1);
    else if (key === "z") document.querySelector("#decided [data-deed=undo]")?.click();
    else if (Object.hasOwn(deeds, key)) rows[current]?.querySelector(`[data-deed=${deeds[key]}]`)?.click();
    else return;
    event.preventDefault();
  });
}

const queue = document.querySelector("form[data-queue]");
if (queue) attachKeys(queue);
