// Suggestions under the search box: a combobox over a list of links (WAI-ARIA: list autocomplete with manual selection).
// The box keeps the focus; the search works without any of this.
(() => {
  "use strict";
  const PAUSE = 120;  // milliseconds after a letter
  const LEAST = 2;    // letters
  const box = document.getElementById("q");
  const list = document.getElementById("suggestions");
  if (!box || !list) return;
  const known = new Map();  // answers of this page, by what was typed
  const most = list.dataset.most ?? Infinity;
  const row = list.matches("[aria-orientation=horizontal]");
  let options = [], active = -1, timer, request;

  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  Object.entries(attributes).forEach(([name, value]) => box.setAttribute(name, value));

  const isOpen = () => !list.hidden;
  const typed = () => box.value.trim().replace(/\s+/g, " ");
  const point = (place) => {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[place];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest", inline: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  };
  const show = (isShown) => {
    point(-1);
    list.hidden = !isShown;
    box.setAttribute("aria-expanded", String(isShown));
  };
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    show(false);
  };

  const optionOf = (suggestion, place) => {
    const [link, name, about] = ["a", "span", "small"].map((tag) => document.createElement(tag));
    link.id = `suggestion-${place}`;
    link.href = suggestion.url;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    name.innerHTML = suggestion.html;  // escaped by the server but for <mark>
    if (suggestion.label_lang !== document.documentElement.lang) name.lang = suggestion.label_lang;
    about.textContent = suggestion.about;
    link.append(name, " ", about);
    return link;
  };
  const fill = (suggestions) => {
    point(-1);
    options = suggestions.slice(0, most).map(optionOf);
    list.replaceChildren(...options);
    list.scrollLeft = 0;
    show(options.length > 0);
  };

  const ask = async (text) => {
    request?.abort();
    const mine = request = new AbortController();
    try {
      if (!known.has(text)) {
        const answer = await fetch(`${list.dataset.from}?q=${encodeURIComponent(text)}&${list.dataset.with}`, { signal: mine.signal });
        if (!answer.ok) return;
        known.set(text, (await answer.json()).suggestions);
      }
      // Whoever answers late finds that the box says something else by now, or that nobody is there any more.
      if (mine === request && !mine.signal.aborted && text === typed() && document.activeElement === box) fill(known.get(text));
    } catch { /* cancelled, or no network: the search itself says what is wrong */ }
  };
  const askSoon = () => {
    clearTimeout(timer);
    if (typed().length < LEAST) return close();
    timer = setTimeout(ask, PAUSE, typed());
  };

  const move = (by) => {
    if (isOpen()) return point(active < 0 ? (by > 0 ? 0 : options.length - 1) : (active + by + options.length) % options.length);
    if (typed().length >= LEAST) ask(typed()).then(() => isOpen() && point(by > 0 ? 0 : options.length - 1));
  };
  const keys = {
    ArrowDown: () => { move(1); return true; },
    ArrowUp: () => { move(-1); return true; },
    ArrowRight: () => row && active >= 0 && (move(1), true),
    ArrowLeft: () => row && active >= 0 && (move(-1), true),
    Enter: () => {
      const chosen = options[active];
      close();
      chosen?.click();
      return Boolean(chosen);
    },
    Escape: () => isOpen() && (close(), true),
  };
  box.addEventListener("keydown", (e) => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    if (Object.hasOwn(keys, e.key)) keys[e.key]() && e.preventDefault();
    else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(e.key)) point(-1);
  });
  box.addEventListener("input", (e) => e.isComposing || askSoon());
  box.addEventListener("compositionend", askSoon);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  addEventListener("pageshow", close);
  // A press on a suggestion must not take the focus, or the list would be gone before the click.
  list.addEventListener("mousedown", (e) => e.preventDefault());
})();
