// From door to door: what is pressed is kept on this phone first and then sent, once, under an id made here. A lost network
// or a closed browser loses nothing: it is sent when there is a network, or when this page is next opened.
(() => {
  "use strict";
  const box = document.getElementById("kept");
  if (!box) return;
  const words = box.dataset;

  const read = () => { try { return JSON.parse(localStorage.getItem(words.key)) || []; } catch { return []; } };
  const write = (queue) => localStorage.setItem(words.key, JSON.stringify(queue));
  const drop = (id) => write(read().filter((e) => e.id !== id));
  const wrong = (id, why) => write(read().map((e) => (e.id === id ? { ...e, why } : e)));

  const mark = (entry, text) => {
    const line = document.querySelector(`#u${Number(entry.fields.unit)} summary small`);
    if (line) [line.parentElement.firstChild.textContent, line.textContent] = [entry.said, text];
  };

  let again = false;
  const show = () => {
    const queue = read();
    box.hidden = !queue.length;
    box.textContent = "";
    const add = (parent, kind, textContent) =>
      parent.appendChild(Object.assign(document.createElement(kind), { textContent }));
    const head = add(box, "p", "");
    add(head, "b", words.count.replace("{n}", queue.length));
    add(head, "small", again ? words.again : words.waiting);
    queue.forEach((entry) => {
      if (!entry.why) return mark(entry, words.mark);
      const told = add(box, "p", `${entry.room} ${entry.said}: ${entry.why}`);
      const press = (text, act) => {
        const button = Object.assign(add(told, "button", text), { className: "btn btn-2", type: "button" });
        button.addEventListener("click", () => { act(entry.id); show(); send(); });
      };
      press(words.retry, (id) => wrong(id, ""));
      press(words.drop, drop);
    });
  };

  let sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      for (const entry of read().filter((e) => !e.why)) {
        // The word of the page that is open now: the one it was pressed on may belong to a session that is over.
        const body = new URLSearchParams({ ...entry.fields, csrf: words.csrf });
        const answer = await fetch(entry.to, { method: "POST", body, redirect: "manual", headers: { "X-Kept": "1" } });
        again = ![204, 422].includes(answer.status) && answer.status < 500;
        if (answer.status === 422) wrong(entry.id, await answer.text());
        else if (answer.status !== 204) break;
        else {
          drop(entry.id);
          mark(entry, words.sent);
        }
      }
    } catch {
      // No network: everything stays where it is until there is one.
    }
    sending = false;
    show();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-door]") || !event.submitter) return;
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    const { csrf, ...fields } = Object.fromEntries(new FormData(form));
    Object.assign(fields, { outcome: event.submitter.value, once: id, said: Date.now() });
    const entry = { id, to: form.action, fields, room: form.dataset.door, said: event.submitter.textContent.trim() };
    try { write([...read(), entry]); } catch { return; } // No room on the phone: the plain form goes.
    event.preventDefault();
    event.stopPropagation();
    form.reset();
    const door = form.closest("details");
    const next = door.parentElement.querySelector(`#${door.id} ~ details`);
    door.open = false;
    if (next) next.open = true;
    (next || door).querySelector("summary").focus();
    show();
    send();
  }, true);

  addEventListener("online", send);
  addEventListener("pageshow", send);
  setInterval(send, 10000);
  show();
})();
