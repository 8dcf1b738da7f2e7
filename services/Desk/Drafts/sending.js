// What the editor's modules share: the form as it is sent in the background, and the words that are said aloud.

/** The editor's form on this page, if there is one. */
export const editor = () => document.querySelector("form#editor");

/** The form's fields without its files. */
export function fieldsOf(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return fields;
}

/** A field by which the server knows its own page again. */
export const tokenOf = (within) => within.querySelector("[name=__RequestVerificationToken]")?.value ?? "";

/** Posts fields; null where nobody answers. */
export async function post(url, fields, options = {}) {
  try {
    return await fetch(url, { method: "POST", body: fields, headers: { accept: "text/html" }, ...options });
  } catch {
    // What outlives its page may be short only.
    return options.keepalive ? post(url, fields, { ...options, keepalive: false }) : null;
  }
}

/** Says something to those who hear the page. */
export function say(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

/** Puts each part of an answer in the place of the part of the same name; what did not change is not touched. */
export function put(html, within = document) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const part of answer.querySelectorAll("[data-part]")) {
    const old = within.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!old || old.outerHTML === part.outerHTML) continue;
    if (old.contains(document.activeElement)) old.querySelectorAll("input[type=hidden]").forEach((field, at) => { field.value = part.querySelectorAll("input[type=hidden]")[at]?.value ?? field.value; });
    else old.replaceWith(document.adoptNode(part));
  }
}
