// A row of tabs that is wider than the screen begins where one is.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.closest(".tabs");
  const middle = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  row.scrollLeft = Math.max(0, middle);
}
