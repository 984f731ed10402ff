// Menus are <details>, which open by themselves. This closes them as people expect:
// on Escape, on a press elsewhere, and when another opens.

const open = "details.menu[open]";

function closeAllBut(kept) {
  for (const menu of document.querySelectorAll(open)) if (menu !== kept) menu.open = false;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest(open) ?? document.querySelector(open);
  if (!menu) return;
  const hadFocus = menu.contains(document.activeElement);
  menu.open = false;
  if (hadFocus) menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => closeAllBut(event.target.closest?.(open)));

// `toggle` does not bubble, so it is caught on its way down.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(open)) closeAllBut(event.target);
}, true);
