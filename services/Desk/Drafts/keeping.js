// The form keeps itself two seconds after the last key, shows its preview sooner, and is kept once more before it is sent: whatever happens then, nothing is lost.
import { editor, fieldsOf, post, put, say } from "./sending.js";

const quiet = 2000;
const soon = 400;
const again = 5000;
let keepTimer = 0;
let previewTimer = 0;
let changed = false;
let running = null;
let announced = "";
// Where a form is on its way: "here", "kept first", "cleared" or "gone".
let way = "here";

document.addEventListener("input", onChange);
document.addEventListener("change", onChange);

function onChange(event) {
  const form = event.target.form;
  if (form?.id !== "editor" || event.target.type === "file") return;
  if (event.target.name === "language") for (const words of form.querySelectorAll("[data-words], .photograph [lang]")) words.lang = event.target.value;
  touch();
}

/** The form was changed, by whomever. */
export function touch() {
  changed = true;
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keep, quiet);
  clearTimeout(previewTimer);
  previewTimer = setTimeout(preview, soon);
}

/** Another form came from the server, and nothing of it is newer here than there. */
export function settle() {
  changed = false;
  way = "here";
  clearTimeout(keepTimer);
}

/** Keeps the form. Answers whether it may be sent: false when nobody would hear. */
export async function keep(options) {
  clearTimeout(keepTimer);
  const form = editor();
  if (!form || !changed) return true;
  changed = false;
  // The framework makes one form into another in place; its address tells them apart.
  const address = form.dataset.keep;
  const isHere = () => editor()?.dataset.keep === address;
  const fields = fieldsOf(form);
  if (running) {
    await running;
    if (isHere()) fields.set("copy", form.elements.copy.value);
  }
  running = post(address, fields, options);
  const answer = await running;
  running = null;
  if (!isHere()) return true;
  // Kept, or refused for what it holds: the answer says which.
  if (answer?.ok || answer?.status === 412 || answer?.status === 422) {
    put(await answer.text());
    if (answer.ok && announced !== address) {
      announced = address;
      say(form.dataset.kept);
    }
    return true;
  }
  changed = true;
  complain(form, answer?.status === 401 || answer?.status === 400);
  keepTimer = setTimeout(keep, again);
  return false;
}

// What was typed stays in the window; the person hears why it is nowhere else yet.
function complain(form, signedOut) {
  const line = form.querySelector("[data-part=kept]");
  if (!line) return;
  const words = document.createElement("span");
  words.textContent = signedOut ? form.dataset.signedOut : form.dataset.offline;
  const isNew = line.querySelector("span")?.textContent !== words.textContent;
  line.querySelectorAll("span, a, button").forEach((old) => old.remove());
  line.classList.add("wrong");
  line.append(words);
  if (signedOut) {
    const link = document.createElement("a");
    link.href = "/sign-in-again";
    link.target = "_blank";
    link.textContent = form.dataset.signIn;
    line.append(" ", link);
  }
  if (isNew) say(words.textContent);
}

async function preview() {
  const form = editor();
  const frame = document.querySelector("iframe[data-preview]");
  if (!form || !frame?.contentDocument?.querySelector("main") || frame.offsetParent === null) return;
  const address = form.dataset.keep;
  const answer = await post("/drafts/preview", fieldsOf(form));
  if (!answer?.ok || editor()?.dataset.keep !== address) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = frame.contentDocument;
  shown.documentElement.lang = page.documentElement.lang;
  shown.title = page.title;
  shown.querySelector("main").replaceWith(shown.adoptNode(page.querySelector("main")));
}

// Before the framework sends the form: kept first, so that a session that ended or a line that broke costs nothing.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.id !== "editor") return;
  // Twice pressed is once sent.
  if (way === "kept first" || way === "gone" || (changed && way === "here")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (way !== "here") return;
    way = "kept first";
    const seen = seenIn(form);
    const heard = await keep();
    // What was named a moment ago nobody has read yet.
    for (const field of form.querySelectorAll("[name=seen]")) if (!seen.includes(field.value)) field.remove();
    way = heard ? "cleared" : "here";
    if (heard) form.requestSubmit(event.submitter);
    return;
  }
  // While it is on its way nothing can be typed that the answer would take away.
  way = "gone";
  clearTimeout(keepTimer);
  const fields = form.querySelectorAll("textarea, input:not([type=hidden])");
  fields.forEach((field) => { field.readOnly = true; });
  setTimeout(() => {
    way = "here";
    fields.forEach((field) => { field.readOnly = false; });
  }, 15000);
}, true);

const seenIn = (form) => [...form.querySelectorAll("[name=seen]")].map((field) => field.value);

// The preview is beside already; where it is below, the button leads to it.
document.addEventListener("click", (event) => {
  const heading = event.target.closest?.(".to-preview") && document.getElementById("preview");
  if (!heading) return;
  event.preventDefault();
  heading.scrollIntoView();
  heading.focus();
});

// A tab that is left or closed: what was typed in the last two seconds is kept too. One that is come back to, or that has its line again, tries at once.
document.addEventListener("visibilitychange", () => keep({ keepalive: document.visibilityState === "hidden" }));
addEventListener("online", () => keep());
