// Keeps the page of a living run fresh: asks for the page again and exchanges the parts that are marked with data-fresh.
(() => {
  "use strict";
  const PAUSE = 2000;
  const controls = document.querySelector("[data-live]");
  const [refresh, button, status] = controls.children;
  // The parts as the server sent them last.
  const seen = new Map();
  let paused = false;
  let timer;
  // Only the newest chain of updates goes on.
  let chain = 0;

  const say = (text) => {
    if (status.textContent !== text) {
      status.textContent = text;
    }
  };

  const focusable = (part) => [...part.querySelectorAll("a, button, input, select, summary, [tabindex]")];

  // What a person does on the page must survive: the focus, what is ticked and opened, how far something is scrolled.
  const exchange = (old, fresh) => {
    const focus = focusable(old).indexOf(document.activeElement);
    const scrolled = [...old.querySelectorAll("[tabindex]")].map((box) =>
      [box.scrollLeft, box.scrollTop, box.scrollTop + box.clientHeight >= box.scrollHeight - 4]);
    const opened = [...old.querySelectorAll("details[open]")].map((details) => details.firstElementChild.textContent);
    const ticked = [...old.querySelectorAll("input:checked")].map((box) => box.name + "=" + box.value);
    const typed = [...old.querySelectorAll("input[type=search]")].map((field) => field.value);
    fresh.querySelectorAll("details").forEach((details) => { details.open = opened.includes(details.firstElementChild.textContent); });
    fresh.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = ticked.includes(box.name + "=" + box.value); });
    fresh.querySelectorAll("input[type=search]").forEach((field, i) => { field.value = typed[i] ?? field.value; });
    const chosen = [...old.querySelectorAll("select")].map((select) => select.value);
    fresh.querySelectorAll("select").forEach((select, i) => { select.value = chosen[i] ?? select.value; });
    old.replaceWith(fresh);
    fresh.querySelectorAll("[tabindex]").forEach((box, i) => {
      if (scrolled[i]) {
        box.scrollLeft = scrolled[i][0];
        box.scrollTop = box.hasAttribute("data-tail") && scrolled[i][2] ? box.scrollHeight : scrolled[i][1];
      }
    });
    if (focus >= 0) {
      focusable(fresh)[focus]?.focus({preventScroll: true});
    }
  };

  const isSelecting = (part) => {
    const selection = getSelection();
    return !selection.isCollapsed && part.contains(selection.anchorNode);
  };

  const update = async (mine) => {
    const began = performance.now();
    let next = PAUSE;
    try {
      const reply = await fetch(location.href, {headers: {Accept: "text/html"}});
      if (!reply.ok) {
        throw new Error(reply.status);
      }
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (mine !== chain) {
        return;
      }
      for (const fresh of page.querySelectorAll("[data-fresh]")) {
        const old = document.getElementById(fresh.id);
        if (old && seen.get(fresh.id) !== fresh.outerHTML && !isSelecting(old)) {
          seen.set(fresh.id, fresh.outerHTML);
          exchange(old, document.importNode(fresh, true));
        }
      }
      if (!page.querySelector("[data-live]")) {
        controls.replaceChildren(status);
        say("The run has ended.");
        return;
      }
      say("Live");
      // A page that takes long to make is asked for less often.
      next = Math.max(PAUSE, 5 * (performance.now() - began));
    } catch (e) {
      if (mine !== chain) {
        return;
      }
      say("The server does not answer. Trying again.");
      next = 3 * PAUSE;
    }
    timer = setTimeout(update, next, mine);
  };

  const start = () => {
    clearTimeout(timer);
    chain++;
    if (!paused && !document.hidden) {
      update(chain);
    }
  };

  document.querySelectorAll("[data-fresh]").forEach((part) => seen.set(part.id, part.outerHTML));
  document.querySelectorAll("[data-tail]").forEach((box) => { box.scrollTop = box.scrollHeight; });
  refresh.hidden = true;
  button.hidden = false;
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? "Resume live updates" : "Pause live updates";
    say(paused ? "Paused" : "Live");
    start();
  });
  document.addEventListener("visibilitychange", start);
  say("Live");
  timer = setTimeout(update, PAUSE, chain);
})();
