// What is pasted from Word or a page is cleaned into what a text may hold; a pasted address on chosen words makes them a link.
import { editor, post, tokenOf } from "./sending.js";
import { write } from "./marks.js";
import { upload } from "./photographs.js";

document.addEventListener("paste", async (event) => {
  const form = event.target.form ?? event.target.closest?.("form");
  if (form?.id !== "editor") return;
  const clipboard = event.clipboardData;
  const area = event.target;
  const html = clipboard.getData("text/html");
  const plain = clipboard.getData("text/plain");
  const files = [...clipboard.files].filter((file) => file.type.startsWith("image/"));
  // Word brings a picture of the words beside the words.
  if (files.length > 0 && !plain.trim()) {
    event.preventDefault();
    await upload(form, files, area.matches("[data-editor]") ? area : null);
    return;
  }
  if (!area.matches("[data-editor]")) return;
  const { selectionStart: start, selectionEnd: end, value } = area;
  if (end > start && /^https:\/\/\S+$/.test(plain.trim()) && !/[\n[\]]/.test(value.slice(start, end))) {
    event.preventDefault();
    write(area, start, end, `[${value.slice(start, end)}](${plain.trim()})`);
    return;
  }
  if (!html || !hasForm(html)) return;
  event.preventDefault();
  const fields = new FormData();
  fields.set("__RequestVerificationToken", tokenOf(form));
  fields.set("html", html);
  const answer = await post("/drafts/clean", fields, { headers: { accept: "text/plain" } });
  const text = answer?.ok ? await answer.text() : plain;
  if (editor() !== form) return;
  // Words inside a line stay in it; paragraphs get a place of their own.
  write(area, area.selectionStart, area.selectionEnd, text.includes("\n\n") && area.selectionStart > 0 && !area.value.slice(0, area.selectionStart).endsWith("\n") ? "\n\n" + text : text);
});

// Some programs say even plain words in HTML. It is only looked at: read as a page, its looks would break this page's policy.
function hasForm(html) {
  return /<(?:p|div|br|h[1-6]|li|table|blockquote|b|strong|i|em|pre)\b|<a\s[^>]*href|<span\s[^>]*style/i.test(html);
}
