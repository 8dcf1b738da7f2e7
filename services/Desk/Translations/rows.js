// The rows of a translation: where they are, and what is said about them. Nothing is kept here; the document holds it all, because enhanced navigation may change it at any time.

export const work = () => document.querySelector("#work[data-mine]");
export const rows = () => [...document.querySelectorAll("#work .segment")];
export const rowOf = element => element?.closest?.("#work .segment");
export const fieldOf = row => row?.querySelector("textarea");
export const notesOf = row => row?.querySelector(".notes");
export const isDone = row => notesOf(row)?.dataset.state === "done";
export const isTarget = element => element?.matches?.("#work textarea[data-segment]") ?? false;
export const path = () => work().getAttribute("action");

/** The row that a person is in, or was in last. */
export const here = () => rowOf(document.activeElement) ?? document.getElementById(`s-${document.getElementById("beside")?.dataset.at}`);

/** The page's words, with what belongs in them. */
export const words = (name, ...values) => values.reduce((text, value, at) => text.replaceAll(`{${at}}`, value), work().dataset[name] ?? "");

/** Says something to those who hear the page, once. */
export function say(text) {
    const live = document.getElementById("live");
    live.textContent = "";
    // A region that is filled in the same moment as it is emptied may stay silent.
    setTimeout(() => { live.textContent = text; }, 50);
}

/** Shows the progress that the rows have now. */
export function showProgress() {
    const all = rows(), done = all.filter(isDone).length;
    const shown = document.querySelector("[data-progress]");
    shown.textContent = words("progressWords", done, all.length);
    shown.parentElement.querySelector("progress").value = done;
}

/** Goes to a row. */
export function go(row) {
    const field = fieldOf(row);
    field?.focus();
    row?.scrollIntoView({ block: "nearest" });
}

/** The row before or after, or null at the end. */
export function next(step, fits = () => true, around = false) {
    const all = rows(), from = all.indexOf(here());
    const order = step > 0 ? [...all.slice(from + 1), ...(around ? all.slice(0, from + 1) : [])] : all.slice(0, Math.max(from, 0)).reverse();
    return order.find(fits) ?? null;
}
