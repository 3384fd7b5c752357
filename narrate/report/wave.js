// Two pictures of the sound: near (a few seconds, with the cues) and far (the whole track).

const levels = Int8Array.from(atob(facts.peaks), (byte) => byte.charCodeAt(0));
const parts = levels.length / 2;
const loudest = levels.reduce((most, level) => Math.max(most, Math.abs(level)), 1);
const near = byId("near");
const far = byId("far");
let span = Math.min(near.clientWidth < 600 ? 6 : 12, length);
let left = 0;
let colours = {};
let outline = null;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["card", "ink", "soft", "line", "wash", "accent", "accent-ink", "wave", "played", "now", "bad", "doubt", "bad-wash", "doubt-wash"]) colours[name] = style.getPropertyValue("--" + name).trim();
}
function fit(canvas) {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").setTransform(scale, 0, 0, scale, 0, 0);
}
function loudness(from, to) {
  if (!parts) return [0, 0];
  const first = Math.min(Math.max(Math.floor((from / length) * parts), 0), parts - 1);
  const last = Math.min(Math.max(Math.ceil((to / length) * parts), first + 1), parts);
  let [low, high] = [127, -127];
  for (let at = first; at < last; at++) {
    low = Math.min(low, levels[2 * at]);
    high = Math.max(high, levels[2 * at + 1]);
  }
  return [low / loudest, high / loudest];
}
function wave(pen, box, from, to, played) {
  const [x, y, width, height] = box;
  for (let at = 0; at < width; at += 2) {
    const time = from + ((to - from) * at) / width;
    const [low, high] = loudness(time, from + ((to - from) * (at + 2)) / width);
    pen.fillStyle = time < played ? colours.played : colours.wave;
    const top = y + (height / 2) * (1 - high * 0.94);
    pen.fillRect(x + at, top, 1.4, Math.max((height / 2) * 0.94 * (high - low), 1));
  }
}
// First thing in an ordered list that ends after `time`.
function firstAfter(list, time) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].end <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
function clipped(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pen.measureText(text.slice(0, middle) + "…").width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? text.slice(0, low).trimEnd() + "…" : "";
}
function drawNear(now) {
  const pen = near.getContext("2d");
  const [width, height] = [near.clientWidth, near.clientHeight];
  const [band, axis] = [46, 18];
  const high = height - band - axis;
  const right = left + span;
  const at = (time) => ((time - left) / span) * width;
  pen.clearRect(0, 0, width, height);
  for (const part of findings) {
    if (part.end <= left || part.start >= right) continue;
    pen.fillStyle = colours[part.verdict === "fail" ? "bad-wash" : "doubt-wash"];
    pen.fillRect(at(part.start), 0, at(part.end) - at(part.start), high);
    pen.fillStyle = colours[part.verdict === "fail" ? "bad" : "doubt"];
    pen.fillRect(at(part.start), 0, at(part.end) - at(part.start), 3);
  }
  wave(pen, [0, 4, width, high - 6], left, right, now);
  pen.font = "12px system-ui, sans-serif";
  pen.textBaseline = "middle";
  for (let index = firstAfter(facts.cues, left); index < facts.cues.length && facts.cues[index].start < right; index++) {
    const cue = facts.cues[index];
    const [from, to] = [at(cue.start) + 0.5, at(cue.end) - 0.5];
    const current = cue.start <= now && now < cue.end;
    pen.beginPath();
    pen.roundRect(from, high + 3, Math.max(to - from, 1), band - 6, 5);
    pen.fillStyle = colours[current ? "accent" : "wash"];
    pen.fill();
    pen.fillStyle = colours[current ? "accent-ink" : "ink"];
    const start = Math.max(from, 0) + 6;
    const lines = cue.lines.map((line) => line.map(([text]) => text).join(" "));
    lines.forEach((line, row) => pen.fillText(clipped(pen, line, Math.min(to, width) - start - 4), start, high + band / 2 + (row - (lines.length - 1) / 2) * 15));
  }
  const step = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300].find((each) => (each / span) * width > 70) || 600;
  pen.fillStyle = colours.soft;
  for (let time = Math.ceil(left / step) * step; time < right; time += step) {
    pen.fillRect(at(time), height - axis, 1, 4);
    pen.fillText(clock(time, step < 1 ? 1 : 0), at(time) + 4, height - axis / 2 + 1);
  }
  pen.fillStyle = colours.ink;
  pen.fillRect(at(now) - 1, 0, 2, high);
}
function drawOutline() {
  outline = document.createElement("canvas");
  outline.width = far.width;
  outline.height = far.height;
  const pen = outline.getContext("2d");
  const scale = window.devicePixelRatio || 1;
  pen.scale(scale, scale);
  wave(pen, [0, 8, far.clientWidth, far.clientHeight - 10], 0, length, -1);
  for (const part of findings) {
    pen.fillStyle = colours[part.verdict === "fail" ? "bad" : "doubt"];
    pen.fillRect((part.start / length) * far.clientWidth, 0, Math.max(((part.end - part.start) / length) * far.clientWidth, 3), 5);
  }
}
function drawFar(now) {
  const pen = far.getContext("2d");
  const [width, height] = [far.clientWidth, far.clientHeight];
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = colours.wash;
  pen.beginPath();
  pen.roundRect((left / length) * width, 6, Math.max((span / length) * width, 4), height - 6, 4);
  pen.fill();
  pen.drawImage(outline, 0, 0, width, height);
  pen.fillStyle = colours.ink;
  pen.fillRect((now / length) * width - 1, 0, 2, height);
}
