// <form data-preview="ID">: the element of that id shows the post as others would see it, and follows what is
// typed. It asks the server, as the form's own button name=preview does, so that both show the same.
import { arrived, whenThere } from "./arrivals.js";

const pauseMilliseconds = 600;

whenThere("form[data-preview]", (form) => {
  const { preview: id } = form.dataset;
  if (!document.getElementById(id) || !form.querySelector("button[name=preview]")) return;
  let pause;
  let asking;
  const show = async () => {
    asking?.abort();
    asking = new AbortController();
    const page = await ask(form, id, asking.signal).catch(() => null);
    const [old, fresh] = [document.getElementById(id), page?.getElementById(id)];
    if (!old || !fresh || !form.isConnected) return;
    old.replaceWith(document.adoptNode(fresh));
    arrived(fresh);
  };
  const changed = () => {
    clearTimeout(pause);
    pause = setTimeout(show, pauseMilliseconds);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    asking?.abort();
  });
});

async function ask(form, id, signal) {
  const body = new FormData();
  // Pictures are sent once, by the form's own buttons.
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  body.append("preview", "1");
  const action = form.getAttribute("action");
  const headers = { "Backstage-Swap": id, Accept: "text/html" };
  const response = await fetch(action, { method: "POST", body, headers, signal, redirect: "error" });
  if (!response.ok) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
