// Makes faster what every page does without script. Modules act on what stands in the document, now and after each enhanced navigation.
import { follow } from "./live.js";
import "./drafts.js";
import "./review.js";
import { begin as translate } from "./translate.js";

const modules = [follow, translate];
const act = () => modules.forEach(module => module());

act();
// The framework's script says when it has put another page in this one's place.
const heard = setInterval(() => {
    if (!window.Blazor) return;
    clearInterval(heard);
    window.Blazor.addEventListener("enhancedload", () => {
        act();
        // After a refused form, its faults; after a step that was done, what it said.
        const said = document.querySelector("#faults, [role=status]");
        // Who saves by a key goes on typing, and hears it.
        if (said?.id !== "faults" && document.activeElement?.closest("#editor")?.contains(document.activeElement) && document.activeElement.matches("textarea, input")) document.getElementById("live").textContent = said?.textContent ?? "";
        else said?.focus();
    });
}, 50);
