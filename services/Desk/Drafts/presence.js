// Says every twenty seconds that somebody has a draft open, as long as the page can be seen, and shows who else has.
import { editor, post, put, tokenOf } from "./sending.js";

const pause = 20000;
let here = null;

setInterval(beHere, pause);
document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? beHere() : leave(here)));
addEventListener("pagehide", () => leave(here));

/** Another page may have come: leaves the draft of the last one. */
export function arrive() {
  const now = document.querySelector("[data-presence]")?.dataset.presence ?? null;
  if (here && here !== now) leave(here);
  here = now;
}

function fieldsOf(place) {
  const fields = new FormData();
  fields.set("__RequestVerificationToken", tokenOf(document));
  fields.set("state", place?.dataset.state ?? "reading");
  const revision = editor()?.elements.revision?.value;
  if (revision) fields.set("revision", revision);
  return fields;
}

async function beHere() {
  const place = document.querySelector("[data-presence]");
  if (!place || document.visibilityState !== "visible") return;
  here = place.dataset.presence;
  const answer = await post(`/drafts/${here}/here`, fieldsOf(place));
  if (answer?.ok && place.isConnected) put(await answer.text(), place);
}

function leave(draft) {
  if (draft) post(`/drafts/${draft}/leave`, fieldsOf(null), { keepalive: true });
}
