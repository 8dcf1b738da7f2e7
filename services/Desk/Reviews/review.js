// A reviewer's way through the rows by keys. No key approves or returns: keys lead to the buttons that do.
import { bind } from "./keys.js";

const form = () => document.querySelector("#work[data-review]");
const rows = () => [...form().querySelectorAll(".segment")];
const here = () => document.activeElement.closest(".segment");

function go(row) {
    if (!row) return;
    row.querySelector(".kind").focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
}

function move(step, fits = () => true) {
    const all = rows(), from = all.indexOf(here());
    go((step > 0 ? all.slice(from + 1) : all.slice(0, Math.max(from, 0)).reverse()).find(fits));
}

function goTo(selector) {
    const place = document.querySelector(selector);
    place?.focus();
    place?.scrollIntoView({ block: "center" });
}

bind(form, {
    "alt+ArrowUp": () => move(-1),
    "alt+ArrowDown": () => move(1),
    "alt+KeyQ": () => move(1, row => "look" in row.dataset),
    "alt+KeyX": () => here()?.querySelector("[name=segments]")?.click(),
    "alt+KeyR": () => goTo("#f-comment"),
    "alt+KeyA": () => goTo("button[value=approve]"),
});
