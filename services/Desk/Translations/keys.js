// Keys by their place on the keyboard, and the list of them.

const sets = [];

/** Binds keys such as "ctrl+shift+KeyS" while a page is shown. */
export const bind = (isShown, acts) => sets.push({ isShown, acts });

const nameOf = event => [event.ctrlKey || event.metaKey ? "ctrl" : "", event.altKey ? "alt" : "", event.shiftKey ? "shift" : "", event.code].filter(Boolean).join("+");

const questionMark = "akorda-question-mark";
const list = () => document.getElementById("keys");
const isWriting = element => element.closest?.("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]");

function showList() {
    list().querySelector("[data-question-mark]").checked = localStorage.getItem(questionMark) !== "off";
    if (!list().open) list().showModal();
}

document.addEventListener("keydown", event => {
    // AltGr writes letters, and an input method is not to be disturbed.
    if (event.isComposing || event.getModifierState("AltGraph")) return;
    const shown = list();
    if (shown && (nameOf(event) === "ctrl+Slash" || event.key === "?" && !isWriting(event.target) && localStorage.getItem(questionMark) !== "off")) {
        event.preventDefault();
        return showList();
    }
    if (shown?.open) return;
    const act = sets.find(set => set.isShown())?.acts[nameOf(event)];
    if (!act) return;
    event.preventDefault();
    act();
});
document.addEventListener("click", event => { if (event.target.closest?.("[data-keys]")) showList(); });
document.addEventListener("change", ({ target }) => {
    // A single character as a key disturbs people who speak to their computer: they can turn it off.
    if (target.matches?.("[data-question-mark]")) localStorage.setItem(questionMark, target.checked ? "on" : "off");
});
