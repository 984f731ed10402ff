// Sends a form as the browser would, without leaving the page, and brings back the page it led to.
// XMLHttpRequest rather than fetch: it alone tells how much of an upload has gone, and it parses the answer.

/**
 * @param {HTMLFormElement} form
 * @param {{submitter?: HTMLElement, swap?: string, onProgress?: (fraction: number) => void}} how
 *   `swap`: the id of the part that will be replaced; the server may answer with that part alone.
 * @returns {Promise<{page: Document, status: number, address: string, redirected: boolean}>}
 *   Rejects when the network fails or the answer is not a page.
 */
export function send(form, { submitter, swap, onProgress } = {}) {
  // Attributes rather than properties: a field named "action" would hide the property.
  const path = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const action = new URL(path, document.baseURI).href.split("#")[0];
  const fields = new FormData(form, submitter ?? undefined);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", action);
    request.responseType = "document";
    request.setRequestHeader("Accept", "text/html");
    if (swap) request.setRequestHeader("Backstage-Swap", swap);
    if (onProgress) {
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    }
    request.onerror = () => reject(new Error("The network did not answer."));
    request.onload = () => {
      const isPage = request.getResponseHeader("Content-Type")?.startsWith("text/html");
      if (!isPage || !request.response) return reject(new Error("The answer is not a page."));
      resolve({
        page: request.response, status: request.status, address: request.responseURL,
        redirected: request.responseURL !== action,
      });
    };
    request.send(isMultipart(form) ? fields : new URLSearchParams(fields));
  });
}

export function isMultipart(form) { return form.getAttribute("enctype") === "multipart/form-data"; }

/** Lets the browser send the form after all: it shows its own errors, and nothing typed is lost. */
export function sendNatively(form, submitter) {
  form.dataset.native = "";
  if (submitter?.isConnected) form.requestSubmit(submitter);
  else form.submit();
}

/** Shows an answer in place of the page's content: a refused form, or a failure. Null when it has none. */
export function showPage(page) {
  const [content, answer] = [document.querySelector("main"), page.querySelector("main")];
  if (!content || !answer) return null;
  const shown = document.adoptNode(answer);
  content.replaceWith(shown);
  document.title = page.title;
  return shown;
}
