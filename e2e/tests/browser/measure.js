// What a page must hold to on any screen; gives the list of what it does not. Arguments: smallest text and smallest
// target in pixels, whether the text itself was enlarged (targets are then as large as their text).
const [least, target, enlarged] = arguments;
const wrong = [];
const root = document.documentElement;
const tag = (e) => e.tagName.toLowerCase() + (typeof e.className === "string" && e.className ? "." + e.className.split(" ").join(".") : "");
// Where it stands, and behind the bar what it says: faults of one kind are counted together.
const name = (e) => `${[e.parentElement.parentElement, e.parentElement, e].filter(Boolean).map(tag).join(" > ")}|${(e.innerText || e.value || e.name || "").trim().slice(0, 24)}`;
// A phone shrinks a page that is too wide until it fits, so its own idea of the width counts, not the window's.
const width = root.clientWidth;
if (root.scrollWidth > width) {
  const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 0.5 && !e.closest(".skip"));
  wrong.push(`scrolls sideways: ${wide.slice(-2).map(tag).join(", ")}|by ${root.scrollWidth - width} px: ${wide.length ? (wide.at(-1).textContent || "").slice(0, 30) : ""}`);
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
for (const e of document.querySelectorAll("main :is(p, li, dt, dd, td, th, h1, h2, h3, label, legend, .btn, .tag, .station), header a, footer a")) {
  if (!enlarged && shown(e) && !e.matches(".fig") && !e.querySelector(".vh") && e.innerText.trim() && getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0) wrong.push(`runs out of its box: ${name(e)}`);
}
for (const e of document.querySelectorAll("main :is(th, td, dt, dd, p, li)")) {
  const words = e.innerText.trim();
  if (shown(e) && !e.matches(".fig") && !e.querySelector(".vh") && words.length > 5 && getComputedStyle(e).display !== "inline" && e.clientWidth > 0 && e.clientWidth < 3 * parseFloat(getComputedStyle(e).fontSize)) wrong.push(`crushed: ${name(e)}`);
}
return wrong;
