// What is known, as elements. Text reaches the page as text nodes only. One scope with wave.js and player.js.

const facts = JSON.parse(document.getElementById("facts").textContent);
const byId = (id) => document.getElementById(id);
const audio = byId("audio");
const length = Math.max(facts.totals.audio_seconds, 0.001);
const findings = facts.findings.map((index) => facts.segments.find((part) => part.index === index));
const sign = { pass: "✓", fail: "✕", inconclusive: "?", unverified: "–" };

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
}
function clock(seconds, digits = 1) {
  const scale = 10 ** digits;
  const all = Math.floor(Math.max(seconds, 0) * scale + 1e-6);
  const whole = Math.floor(all / scale);
  const parts = [Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  if (whole >= 3600) parts.splice(0, 1, Math.floor(whole / 3600), String(parts[0]).padStart(2, "0"));
  return parts.join(":") + (digits ? "." + String(all % scale).padStart(digits, "0") : "");
}
const percent = (share) => (share === null ? "–" : (100 * share).toFixed(share && share < 0.1 ? 1 : 0) + " %");
const place = (part) => (part.line ? `${part.file}:${part.line}` : part.file);
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
function chip(verdict) {
  const kind = verdict || "unverified";
  return el("span", { class: `chip ${kind}` }, `${sign[kind]} ${kind === "unverified" ? "not checked" : kind}`);
}
function stretches(side, tag, missing) {
  const line = el("p");
  side.forEach(([text, wrong], index) => {
    if (index) line.append(" ");
    line.append(wrong ? el(tag, text ? {} : { title: missing }, text || "∅") : text);
  });
  if (!side.some(([text]) => text)) line.replaceChildren(el(tag, { title: missing }, "nothing"));
  return line;
}

function showTop() {
  const totals = facts.totals;
  const doubts = totals.inconclusive;
  byId("where").textContent = facts.script;
  const checked = totals.unverified < totals.segments;
  const kind = totals.fail ? "fail" : doubts ? "inconclusive" : checked ? "pass" : "unverified";
  const words = { fail: `${totals.fail} failed`, inconclusive: `${doubts} in doubt`, pass: "verified", unverified: "not verified" };
  byId("badge").classList.add(kind);
  byId("badge").textContent = `${sign[kind]} ${words[kind]}`;
  const factor = totals.real_time_factor;
  const tiles = [
    ["Audio", clock(length), `${clock(totals.speech_seconds)} of speech`],
    ["Segments", totals.segments, `${plural(totals.words, "word")}, ${plural(totals.cues, "cue")}`],
    ["Findings", findings.length, checked ? `${totals.fail} failed, ${doubts} in doubt` : "not verified"],
    ["Word error rate", percent(totals.wer), totals.wer === null ? "not verified" : "over all words"],
    ["Took", clock(facts.effort.seconds), factor === null ? "no speech" : `${factor.toFixed(2)} × real time`],
    ["Rendered", facts.effort.rendered, `${facts.effort.cached} from the cache`],
  ];
  byId("tiles").append(...tiles.map(([name, value, note]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value), el("small", {}, note)))));
  byId("engines").textContent = `Spoken by ${facts.engines.synthesizer}` + (facts.engines.transcriber ? `, heard by ${facts.engines.transcriber}.` : ".");
}
function finding(part, index) {
  const compared = part.expected && part.heard;
  const wrong = part.longest_run ? `, longest wrong run ${plural(part.longest_run, "word")}` : "";
  const card = el("li", { class: `card finding is-${part.verdict}`, id: `finding-${index}`, "data-finding": index },
    el("div", { class: "facts" },
      el("button", { type: "button", class: "jump", "aria-label": `Play finding ${index + 1} at ${clock(part.start)}` }, `▶ ${clock(part.start)}`),
      chip(part.verdict), el("code", {}, place(part)), el("span", {}, `segment ${part.index + 1}, WER ${percent(part.wer)}${wrong}`)),
    el("p", { class: "written" }, part.text));
  if (compared) card.append(el("div", { class: "pair" },
    el("div", {}, el("h3", {}, "Expected"), stretches(part.expected, "del", "heard, but not expected")),
    el("div", {}, el("h3", {}, "Heard"), stretches(part.heard, "ins", "expected, but not heard"))));
  else card.append(el("p", { class: "hint" }, "The words were heard as they were meant."));
  if (part.reasons.length) card.append(el("ul", { class: "reasons" }, ...part.reasons.map((reason) => el("li", {}, reason))));
  return card;
}
function showFindings() {
  const list = byId("finding-list");
  const none = facts.totals.unverified === facts.totals.segments ? "Nothing was verified." : "Every segment was heard as it was meant.";
  list.append(...(findings.length ? findings.map(finding) : [el("li", { class: "card none" }, none)]));
  byId("findings-hint").textContent = findings.length ? "click one to hear it" : "";
  byId("next").disabled = byId("previous").disabled = !findings.length;
}
function row(part) {
  const takes = part.takes > 1 ? plural(part.takes, "take") : "";
  const heard = part.heard ? part.heard.map(([text]) => text).filter(Boolean).join(" ") || "nothing" : null;
  const here = part.file === facts.script;
  const cell = (name, ...content) => el("span", { role: "cell", class: name }, ...content);
  return el("div", { role: "row", class: "row", "data-segment": part.index },
    cell("number", el("button", { type: "button", class: "jump", "aria-label": `Play from ${clock(part.start)}` }, clock(part.start))),
    cell("", el("code", { class: here ? "line" : "", title: place(part) }, here ? String(part.line) : place(part))),
    cell("text", part.text, heard ? el("small", {}, `heard: ${heard}`) : null), cell("", chip(part.verdict)),
    cell("number", percent(part.wer)), cell("sound-from", takes || (part.cached ? "cached" : "new")));
}
const rows = facts.segments.map(row);
function filter() {
  const only = document.querySelector("[name=filter]:checked").value === "findings";
  const wanted = byId("search").value.trim().toLowerCase();
  let count = 0;
  facts.segments.forEach((part, at) => {
    const fits = !(only && !findings.includes(part)) && `${part.text} ${place(part)}`.toLowerCase().includes(wanted);
    rows[at].hidden = !fits;
    count += fits;
  });
  byId("shown").textContent = count === rows.length ? "" : `${count} of ${rows.length}`;
}
function showList(id, title, items) {
  if (!items.length) return;
  const box = byId(id);
  box.hidden = false;
  box.querySelector("summary").textContent = `${title} (${items.length})`;
  box.querySelector("ul").append(...items);
}
