// What a page must hold to on any screen; gives the list of what it does not. Arguments: smallest text and smallest
// target in pixels, whether the text itself was enlarged (targets are then as large as their text).
const [least, target, enlarged] = arguments;
const wrong = [];
const root = document.documentElement;
const name = (e) => `${e.tagName.toLowerCase()}${e.className && e.className.baseVal === undefined ? "." + e.className : ""} “${(e.innerText || e.value || "").trim().slice(0, 24)}”`;
if (root.scrollWidth > innerWidth) {
  const wide = [...document.querySelectorAll("main *, header *, footer *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".vh, .table-wrap"));
  wrong.push(`scrolls sideways by ${root.scrollWidth - innerWidth} px: ${wide.slice(0, 3).map(name).join(", ")}`);
}
const shown = (e) => e.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && !e.closest(".vh") && e.getClientRects().length > 0;
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const small = new Map();
while (texts.nextNode()) {
  const e = texts.currentNode.parentElement;
  if (!texts.currentNode.data.trim() || e.closest("option, title, desc, script") || !shown(e)) continue;
  let size = parseFloat(getComputedStyle(e).fontSize);
  const svg = e.closest("svg");
  if (svg && e.getScreenCTM) size *= Math.abs(e.getScreenCTM().d);
  if (size < least - 0.05) small.set(name(e), size);
}
for (const [e, size] of [...small].slice(0, 5)) wrong.push(`text of ${size.toFixed(1)} px: ${e}`);
for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
  if (enlarged || !shown(e) || e.type === "hidden" || e.matches(".skip")) continue;
  // Within running text a link is as high as its line.
  const style = getComputedStyle(e);
  const beside = e.parentElement.innerText.trim().length > e.innerText.trim().length + 2;
  if (e.tagName === "A" && style.display === "inline" && beside) continue;
  const box = (e.closest(".choice") || e).getBoundingClientRect();
  // A picture of a building shows many homes at once; its cells have a size of their own, and a list follows.
  const needed = e.matches(".cell") ? Math.min(target, 46) : target;
  if (box.height < needed - 0.6) wrong.push(`target ${box.height.toFixed(0)} px high: ${name(e)}`);
}
if (root.lang === "en") {
  const han = /[\u4e00-\u9fff]/;
  const lead = document.querySelector("main");
  for (const e of lead.querySelectorAll("label, button, th, legend, h1, dt")) if (han.test(e.innerText) && !e.closest("[data-said]")) wrong.push(`?zh ${name(e)}`);
}
return wrong;
