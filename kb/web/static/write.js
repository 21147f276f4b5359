// Comforts for writing: it saves by itself, shows the page beside the text, adds and takes out rows. The form works without any of this.
(() => {
  "use strict";
  const PREVIEW_PAUSE = 400, SAVE_PAUSE = 1500, RETRY_PAUSE = 10000;  // milliseconds
  const form = document.getElementById("write");
  if (!form) return;
  const studio = form.closest(".studio"), panes = document.getElementById("panes");
  const say = form.dataset, store = heldText(say.key, form.elements.text ? "markdown" : "form");
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const state = form.querySelector("[data-state]"), trouble = studio.querySelector("[data-trouble]");
  const typed = () => new URLSearchParams(new FormData(form));
  const make = (tag, text, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.textContent = text;
    return element;
  };

  // What is typed, as it is kept in this browser until the server has it. The token of the form is no part of it.
  const text = () => {
    const pairs = typed();
    ["csrf_token", "version"].forEach((name) => pairs.delete(name));
    return pairs.toString();
  };
  const hold = () => store.put(text(), form.version.value);

  // Saving: one at a time, the latest text wins, and nothing is given up on.
  let kept = text(), saving = false, leaving = false, waiting, timer, retry;
  const tell = (message, ...ways) => {
    trouble.firstElementChild.textContent = message;
    all("button, a", trouble).forEach((each) => each.remove());
    trouble.append(...ways);
    trouble.hidden = !message;
  };
  const button = (label, act) => {
    const made = make("button", label, { type: "button", className: "btn" });
    made.addEventListener("click", act);
    return made;
  };
  const later = () => { clearTimeout(retry); retry = setTimeout(save, RETRY_PAUSE); };
  const refused = {
    401: () => {
      tell(say.expired, make("a", say.signIn, { href: say.signInUrl, target: "_blank", rel: "noopener", className: "btn" }));
      later();
    },
    403: () => renew().then(later, () => tell(say.refused, button(say.again, save))),
    409: () => tell(say.conflict, button(say.both, () => { leaving = true; form.submit(); })),
  };
  // Whoever signs in again has a new token: it is taken from the same page, and nothing else of it.
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#write [name=csrf_token]");
    if (!fresh) return refused[401]();
    all("[name=csrf_token]", document).forEach((field) => { field.value = fresh.value; });
    save();
  };
  const send = (address, accept, more = {}) => {
    const body = typed();
    Object.entries(more.fields ?? {}).forEach(([name, value]) => body.set(name, value));
    return fetch(address, { method: "POST", body, headers: { Accept: accept }, signal: more.signal });
  };
  async function save() {
    [timer, retry].forEach(clearTimeout);
    if (saving) return askSave();
    const now = text();
    if (now === kept) return settled();
    saving = true;
    state.textContent = say.saving;
    try {
      const answer = await send(form.action, "application/json");
      if (answer.ok) {
        form.version.value = (await answer.json()).version;
        kept = now;
        settled();
      } else {
        state.textContent = say.unsaved;
        hold();
        (refused[answer.status] ?? (() => tell(say.refused, button(say.again, save))))();
      }
    } catch {
      state.textContent = say.unsaved;
      tell(say.offline);
      later();
    } finally {
      saving = false;
      if (waiting) form.requestSubmit(waiting);
      waiting = undefined;
    }
  }
  const settled = () => {
    tell("");
    if (text() !== kept) return askSave();
    store.drop();
    state.textContent = `${say.saved}, ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`;
  };
  const askSave = () => { clearTimeout(timer); timer = setTimeout(save, SAVE_PAUSE); };

  // The preview: the latest wins, older ones are called off.
  let previewing, previewTimer;
  const names = () => all("[data-name]").map((each) => each.dataset.name).join(" ");
  const preview = async () => {
    previewing?.abort();
    const mine = previewing = new AbortController();
    panes.setAttribute("aria-busy", "true");
    try {
      const answer = await send(say.preview, "text/html", { signal: mine.signal, fields: { names: names() } });
      if (!answer.ok || mine !== previewing) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== previewing) return;
      ["pane-preview", "pane-check"].forEach((id) => {
        const scrolled = document.getElementById(id).scrollTop;
        document.getElementById(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
        document.getElementById(id).scrollTop = scrolled;
      });
      judge();
    } catch { /* called off, or no connection: saving tells of that */ } finally {
      if (mine === previewing) panes.removeAttribute("aria-busy");
    }
  };
  const changed = () => {
    if (text() !== kept) { state.textContent = say.unsaved; hold(); }
    clearTimeout(previewTimer);
    previewTimer = setTimeout(preview, PREVIEW_PAUSE);
    askSave();
  };

  // What is wrong stands beside its field as well; the list of it links there. A gap is told once one has been there.
  const visited = new Set(all(".problem[id]").map((each) => document.getElementById(each.id.replace(/-problem$/, ""))));
  const judge = () => {
    const check = document.getElementById("pane-check");
    all("[data-faults]", studio).forEach((each) => { each.textContent = +check.dataset.count || ""; });
    all("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
    all(".problem[id]").forEach((each) => {
      all(`[aria-describedby~="${CSS.escape(each.id)}"]`).forEach((field) => describe(field, each.id, false));
      each.remove();
    });
    all(".bad [data-target^=f-]", check).forEach((link) => {
      const field = document.getElementById(link.dataset.target), id = `${link.dataset.target}-problem`;
      if (!field || document.getElementById(id) || ("gap" in link.dataset && !visited.has(field))) return;
      const note = make("p", link.querySelector("span").textContent, { id, className: "problem" });
      if (field.matches("fieldset")) field.querySelector("legend").after(note);
      else if (field.matches("details")) field.querySelector("summary").after(note);
      else { field.before(note); field.setAttribute("aria-invalid", "true"); }
      describe(field, id, true);
    });
    if (form.elements.text) form.elements.text.toggleAttribute("aria-invalid", +check.dataset.count > 0);
    all("a", document.getElementById("pane-preview")).forEach((link) => { link.target = "_blank"; link.rel = "noopener"; });
  };
  const describe = (field, id, is) => {
    const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    if (is) ids.add(id); else ids.delete(id);
    if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" ")); else field.removeAttribute("aria-describedby");
  };
  const goTo = (link) => {
    const field = document.getElementById(link.dataset.target);
    if (!field) return false;
    show("write");
    visited.add(field);
    for (let row = field.closest("details"); row; row = row.parentElement.closest("details")) row.open = true;
    const box = field.matches("input, textarea, select") ? field : field.querySelector("input:not([type=hidden]):not([hidden]), select, textarea, summary");
    box?.focus();
    field.scrollIntoView({ block: "center" });
    if (box?.id === "text") {
      const lines = box.value.split("\n"), line = +link.dataset.line - 1;
      const start = lines.slice(0, line).join("\n").length + (line > 0);
      box.setSelectionRange(start, start + (lines[line] ?? "").length);
      box.scrollTop = Math.max(0, line - 4) * (parseFloat(getComputedStyle(box).lineHeight) || 20);
    }
    return true;
  };

  // Rows: the spare one at the end is the pattern of all further ones.
  const spares = new Map(all("[data-rows]").map((list) => [list, all("[data-row]", list).at(-1).cloneNode(true)]));
  const rowsOf = (list) => all("[data-row]", list);
  const firstBox = (row) => row.querySelector("input:not([type=hidden]), select, textarea");
  const add = (list) => {
    const last = rowsOf(list).at(-1);
    const isEmpty = all("input:not([type=hidden]), select, textarea", last).every((box) => box.value === (box.defaultValue ?? "") && !box.matches("select:has([selected])"));
    if (isEmpty && all("select", last).every((box) => !box.value)) return reveal(last);
    const row = spares.get(list).cloneNode(true), old = row.dataset.row, name = list.dataset.rows, key = String(Math.max(...rowsOf(list).map((each) => +each.dataset.row)) + 1);
    const swap = (value) => value.replaceAll(`${name}.${old}`, `${name}.${key}`).replaceAll(`f-${name}-${old}`, `f-${name}-${key}`);
    [row, ...all("*", row)].forEach((each) => [...each.attributes].forEach((attribute) => { attribute.value = swap(attribute.value); }));
    row.dataset.row = key;
    const number = row.querySelector(".no");
    if (number) number.textContent = rowsOf(list).length + 1;
    last.after(row);
    reveal(row);
    sources();
  };
  const reveal = (row) => {
    if (row.matches("details")) row.open = true;
    row.classList.remove("spare");
    if (!row.querySelector("[data-remove]")) {
      (row.querySelector(".go") ?? row).append(make("button", say.wordRemove, { className: row.matches("details") ? "btn small" : "btn plain small", name: "remove", value: `${row.parentElement.dataset.rows}.${row.dataset.row}` }));
      row.querySelector("[name=remove]").dataset.remove = "";
    }
    firstBox(row)?.focus();
  };
  const remove = (row) => {
    const list = row.parentElement, rows = rowsOf(list), next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    if (rows.length === 1) {
      all("input:not([type=hidden]), textarea", row).forEach((box) => { box.value = ""; });
      all("select", row).forEach((box) => { box.value = ""; });
    } else row.remove();
    (next?.querySelector("summary, input") ?? list.querySelector("[data-add]")).focus();
    sources();
    changed();
  };
  // A result names its source by number: the numbers there are, and who stands behind them.
  const sources = () => {
    const rows = all("#f-sources > [data-row]");
    all("select[data-sources]").forEach((box) => {
      const chosen = box.value;
      const options = rows.map((row) => {
        const number = +row.dataset.row + 1;
        return new Option(`${number}. ${row.querySelector("[name$='.publisher']").value || "…"}`, number);
      });
      box.replaceChildren(box.options[0], ...options);
      box.value = options.some((option) => option.value === chosen) ? chosen : "";
    });
  };
  // Only a name that is in no list can be drafted.
  const drafts = (within = form) => all("[data-draft]", within).forEach((each) => {
    const field = each.closest("[data-row], .field").querySelector("input[list]"), value = field.value.trim();
    const known = [...(field.list?.options ?? [])].some((option) => option.value === value);
    each.hidden = !value || known;
  });

  // Which of the three is shown on a narrow page; beside the text on a wide one.
  const show = (pane) => {
    studio.dataset.pane = pane;
    all("[data-show]", studio).forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.show === pane)));
  };

  let lastBox = form.querySelector("[data-prose]");
  const insert = (line) => {
    const end = lastBox.selectionEnd ?? lastBox.value.length;
    const before = lastBox.value.slice(0, end).trimEnd(), after = lastBox.value.slice(end).trimStart();
    lastBox.value = [before, line, after].filter(Boolean).join("\n\n");
    show("write");
    lastBox.focus();
    lastBox.setSelectionRange(before.length + 4, before.length + 4);
    changed();
  };

  form.addEventListener("focusin", (e) => { if (e.target.matches("[data-prose]")) lastBox = e.target; });
  form.addEventListener("focusout", (e) => { visited.add(e.target).add(e.target.closest("fieldset")); });
  form.addEventListener("input", (e) => {
    if (e.target.matches(".within")) return;
    if (e.target.matches("[name$='.publisher']")) sources();
    drafts(e.target.closest("[data-row], .field") ?? form);
    changed();
  });
  form.addEventListener("change", (e) => e.target.matches(".within") || changed());
  form.addEventListener("submit", (e) => {
    const isOffline = !navigator.onLine;
    if (saving || isOffline) e.preventDefault();  // else the page that opens would be one of a browser, or of two versions
    if (saving) waiting = e.submitter;
    else if (isOffline) { hold(); tell(say.offline); } else { leaving = true; store.sent(form.version.value); }
  });
  addEventListener("pageshow", () => { leaving = false; });
  studio.addEventListener("click", (e) => {
    const hit = (selector) => e.target.closest(selector);
    if (hit("[data-add]")) { e.preventDefault(); add(hit("[data-rows]")); }
    else if (hit("[data-remove]")) { e.preventDefault(); remove(hit("[data-row]")); }
    else if (hit("[data-show]")) show(hit("[data-show]").dataset.show);
    else if (hit("[data-insert]")) insert(hit("[data-insert]").dataset.insert);
    else if (hit("a[data-target]") && goTo(hit("a[data-target]"))) e.preventDefault();
  });
  addEventListener("online", save);
  addEventListener("focus", () => text() !== kept && save());
  addEventListener("beforeunload", (e) => { if (!leaving && text() !== kept) e.preventDefault(); });

  // Text that a browser held on to while nothing could be saved. Typed over an older version, it stands beside the newer one.
  const restore = (held) => {
    const pairs = new URLSearchParams(held.text);
    form.version.value = held.version;
    pairs.forEach((value, name) => {
      const list = form.querySelector(`[data-rows="${CSS.escape(name.split(".")[0])}"]`);
      if (list && !form.elements[name] && !name.endsWith(".entry")) add(list);
    });
    [...new Set([...form.elements].map((box) => box.name))].forEach((name) => {
      if (!name || ["csrf_token", "version", "page", "field"].includes(name)) return;
      const values = pairs.getAll(name);
      all(`[name="${CSS.escape(name)}"]`).forEach((box) => {
        if (box.type === "checkbox") box.checked = values.includes(box.value);
        else if (box.type !== "submit" && values.length) box.value = values[0];
      });
    });
    changed();
  };
  const held = store.find(form.version.value, new URLSearchParams(location.search).has("done"));
  if (held && held.text !== kept) {
    tell(say.found, button(say.take, () => { tell(""); restore(held); }), button(say.drop, () => { tell(""); store.forget(); }));
  }
  all("[data-insert]", studio).forEach((each) => { each.hidden = false; });
  studio.querySelector(".switch").hidden = false;
  show("write");
  drafts();
  preview();
})();
