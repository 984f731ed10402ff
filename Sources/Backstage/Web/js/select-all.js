// <textarea data-select>: text that is there to be copied. It is selected as soon as the field has the focus.

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("textarea[data-select]")) event.target.select();
});
