// Photographs by drag, paste or choice; their order and their place in the text.
import { editor, post, say, tokenOf } from "./sending.js";
import { touch } from "./keeping.js";
import { writeBlock } from "./marks.js";

/** Uploads pictures and adds what describes them to the form; with a text, they are shown where its caret is. */
export async function upload(form, files, area) {
  const place = form.querySelector(".photographs");
  const state = form.querySelector(".upload-state");
  state.textContent = form.dataset.uploading;
  for (const file of files) {
    const fields = new FormData();
    fields.set("__RequestVerificationToken", tokenOf(form));
    fields.set("language", form.elements.language.value);
    fields.set("slot", 1 + Math.max(-1, ...[...form.querySelectorAll("[data-slot]")].map((each) => Number(each.dataset.slot))));
    fields.set("photograph", file);
    const answer = await post("/drafts/photographs", fields);
    if (form !== editor()) return;
    state.textContent = "";
    if (!answer?.ok) {
      state.textContent = form.dataset.uploadFailed;
      say(form.dataset.uploadFailed);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fault = page.querySelector(".fault[role=alert]");
    if (fault) state.append(document.adoptNode(fault));
    for (const added of page.querySelectorAll(".photograph")) {
      // The same picture again is the same photograph.
      if (form.querySelector(`[data-media="${added.dataset.media}"]`)) continue;
      place.append(document.adoptNode(added));
      if (area) writeBlock(area, `![](media:${added.dataset.media})`);
      else added.querySelector("input[name$='.alt']").focus();
      say(form.dataset.uploaded);
    }
    if (fault) return;
  }
  touch();
}

document.addEventListener("change", async (event) => {
  const form = event.target.form;
  if (form?.id !== "editor" || event.target.type !== "file") return;
  const files = [...event.target.files];
  event.target.value = "";
  await upload(form, files, null);
});

// Anywhere on the page: a file that misses its place must not take the text away.
document.addEventListener("dragover", (event) => {
  const form = editor();
  if (!form || ![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  form.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) editor()?.classList.remove("dropping");
});
document.addEventListener("drop", async (event) => {
  const form = editor();
  form?.classList.remove("dropping");
  const files = [...event.dataTransfer.files];
  if (!form || files.length === 0) return;
  event.preventDefault();
  const area = event.target.closest?.("[data-editor]");
  await upload(form, files.filter((file) => file.type.startsWith("image/")), area);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".photograph button[name=act]");
  if (!button || button.form?.id !== "editor") return;
  event.preventDefault();
  const photograph = button.closest(".photograph");
  const [act] = button.value.split(":");
  if (act === "insert") writeBlock(button.form.querySelector("[data-editor]"), `![](media:${photograph.dataset.media})`);
  if (act === "up") photograph.previousElementSibling?.before(photograph);
  if (act === "down") photograph.nextElementSibling?.after(photograph);
  if (act === "remove") {
    const next = photograph.nextElementSibling ?? photograph.previousElementSibling;
    photograph.remove();
    (next?.querySelector("input:not([type=hidden])") ?? document.getElementById("f-file"))?.focus();
  }
  if (act === "up" || act === "down") button.focus();
  touch();
});
