// The audio, and all that follows it or moves it.

let shownCue = null;
let shownRow = null;
let chosen = -1;

function follow(now) {
  const [from, to] = [left + span * 0.1, left + span * 0.75];
  if (now < from || now > to) left = now - span * 0.25;
  left = Math.min(Math.max(left, 0), Math.max(length - span, 0));
}
function showCaption(now) {
  const index = firstAfter(facts.cues, now);
  const cue = facts.cues[index] && facts.cues[index].start <= now ? facts.cues[index] : null;
  const box = byId("caption");
  const waiting = cue ?? (now === 0 ? facts.cues[0] : null);
  if (waiting !== shownCue) {
    shownCue = waiting;
    box.classList.toggle("waiting", !cue);
    box.replaceChildren(...(waiting ? waiting.lines : []).map((line) => {
      const shown = el("span");
      line.forEach(([text], at) => shown.append(at ? " " : "", el("i", {}, text)));
      return shown;
    }));
  }
  if (!cue) return;
  box.classList.remove("waiting");
  const words = cue.lines.flat();
  box.querySelectorAll("i").forEach((node, at) => {
    node.className = now >= words[at][2] ? "said" : now >= words[at][1] ? "saying" : "";
  });
}
function showSegment(now) {
  const at = firstAfter(facts.segments, now);
  const inside = facts.segments[at] && facts.segments[at].start <= now && now > 0;
  const current = inside ? rows[at] : null;
  if (current === shownRow) return;
  if (shownRow) shownRow.removeAttribute("aria-current");
  if (current) current.setAttribute("aria-current", "true");
  shownRow = current;
}
function show() {
  const now = Math.min(audio.currentTime, length);
  follow(now);
  drawNear(now);
  drawFar(now);
  showCaption(now);
  showSegment(now);
  byId("clock").textContent = `${clock(now)} / ${clock(length)}`;
  near.setAttribute("aria-valuenow", now.toFixed(1));
  near.setAttribute("aria-valuetext", `${clock(now)} of ${clock(length)}`);
}
function tick() {
  show();
  if (!audio.paused && !audio.ended) requestAnimationFrame(tick);
}
function showState() {
  const playing = !audio.paused && !audio.ended;
  byId("play").setAttribute("aria-label", playing ? "Pause" : "Play");
  byId("play").querySelector("path").setAttribute("d", playing ? "M6 4h4v16H6zM14 4h4v16h-4z" : "M7 4v16l13-8z");
  tick();
}
function seek(time) {
  audio.currentTime = Math.min(Math.max(time, 0), length);
  show();
}
// A refusal to play reaches the reader through the audio's own error event.
const start = () => audio.play().catch(() => showState());
const toggle = () => (audio.paused || audio.ended ? start() : audio.pause());
function choose(index, play) {
  if (!findings.length) return;
  const before = byId(`finding-${chosen}`);
  if (before) before.removeAttribute("aria-current");
  chosen = (index + findings.length) % findings.length;
  const card = byId(`finding-${chosen}`);
  card.setAttribute("aria-current", "true");
  card.scrollIntoView({ block: "nearest" });
  seek(findings[chosen].start);
  if (play) start();
}
function zoom(factor) {
  const now = audio.currentTime;
  const share = (now - left) / span;
  span = Math.min(Math.max(span * factor, 2), Math.min(length, 300));
  left = now - share * span;
  show();
}
function scrub(canvas, time) {
  const go = (event) => seek(time((event.clientX - canvas.getBoundingClientRect().left) / canvas.clientWidth));
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  if (canvas === far) canvas.addEventListener("pointermove", (event) => event.buttons && go(event));
}
function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const pressable = event.target.closest("button, summary, a");
  const actions = {
    " ": pressable ? null : toggle,
    ArrowLeft: () => seek(audio.currentTime - (event.shiftKey ? 10 : 2)),
    ArrowRight: () => seek(audio.currentTime + (event.shiftKey ? 10 : 2)),
    Home: event.target === near ? () => seek(0) : null,
    End: event.target === near ? () => seek(length) : null,
    n: () => choose(chosen + 1, true),
    p: () => choose(chosen < 0 ? -1 : chosen - 1, true),
    "+": () => zoom(1 / 1.5),
    "=": () => zoom(1 / 1.5),
    "-": () => zoom(1.5),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
function redraw() {
  readColours();
  fit(near);
  fit(far);
  drawOutline();
  show();
}
function dress(theme) {
  document.documentElement.dataset.theme = theme;
  redraw();
}

function listen() {
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, showState);
  audio.addEventListener("seeked", show);
  const silence = () => {
    byId("mute").hidden = false;
    const source = audio.getAttribute("src");
    byId("mute").textContent = source.startsWith("data:") ? "This browser cannot play the audio inside this page." : `The audio could not be loaded: keep ${decodeURIComponent(source)} beside this page.`;
  };
  audio.addEventListener("error", silence);
  if (audio.error) silence();
  byId("play").addEventListener("click", toggle);
  byId("next").addEventListener("click", () => choose(chosen + 1, true));
  byId("previous").addEventListener("click", () => choose(chosen < 0 ? -1 : chosen - 1, true));
  byId("closer").addEventListener("click", () => zoom(1 / 1.5));
  byId("wider").addEventListener("click", () => zoom(1.5));
  byId("pace").addEventListener("change", (event) => (audio.playbackRate = Number(event.target.value)));
  byId("finding-list").addEventListener("click", (event) => {
    const card = event.target.closest("[data-finding]");
    if (card && !String(getSelection())) choose(Number(card.dataset.finding), true);
  });
  byId("rows").addEventListener("click", (event) => {
    const button = event.target.closest(".jump");
    if (!button) return;
    seek(facts.segments[rows.indexOf(button.closest(".row"))].start);
    start();
  });
  byId("filter").addEventListener("change", filter);
  byId("search").addEventListener("input", filter);
  document.addEventListener("keydown", keys);
  scrub(near, (share) => left + share * span);
  scrub(far, (share) => share * length);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => dress(dark.matches ? "dark" : "light"));
  byId("theme").addEventListener("click", () => dress(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  new ResizeObserver(redraw).observe(near);
  document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
}

near.setAttribute("aria-valuemax", length.toFixed(1));
byId("caption").lang = facts.language;
byId("rows").append(...rows);
showTop();
showFindings();
const entry = (part) => el("li", {}, el("code", {}, place(part)), ` ${part.kind}: ${part.text.length > 160 ? part.text.slice(0, 160) + "…" : part.text}`);
showList("skipped", "Not spoken", facts.skipped.map(entry));
showList("notes", "Notes", facts.notes.map((note) => el("li", {}, note)));
showList("outputs", "Files", facts.outputs.map((name) => el("li", {}, el("code", {}, name))));
listen();
redraw();
showState();
