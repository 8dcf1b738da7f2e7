// Keeps what a translator types: after two seconds of quiet, on leaving the row, on leaving the page. A field's default value is what the server holds.
import { fieldOf, isTarget, notesOf, path, rowOf, rows, say, showProgress, words, work } from "./rows.js";

const quiet = 2_000, again = 5_000;
const timers = new WeakMap(), sending = new WeakMap();
let isAway = false, wasSaid = false;

const isChanged = field => field.value !== field.defaultValue;
const fields = () => work() ? rows().map(fieldOf).filter(field => field && !field.readOnly) : [];

/** Saves a row if it changed. Confirmed, its words are saved as they stand: somebody says that they fit. */
export function save(field, { confirmed = false, leaving = false } = {}) {
    clearTimeout(timers.get(field));
    if (field.readOnly || !confirmed && !isChanged(field)) return Promise.resolve();
    // One after another, or an older text could arrive last; on the way out there is no time to wait.
    const sent = (leaving ? Promise.resolve() : sending.get(field) ?? Promise.resolve()).then(() => send(field, confirmed, leaving));
    sending.set(field, sent);
    return sent;
}

/** Saves every row that changed. */
export const saveAll = () => Promise.all(fields().map(field => save(field)));

async function send(field, confirmed, leaving) {
    const text = field.value;
    if (!work() || field.readOnly || !confirmed && !isChanged(field) || field.dataset.refused === text) return;
    const body = new URLSearchParams({ target: text, __RequestVerificationToken: work().querySelector("[name=__RequestVerificationToken]").value });
    show(words("saving"));
    let answer, said;
    try {
        answer = await fetch(`${path()}/segments/${field.dataset.segment}`, { method: "POST", body, keepalive: leaving });
        said = await answer.text();
    } catch {
        return later(field, words("away"));
    }
    if (!work()) return;
    if (answer.ok) saved(field, text, said);
    else if (answer.status === 422) refused(field, text, said);
    else if ([403, 404, 409].includes(answer.status)) lost(said);
    else later(field, words(answer.status === 401 ? "signedOut" : "away"));
}

function saved(field, text, notes) {
    field.defaultValue = text;
    delete field.dataset.refused;
    field.removeAttribute("aria-invalid");
    forget(field);
    replaceNotes(rowOf(field), notes);
    showProgress();
    const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false, timeZone: work().dataset.zone });
    show(words("saved", at));
    const problems = Number(notesOf(rowOf(field)).dataset.problems);
    // Said when it is news: the first time, after trouble, and when a check found something.
    if (!wasSaid || isAway || problems > 0) say(problems > 0 ? words("problemWords", problems) : words("saved", at));
    [wasSaid, isAway] = [true, false];
    document.dispatchEvent(new CustomEvent("translation-saved"));
}

function replaceNotes(row, html) {
    const old = notesOf(row);
    const ticked = [...old.querySelectorAll("[name=acknowledged]:checked")].map(box => box.value);
    old.outerHTML = html;
    for (const box of notesOf(row).querySelectorAll("[name=acknowledged]")) box.checked = ticked.includes(box.value);
}

function refused(field, text, said) {
    field.dataset.refused = text;   // not sent again as it is
    field.setAttribute("aria-invalid", "true");
    const fault = Object.assign(document.createElement("p"), { className: "fault", textContent: said });
    notesOf(rowOf(field)).querySelector(".fault")?.remove();
    notesOf(rowOf(field)).prepend(fault);
    show("");
    say(said);
}

// Somebody else has the task now, or there is a newer one. What was typed stays where it is, to be read and copied.
function lost(said) {
    const box = document.getElementById("lost");
    if (box.textContent) return;
    box.textContent = `${said}. ${words("lost")}`;
    box.className = "summary";
    for (const field of fields()) field.readOnly = true;
    show("");
}

function later(field, said) {
    show(said);
    if (!isAway) say(said);
    isAway = true;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => save(field), again));
}

const show = text => { document.getElementById("saved").textContent = text; };

// What could not be saved yet survives a new sign-in in this window.
const keyOf = field => `akorda ${work().dataset.person} ${path()} ${field.dataset.segment}`;
const keep = field => sessionStorage.setItem(keyOf(field), JSON.stringify({ over: field.defaultValue, text: field.value }));
const forget = field => sessionStorage.removeItem(keyOf(field));

function bringBack() {
    for (const field of fields()) {
        const kept = JSON.parse(sessionStorage.getItem(keyOf(field)) ?? "null");
        if (!kept) continue;
        if (kept.over !== field.defaultValue || isChanged(field)) { forget(field); continue; }
        field.value = kept.text;
        show(words("back"));
        say(words("back"));
        save(field);
    }
}

document.addEventListener("input", ({ target }) => {
    if (!isTarget(target)) return;
    if (isChanged(target)) keep(target);
    else forget(target);
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => save(target), quiet));
});
document.addEventListener("focusout", ({ target }) => { if (isTarget(target)) save(target); });
document.addEventListener("change", ({ target }) => {
    if (target.matches?.("#work [name=confirmed]") && target.checked) save(fieldOf(rowOf(target)), { confirmed: true });
});
addEventListener("pagehide", () => { for (const field of fields()) save(field, { leaving: true }); });
addEventListener("beforeunload", event => { if (isAway && fields().some(isChanged)) event.preventDefault(); });

export { bringBack };
