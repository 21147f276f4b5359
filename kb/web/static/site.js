// Comforts for pages that work without them: keys, filters on phones, lists one can narrow, theme, what happens around htmx's swaps.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const on = (type, act) => document.addEventListener(type, act);
  const box = byId("q");
  root.classList.add("js");

  // Keys: "/" goes to the search box (data-slash="off" on <html> turns it off), Esc clears it.
  const typing = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";
  on("keydown", (e) => {
    if (!box || e.defaultPrevented || e.isComposing) return;
    if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && root.dataset.slash !== "off" && !e.target.matches(typing) && !byId("filters")?.open) {
      e.preventDefault();
      box.focus();
      box.select();
    } else if (e.key === "Escape" && e.target === box && box.value) {
      e.preventDefault();
      box.value = "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // Filters on phones: one element moves into a dialog and back.
  const sheet = byId("filters");
  const tellSheet = () => {
    const { show, clear } = byId("facets").dataset;
    const link = sheet.querySelector("footer [data-clear]");
    sheet.querySelector("footer [data-show]").textContent = show;
    link.hidden = !clear;
    link.href = clear;
  };
  on("click", (e) => {
    if (e.target.closest("[data-filters]") && sheet?.showModal) {
      e.preventDefault();
      sheet.querySelector(".body").append(byId("facets"));
      tellSheet();
      sheet.showModal();
    } else if (e.target === sheet || e.target.closest("#filters [data-close]")) sheet.close();
  });
  sheet?.addEventListener("close", () => {
    byId("results").before(byId("facets"));
    document.querySelector("[data-filters]")?.focus();
  });
  if (sheet) matchMedia("(min-width: 56.01rem)").addEventListener("change", (e) => e.matches && sheet.open && sheet.close());

  // Long facet lists: a field that narrows them.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const narrow = (field) => {
    const wanted = plain(field.value).split(/\s+/);
    const list = field.closest(".facet, [data-narrow]");
    list.querySelectorAll("li:not(nav li)").forEach((li) => {
      const label = plain(`${li.matches(".facet li") ? li.querySelector("span").textContent : li.textContent} ${li.dataset.also ?? ""}`);
      li.hidden = !wanted.every((word) => label.includes(word));
    });
    const nobody = list.querySelector(".nobody");
    if (nobody) nobody.hidden = !!list.querySelector("li:not(nav li, [hidden])");
  };
  on("input", (e) => e.target.matches(".within") && narrow(e.target));
  const showFields = (part) => part.querySelectorAll(".within").forEach((field) => { field.hidden = false; narrow(field); });
  showFields(document);
  // The field is no filter itself: its change must not start a search, nor Enter send the form.
  addEventListener("change", (e) => e.target.matches?.(".within") && e.stopPropagation(), true);
  on("keydown", (e) => e.key === "Enter" && e.target.matches(".within") && e.preventDefault());

  // What was ticked before the scripts had come counts too; what a browser ticks again by itself, going back, does not.
  on("DOMContentLoaded", () => {
    if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
    const early = [...document.querySelectorAll("#facets input[type=checkbox]")].find((each) => each.checked !== each.defaultChecked);
    early?.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Theme: a cookie the server reads, so that no page comes in the wrong colours first.
  const themes = document.querySelector(".theme");
  if (themes) themes.hidden = false;
  themes?.addEventListener("change", (e) => {
    const theme = e.target.value;
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; SameSite=Lax; max-age=${theme ? 31536000 : 0}${location.protocol === "https:" ? "; Secure" : ""}`;
  });

  // Around a swap: facets keep what was open and typed, the count is said once, focus is not lost, languages keep the search.
  on("htmx:oobBeforeSwap", (e) => {
    const fresh = (old) => e.detail.fragment.querySelector(`#${CSS.escape(old.id)}`);
    e.detail.target.querySelectorAll("details[id]").forEach((old) => { const d = fresh(old); if (d) d.open = old.open; });
    e.detail.target.querySelectorAll(".within").forEach((old) => { const f = fresh(old); if (f) f.value = old.value; });
  });
  on("htmx:oobAfterSwap", () => { showFields(byId("facets")); if (sheet) tellSheet(); });
  let saying;
  on("htmx:afterSettle", (e) => {
    if (e.detail.target?.id !== "results") return;
    const count = byId("count");
    clearTimeout(saying);
    saying = setTimeout(() => { byId("live").textContent = count.textContent; }, 600);
    if (document.activeElement === document.body) (sheet?.open ? sheet : count).focus({ preventScroll: true });
    byId("trouble").hidden = true;
  });
  // A search is counted once its words stand, not while they are typed; only that, and not for who asks not to be counted.
  let standing = 0, told = box?.value.trim();
  const settle = () => {
    clearTimeout(standing);
    standing = 0;
    const words = new URLSearchParams(location.search).get("q") ?? "";
    if (!words || words === told || navigator.doNotTrack === "1" || navigator.globalPrivacyControl) return;
    told = words;
    fetch(location.href, { method: "HEAD", headers: { "X-Settled": "1" }, cache: "no-store", keepalive: true }).catch(() => {});
  };
  on("htmx:afterSettle", (e) => {
    if (e.detail.target?.id !== "results") return;
    clearTimeout(standing);
    standing = setTimeout(settle, 2500);
  });
  on("input", (e) => { if (e.target === box) clearTimeout(standing); });
  addEventListener("pagehide", () => standing && settle());
  const keepSearch = () => document.querySelectorAll(".langs a").forEach((a) => {
    a.href = location.pathname.replace(/^\/\w\w(?=\/)/, `/${a.hreflang}`) + location.search;
  });
  on("htmx:pushedIntoHistory", keepSearch);
  on("htmx:replacedInHistory", keepSearch);

  // A failed request leaves the old results and offers a retry.
  const fail = (e) => {
    const note = byId("trouble");
    if (!note) return;
    const busy = e.detail.xhr?.status === 429;
    note.querySelector("[data-busy]").hidden = !busy;
    note.querySelector("[data-any]").hidden = busy;
    note.hidden = false;
  };
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((type) => on(type, fail));
  on("click", (e) => e.target.closest("[data-retry]") && byId("search").requestSubmit());
})();
