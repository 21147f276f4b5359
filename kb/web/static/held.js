// What is kept in this browser until the server has it: each text with the version it was typed over, and the page that put it there.
// A text that was sent is let go of once the server has a newer version than the one it was sent with, and not before.
const heldText = (() => {
  "use strict";
  const me = String(Math.random()), keyOf = (of, way) => `write ${of} ${way}`;
  const get = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const set = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or switched off */ } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* switched off */ } };
  const of = (name, way) => {
    const key = keyOf(name, way);
    return {
      put: (text, version) => set(key, { text, version, by: me }),
      // Another tab may hold a text of its own here.
      drop: () => { if (get(key)?.by === me) forget(key); },
      forget: () => forget(key),
      sent: (version) => { const held = get(key); if (held) set(key, { ...held, sent: version }); },
      unsent: () => { const held = get(key); if (held) set(key, { ...held, sent: undefined }); },
      find: (version, isSaved) => {
        const held = get(key);
        if (!held || held.sent === undefined || !(isSaved || +version > +held.sent)) return held;
        forget(key);
        return null;
      },
    };
  };

  // The page of two versions: what was typed is shown there, and is held until one of them is chosen.
  const form = document.querySelector("form[data-held]");
  if (form) {
    const both = ["form", "markdown"].map((way) => of(form.dataset.held, way));
    both.forEach((each) => each.unsent());
    form.addEventListener("submit", () => both.forEach((each) => each.sent(form.elements.version.value)));
    form.querySelector("a[data-leave]").addEventListener("click", () => both.forEach((each) => each.forget()));
  }
  return of;
})();
