// Keeps what stands in [data-live="service …"] as the services have it. No region is touched in which somebody types.

const pause = 300;
let source;
let pending;
let followed = "";

export function follow() {
    const services = [...new Set([...document.querySelectorAll("[data-live]")].flatMap(region => region.dataset.live.split(" ")))].sort();
    if (services.join() === followed) return;
    followed = services.join();
    source?.close();
    if (services.length === 0) return;
    source = new EventSource("/changes?" + services.map(service => "of=" + service).join("&"));
    source.addEventListener("changed", () => {
        clearTimeout(pending);
        pending = setTimeout(refresh, pause);
    });
}

async function refresh() {
    if (document.hidden) {
        document.addEventListener("visibilitychange", refresh, { once: true });
        return;
    }
    const address = location.href;
    const answer = await fetch(address, { headers: { Accept: "text/html", "X-Background": "1" }, redirect: "manual" });
    // A page that was left meanwhile, or a session that ended: the next click says so.
    if (!answer.ok || address !== location.href) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = [...now.querySelectorAll("[data-live]")];
    [...document.querySelectorAll("[data-live]")].forEach((region, index) => {
        const next = fresh[index];
        if (!next || next.tagName !== region.tagName || region.innerHTML === next.innerHTML) return;
        if (region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
        const focused = region.contains(document.activeElement) ? document.activeElement.getAttribute("href") ?? document.activeElement.id : null;
        region.replaceChildren(...next.childNodes);
        if (focused) [...region.querySelectorAll("a, [id]")].find(element => element.getAttribute("href") === focused || element.id === focused)?.focus();
    });
}
