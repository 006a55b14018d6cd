// Paper ballots entered by the number keys; without this file Tab, arrows and Space do it.
// data-keys  holds the form: a digit marks that line of the question in focus, 0 goes on, Enter hands it in
(() => {
  "use strict";
  const form = document.querySelector("[data-keys] form");
  if (!form) return;
  const questions = [...form.querySelectorAll("fieldset")];
  const submit = form.querySelector("button");
  let now = 0;
  const go = (to) => (questions[to] ? questions[to].querySelector("input") : submit).focus();
  form.addEventListener("focusin", (event) => {
    const at = questions.findIndex((question) => question.contains(event.target));
    if (at >= 0) now = at;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("select, textarea, input[type=text], input[type=file]");
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      form.requestSubmit(submit);
    } else if (event.key === "0") {
      go(now + 1);
    } else if (/^[1-9]$/.test(event.key) && questions[now]) {
      const line = questions[now].querySelectorAll("input")[Number(event.key) - 1];
      if (!line) return;
      event.preventDefault();
      const several = line.type === "checkbox";
      line.checked = !several || !line.checked;
      if (several) line.focus();
      else go(now + 1);
    }
  });
  go(0);
})();
