// A translator's work by keys, and what stands beside the row that they are in. Keys are matched by their place on the keyboard: under a Cyrillic layout the letter is another, the place is not.
import { bringBack, save, saveAll } from "./autosave.js";
import { fieldOf, go, here, isDone, isTarget, notesOf, path, rowOf, rows, say, next, words, work } from "./rows.js";
import { bind } from "./keys.js";

const beside = () => document.getElementById("beside");
const typedComments = new Map();
let loading = Promise.resolve();

// The row that a key acts on; none while a person writes elsewhere.
const workedOn = () => document.activeElement.matches("textarea:not([data-segment])") ? null : here();

/** Shows what helps with a row. */
function showBeside(row) {
    const panel = beside(), segment = row.dataset.segment;
    if (panel.dataset.at === segment) return;
    const comment = panel.querySelector("[name=comment]");
    if (comment?.value) typedComments.set(panel.dataset.at, comment.value);
    panel.dataset.at = segment;
    work().elements.at.value = segment;
    loading = fetch(`${path()}/segments/${segment}/beside`).then(async answer => {
        const html = await answer.text();
        if (!answer.ok || panel.dataset.at !== segment) return;
        panel.innerHTML = html;
        const field = panel.querySelector("[name=comment]");
        if (field && typedComments.has(segment)) field.value = typedComments.get(segment);
    }).catch(() => { panel.dataset.at = ""; });
}

/** Puts words in the place of what is selected, so that the browser's own undo takes them back. */
function insert(field, text) {
    field.focus();
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
        field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}

function put(field, text) {
    field.focus();
    field.select();
    insert(field, text);
}

function take(field, button) {
    const [origin, ...text] = button.value.split(":");
    if (origin === "glossary") insert(field, text.join(":"));
    else put(field, text.join(":"));
}

// The suggestions in a ring, with a person's own words between the last and the first.
let ring = null;
async function turn(step) {
    const field = fieldOf(workedOn());
    if (!field) return;
    await loading;
    const suggestions = [...beside().querySelectorAll("[name=take]")];
    if (suggestions.length === 0) return say(words("noSuggestion"));
    if (ring?.field !== field || ring.shown !== field.value) ring = { field, own: field.value, from: field.selectionStart, to: field.selectionEnd, at: -1 };
    ring.at = (ring.at + 1 + step + suggestions.length + 1) % (suggestions.length + 1) - 1;
    put(field, ring.own);
    field.setSelectionRange(ring.from, ring.to);
    if (ring.at >= 0) take(field, suggestions[ring.at]);
    ring.shown = field.value;
    say(ring.at < 0 ? words("own") : words("suggestion", ring.at + 1, suggestions.length, suggestions[ring.at].textContent));
}

function confirmAndGoOn() {
    if (document.activeElement.name === "comment") return beside().querySelector("button[value^='comment:']").click();
    const row = workedOn(), field = fieldOf(row);
    if (!field) return;
    if (field.value.trim()) save(field, { confirmed: true });
    // Where to go next does not wait for the answer.
    const unfinished = next(1, each => each !== row && !isDone(each), true);
    if (unfinished) return go(unfinished);
    document.getElementById("complete").focus();
    say(words("doneWords"));
}

function goToProblem() {
    const row = next(1, each => Number(notesOf(each)?.dataset.problems) > 0, true);
    if (row) go(row);
    else say(words("noProblem"));
}

function preview() {
    const place = document.getElementById("preview");
    if (place.firstChild) return place.replaceChildren();
    const frame = document.createElement("iframe");
    frame.src = `${path()}/preview/page`;
    frame.title = place.dataset.title;
    place.append(frame);
}

let refreshing;
document.addEventListener("translation-saved", () => {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => document.querySelector("#preview iframe")?.contentWindow.location.reload(), 500);
});

const isMine = () => work()?.querySelector("textarea[data-segment]");
bind(isMine, {
    "ctrl+Enter": confirmAndGoOn,
    "ctrl+NumpadEnter": confirmAndGoOn,
    "ctrl+KeyS": () => saveAll(),
    "alt+ArrowUp": () => go(next(-1)),
    "alt+ArrowDown": () => go(next(1)),
    "ctrl+shift+ArrowUp": () => turn(-1),
    "ctrl+shift+ArrowDown": () => turn(1),
    "alt+KeyS": () => { if (fieldOf(workedOn())) put(fieldOf(workedOn()), sourceOf(workedOn())); },
    "alt+KeyQ": goToProblem,
    "alt+KeyH": () => beside().focus(),
    "alt+KeyP": preview,
    "ctrl+shift+Enter": () => document.getElementById("complete").focus(),
});

// Without what was struck.
function sourceOf(row) {
    const source = row.querySelector(".source").cloneNode(true);
    for (const gone of source.querySelectorAll("del, .unseen")) gone.remove();
    return source.textContent.trim();
}

document.addEventListener("keydown", event => {
    if (event.key === "Escape" && isMine() && event.target.closest?.("#beside")) go(here());
});
document.addEventListener("focusin", ({ target }) => { if (isTarget(target)) showBeside(rowOf(target)); });
document.addEventListener("click", event => {
    const button = event.target.closest?.("button, a");
    if (!button || !work()) return;
    if (button.matches("[data-next-problem]")) goToProblem();
    else if (button.matches("[data-preview]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); preview(); }
    else if (button.matches(".ask") && isMine()) { event.preventDefault(); showBeside(rowOf(button)); beside().focus(); }
    else if (button.matches("[name=take]") && isMine()) { event.preventDefault(); take(fieldOf(here()), button); }
});

export function begin() {
    if (work()) bringBack();
}
