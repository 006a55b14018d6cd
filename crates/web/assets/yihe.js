// Yihe. Every page works without this file; with it pages are quicker and a hasty second press does nothing.
// data-refresh="URL"  this element is fetched again every ten seconds while the page is seen
// data-swap="id"      a form or link replaces the element of that id instead of the whole page
// data-busy="words"   what a button says while its form is on its way
// data-aloud="words"  the read-aloud button, and what it says while reading; data-read marks what is read
(() => {
  "use strict";
  const TEN_SECONDS = 10000;
  const say = document.getElementById("say");

  const announce = (words) => { if (say) say.textContent = words || ""; };

  // Takes the element of this id out of a fetched page or fragment.
  const pick = (html, id) => new DOMParser().parseFromString(html, "text/html").getElementById(id);

  // Refreshed fragments ------------------------------------------------------------------------------------------
  const tags = new Map();

  const refresh = async (element) => {
    const url = element.dataset.refresh;
    const headers = { "X-Fragment": element.id };
    if (tags.has(url)) headers["If-None-Match"] = tags.get(url);
    try {
      const answer = await fetch(url, { headers, cache: "no-store", credentials: "same-origin" });
      if (answer.status !== 200 || answer.redirected) return;
      const fresh = pick(await answer.text(), element.id);
      tags.set(url, answer.headers.get("ETag") || "");
      // What somebody is using is not pulled away from under the hand.
      if (!fresh || element.contains(document.activeElement) || fresh.innerHTML === element.innerHTML) return;
      element.replaceWith(fresh);
    } catch {
      // Without network the page simply stays as it is until the next round.
    }
  };

  setInterval(() => {
    if (document.visibilityState === "visible") document.querySelectorAll("[data-refresh][id]").forEach(refresh);
  }, TEN_SECONDS);

  // Partial replacement ------------------------------------------------------------------------------------------
  const focusOn = (region) => {
    const target = region.querySelector("[data-focus], h1, h2") || region;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
    announce(target.textContent.trim());
  };

  const swap = async (source, id, url, options) => {
    const region = document.getElementById(id);
    const answer = await fetch(url, { credentials: "same-origin", headers: { "X-Fragment": id }, ...options });
    const html = await answer.text();
    const fresh = region && pick(html, id);
    if (!fresh) {
      location.assign(answer.url);
      return;
    }
    region.replaceWith(fresh);
    const title = /<title>([^<]*)<\/title>/.exec(html);
    if (title) document.title = new DOMParser().parseFromString(title[1], "text/html").body.textContent;
    if (answer.url !== location.href && (!options.method || answer.redirected)) history.pushState({}, "", answer.url);
    focusOn(fresh);
  };

  const lost = (source) => {
    const words = say && say.dataset.lost;
    if (!words) return;
    let notice = source.querySelector(".note-wrong[data-lost]");
    if (!notice) {
      notice = document.createElement("p");
      notice.className = "note note-wrong";
      notice.setAttribute("data-lost", "");
      source.append(notice);
    }
    notice.textContent = words;
    announce(words);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-swap]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    swap(link, link.dataset.swap, link.href, {}).catch(() => location.assign(link.href));
  });
  addEventListener("popstate", () => location.reload());

  // Forms --------------------------------------------------------------------------------------------------------
  const rest = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => {
      button.removeAttribute("aria-busy");
      const words = button.querySelector("span") || button;
      if (button.dataset.rest) words.textContent = button.dataset.rest;
    });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    // Collected before the button changes, since its value travels too.
    const data = new FormData(form);
    if (button && button.name) data.append(button.name, button.value);
    if (button && button.dataset.busy) {
      const words = button.querySelector("span") || button;
      button.style.minWidth = `${button.offsetWidth}px`;
      button.dataset.rest = words.textContent;
      words.textContent = button.dataset.busy;
      button.setAttribute("aria-busy", "true");
      announce(button.dataset.busy);
    }
    if (!form.dataset.swap || form.enctype === "multipart/form-data") return;
    event.preventDefault();
    const fields = new URLSearchParams(data);
    const url = new URL((button && button.getAttribute("formaction")) || form.getAttribute("action") || location.href, location.href);
    const post = form.method === "post";
    if (!post) url.search = fields;
    swap(form, form.dataset.swap, url, post ? { method: "POST", body: fields } : {})
      .catch(() => lost(form))
      .finally(() => rest(form));
  });
  // Back from the next page the browser shows this one as it was left: ready again.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(rest));

  // Read aloud ---------------------------------------------------------------------------------------------------
  const aloud = document.querySelector("[data-aloud]");
  if (aloud && "speechSynthesis" in window && "SpeechSynthesisUtterance" in window) {
    const label = aloud.querySelector("span");
    const idle = label.textContent;
    const stop = () => {
      speechSynthesis.cancel();
      label.textContent = idle;
      aloud.setAttribute("aria-pressed", "false");
    };
    aloud.hidden = false;
    aloud.addEventListener("click", () => {
      if (aloud.getAttribute("aria-pressed") === "true") return stop();
      const main = document.getElementById("main");
      const marked = [...main.querySelectorAll("[data-read]")].filter((e) => !e.parentElement.closest("[data-read]"));
      const parts = (marked.length ? marked : [main]).map((e) => e.innerText.trim()).filter(Boolean);
      parts.forEach((part, i) => {
        const speech = new SpeechSynthesisUtterance(part);
        speech.lang = document.documentElement.lang;
        speech.rate = 0.9;
        if (i === parts.length - 1) speech.onend = stop;
        speech.onerror = stop;
        speechSynthesis.speak(speech);
      });
      label.textContent = aloud.dataset.aloud;
      aloud.setAttribute("aria-pressed", "true");
    });
    addEventListener("pagehide", stop);
  }
})();
