// The formatting of the text: buttons, keys, and what Word does at the end of a line. Markdown is written by the same acts that a person would do by hand, so that every one can be undone.
import { editor } from "./sending.js";

const keys = { KeyB: "bold", KeyI: "italic", KeyK: "link" };
const isMac = /Mac|iP/.test(navigator.platform);

const marks = {
  bold: (area) => wrap(area, "**"),
  italic: (area) => wrap(area, "*"),
  heading: (area) => prefix(area, "## ", /^#{1,6} +/),
  list: (area) => prefix(area, "- ", /^[-*+] +/),
  quotation: (area, button) => quote(area, button?.dataset.name ?? ""),
  link: (area) => link(area),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-mark]");
  const area = button && editor()?.querySelector("[data-editor]");
  if (area) marks[button.dataset.mark](area, button);
});

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.(".toolbar")) return moveInToolbar(event);
  const form = event.target.form;
  if (form?.id !== "editor") return;
  const command = (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;
  // By the key's place: under a Kazakh or Russian layout it carries another letter.
  if (command && event.code === "KeyS") {
    event.preventDefault();
    form.requestSubmit(form.querySelector(".acts.sticky [value=save]"));
  } else if (command && keys[event.code] && event.target.matches("[data-editor]")) {
    event.preventDefault();
    marks[keys[event.code]](event.target);
  } else if (event.code === "Enter" && !event.isComposing && !command && !event.shiftKey && event.target.matches("[data-editor]")) {
    continueLine(event);
  }
});

/** Writes over a part of the text, as typing does. */
export function write(area, start, end, text, select = [text.length, text.length]) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = text.length > 0 ? document.execCommand("insertText", false, text) : start === end || document.execCommand("delete");
  if (!done) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(start + select[0], start + select[1]);
}

/** Writes a block of its own where the caret is. */
export function writeBlock(area, text) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const before = value.slice(0, start);
  const after = value.slice(end);
  const lead = before.length === 0 || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const trail = after.length === 0 || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  write(area, start, end, lead + text + trail, [lead.length + text.length, lead.length + text.length]);
}

function wrap(area, sign) {
  let { value, selectionStart: start, selectionEnd: end } = area;
  while (start < end && /\s/.test(value[start])) start++;
  while (end > start && /\s/.test(value[end - 1])) end--;
  const inner = value.slice(start, end);
  const around = (text, at, step) => { let count = 0; while (text[at + count * step] === "*") count++; return count; };
  const outside = Math.min(around(value, start - 1, -1), around(value, end, 1));
  const inside = inner.length > 2 * sign.length ? Math.min(around(inner, 0, 1), around(inner, inner.length - 1, -1)) : 0;
  const has = (count) => sign === "**" ? count >= 2 : count === 1 || count === 3;
  if (has(outside)) write(area, start - sign.length, end + sign.length, inner, [0, inner.length]);
  else if (has(inside)) write(area, start, end, inner.slice(sign.length, -sign.length), [0, inner.length - 2 * sign.length]);
  else if (/\n/.test(inner)) {
    // A mark ends with its paragraph: each line gets its own, after what makes it an item or a quotation.
    const text = inner.split("\n").map((line) => line.replace(/^(\s*(?:[-*+] +|\d+[.)] +|> ?)*)(.*\S)(\s*)$/, `$1${sign}$2${sign}$3`)).join("\n");
    write(area, start, end, text, [0, text.length]);
  } else write(area, start, end, sign + inner + sign, [sign.length, sign.length + inner.length]);
}

// The selection as whole lines.
function lines(area) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const last = selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
  const next = value.indexOf("\n", last);
  return { start, end: next < 0 ? value.length : next };
}

// A block stands between empty lines.
function block(area, start, end, text, select) {
  const before = area.value.slice(0, start);
  const after = area.value.slice(end);
  const lead = before.length === 0 || before.endsWith("\n\n") ? "" : "\n";
  const trail = after.length === 0 || after.startsWith("\n\n") ? "" : "\n";
  write(area, start, end, lead + text + trail, select.map((at) => at + lead.length));
}

function prefix(area, sign, old) {
  const { start, end } = lines(area);
  const each = area.value.slice(start, end).split("\n");
  const isSet = each.some((line) => line.trim()) && each.every((line) => !line.trim() || line.startsWith(sign));
  const text = each.map((line) => isSet ? line.replace(sign, "") : line.trim() || each.length === 1 ? sign + line.replace(old, "") : line).join("\n");
  if (isSet) write(area, start, end, text, [text.length, text.length]);
  else block(area, start, end, text, [text.length, text.length]);
}

function quote(area, speaker) {
  const { start, end } = lines(area);
  const each = area.value.slice(start, end).split("\n");
  if (each.every((line) => line.startsWith(">"))) {
    const text = each.map((line) => line.replace(/^> ?/, "")).join("\n");
    write(area, start, end, text, [0, text.length]);
    return;
  }
  const words = each.map((line) => line.trim() ? "> " + line : ">").join("\n");
  const text = `${words}\n>\n> — ${speaker}`;
  // The name is next.
  block(area, start, end, text, [text.length - speaker.length, text.length]);
}

function link(area) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const words = value.slice(start, end).trim();
  if (/^(https:\/\/|mailto:)\S+$/.test(words)) write(area, start, end, `[](${words})`, [1, 1]);
  else {
    const address = "https://";
    write(area, start, end, `[${words}](${address})`, words ? [words.length + 3, words.length + 3 + address.length] : [1, 1]);
  }
}

// An item is followed by the next, a quotation's line by another; an empty one ends it.
function continueLine(event) {
  const area = event.target;
  const { value, selectionStart: at, selectionEnd } = area;
  if (at !== selectionEnd) return;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const line = value.slice(start, at);
  const [, sign] = /^(\s*(?:[-*+] |(\d+)[.)] |> ))/.exec(line) ?? [];
  if (!sign) return;
  event.preventDefault();
  if (line === sign) write(area, start, at, "");
  else {
    const next = sign.replace(/\d+/, (number) => Number(number) + 1);
    write(area, at, at, "\n" + next);
  }
}

function moveInToolbar(event) {
  const buttons = [...event.target.closest(".toolbar").querySelectorAll("button")];
  const at = buttons.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.code];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
}
