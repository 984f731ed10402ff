// <a data-share href="/post/ID">: shares that address through the device, or copies it. Without either it
// stays a link to the post. `data-copied` says that it was copied.
import { announce } from "./words.js";

const shownMilliseconds = 2_000;

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-share]");
  const wantsTab = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
  if (!link || wantsTab || !(navigator.share ?? navigator.clipboard)) return;
  event.preventDefault();
  try {
    if (navigator.share) await navigator.share({ url: link.href });
    else await copy(link);
  } catch (error) {
    // Somebody who closes the share sheet has decided; anything else leads to the post.
    if (error.name !== "AbortError") location.assign(link.href);
  }
});

async function copy(link) {
  await navigator.clipboard.writeText(link.href);
  const said = link.dataset.copied;
  if (!said) return;
  announce(said);
  const label = link.querySelector(".lbl");
  if (!label || label.textContent === said) return;
  const before = label.textContent;
  label.textContent = said;
  setTimeout(() => { label.textContent = before; }, shownMilliseconds);
}
