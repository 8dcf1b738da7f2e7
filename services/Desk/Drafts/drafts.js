// The editor: everything that its buttons do without script, faster.
import { keep, settle } from "./keeping.js";
import "./marks.js";
import "./pasting.js";
import "./photographs.js";
import { arrive } from "./presence.js";

arrive();
addEventListener("DOMContentLoaded", () => {
  globalThis.Blazor?.addEventListener("enhancednavigationstart", () => keep({ keepalive: true }));
  globalThis.Blazor?.addEventListener("enhancedload", () => { settle(); arrive(); });
});
