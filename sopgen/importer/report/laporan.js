"use strict";

const list = document.getElementById("daftar");
const sheets = document.getElementById("lembar");
const rowsOfList = [...list.querySelectorAll("tbody tr")];
const numbers = rowsOfList.filter((row) => row.dataset.sop).map((row) => row.dataset.sop);
const title = document.title;
let opened = null;

/* ---- the list ---- */

let kind = "";

function sift() {
  const words = document.getElementById("cari").value.trim().toLowerCase();
  const onlyOpen = document.getElementById("belum-diperiksa").checked;
  let shown = 0;
  for (const row of rowsOfList) {
    const fits =
      (!kind || row.dataset.kelas === kind) &&
      (!words || row.textContent.toLowerCase().includes(words)) &&
      !(onlyOpen && row.classList.contains("sudah"));
    row.hidden = !fits;
    shown += fits;
  }
  if (opened) showNeighbours();
  const all = shown === rowsOfList.length;
  document.getElementById("tampak").textContent = all ? "" : `Tampak ${shown} dari ${rowsOfList.length}.`;
}

for (const button of list.querySelectorAll("[data-saring]")) {
  button.addEventListener("click", () => {
    kind = button.dataset.saring;
    for (const other of list.querySelectorAll("[data-saring]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    sift();
  });
}
document.getElementById("cari").addEventListener("input", sift);
document.getElementById("belum-diperiksa").addEventListener("change", sift);

/* ---- what was looked through; kept by the browser, if it keeps anything for files ---- */

const inList = (number) => list.querySelector(`[data-diperiksa="${number}"]`);

function kept(key) {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keep(key, isDone) {
  try {
    if (isDone) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  } catch {
    /* the tick is lost when the page is closed */
  }
}

function mark(number, isDone) {
  const box = inList(number);
  box.checked = isDone;
  box.closest("tr").classList.toggle("sudah", isDone);
  keep(box.dataset.kunci, isDone);
  sift();
}

for (const number of numbers) {
  const box = inList(number);
  box.addEventListener("change", () => mark(number, box.checked));
  if (kept(box.dataset.kunci)) mark(number, true);
}
const done = document.getElementById("diperiksa");
done.addEventListener("change", () => mark(opened, done.checked));

/* ---- the sheets of one SOP ---- */

const homes = { kepala: "#di-kepala", catatan: "#di-kepala", lama: "#di-lama", baru: "#di-baru", definisi: "#di-baru" };
let addresses = [];

async function pictureOf(name) {
  const held = document.getElementById(name);
  const bytes = Uint8Array.from(atob(held.textContent), (sign) => sign.charCodeAt(0));
  let data = new Blob([bytes]);
  if (held.dataset.kemas) {
    const unpacked = data.stream().pipeThrough(new DecompressionStream(held.dataset.kemas));
    data = await new Response(unpacked).blob();
  }
  return URL.createObjectURL(new Blob([data], { type: held.dataset.jenis }));
}

async function fill(image, number) {
  try {
    const address = await pictureOf(image.dataset.gambar);
    if (opened !== number) return URL.revokeObjectURL(address);
    addresses.push(address);
    image.setAttribute("href", address);
  } catch {
    const sentence = document.createElement("p");
    sentence.className = "kosong";
    sentence.textContent =
      "Peramban ini tidak dapat menampilkan lembar ini. Pakai Edge, Chrome atau Firefox keluaran 2023 atau sesudahnya.";
    image.closest("figure").before(sentence);
  }
}

function close() {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
  sheets.querySelectorAll(".isi > *").forEach((part) => part.remove());
  opened = null;
}

function open(number) {
  close();
  opened = number;
  const parts = document.getElementById(`isi-${number}`).content.cloneNode(true);
  for (const part of [...parts.children]) sheets.querySelector(homes[part.className]).append(part);
  for (const image of sheets.querySelectorAll("[data-gambar]")) fill(image, number);
  showNeighbours();
  done.checked = inList(number).checked;
  for (const pane of panes()) pane.querySelector(".baris")?.setAttribute("tabindex", "0");
  showing(sheets.querySelector(".baru figure") ? "baru" : "definisi");
  document.title = `${sheets.querySelector("h1").textContent} – ${title}`;
  sheets.querySelector("h1").focus();
}

/* Before and behind stand those that the list shows. */
function showNeighbours() {
  const shown = rowsOfList.filter((row) => row.dataset.sop && !row.hidden).map((row) => row.dataset.sop);
  const before = shown.filter((number) => Number(number) < Number(opened));
  const behind = shown.filter((number) => Number(number) > Number(opened));
  const isShown = shown.includes(opened);
  document.getElementById("urutan").textContent = isShown ? `${before.length + 1} dari ${shown.length}` : "";
  link("sebelumnya", before.at(-1));
  link("berikutnya", behind[0]);
}

function link(id, number) {
  const place = document.getElementById(id);
  place.href = number ? `#sop-${number}` : "#daftar";
  place.setAttribute("aria-disabled", String(!number));
}

function showing(side) {
  for (const button of sheets.querySelectorAll("[data-tampil]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tampil === side));
  }
  sheets.querySelector(".baru").hidden = side !== "baru";
  sheets.querySelector(".definisi").hidden = side !== "definisi";
  scrollToChosen(null);
}

for (const button of sheets.querySelectorAll("[data-tampil]")) {
  button.addEventListener("click", () => showing(button.dataset.tampil));
}

function arrange(isStacked) {
  document.body.classList.toggle("bertumpuk", isStacked);
  for (const button of sheets.querySelectorAll("[data-susunan]")) {
    button.setAttribute("aria-pressed", String((button.dataset.susunan === "bertumpuk") === isStacked));
  }
  keep("sopgen-bertumpuk", isStacked);
}

for (const button of sheets.querySelectorAll("[data-susunan]")) {
  button.addEventListener("click", () => {
    arrange(button.dataset.susunan === "bertumpuk");
    scrollToChosen(null);
  });
}
arrange(kept("sopgen-bertumpuk"));

const sizes = [50, 75, 100, 130, 170, 220];
let size = 2;
for (const button of sheets.querySelectorAll("[data-ukuran]")) {
  button.addEventListener("click", () => {
    size = Math.min(Math.max(size + Number(button.dataset.ukuran), 0), sizes.length - 1);
    document.documentElement.style.setProperty("--ukuran", `${sizes[size]}%`);
    tell(`Ukuran ${sizes[size]} persen`);
    scrollToChosen(null);
  });
}

/* ---- one row, on both sides ---- */

const panes = () => [".lama", ".baru", ".definisi"].map((name) => sheets.querySelector(name));

function tell(words) {
  document.getElementById("kabar").textContent = words;
}

function choose(row, doubt, from) {
  for (const part of sheets.querySelectorAll(".baris, pre [data-baris]")) {
    const isChosen = row >= 0 && Number(part.dataset.baris) === row;
    part.classList.toggle("terang", isChosen);
    if (part.matches(".baris")) {
      part.setAttribute("aria-pressed", String(isChosen));
      if (row >= 0) part.setAttribute("tabindex", isChosen ? "0" : "-1");
    }
  }
  for (const part of sheets.querySelectorAll("[data-catatan], .catatan [data-baris]")) {
    const isChosen = doubt
      ? part.dataset.catatan === doubt
      : row >= 0 && part.matches(".catatan button") && Number(part.dataset.baris) === row;
    part.classList.toggle("terpilih", isChosen);
  }
  const line = doubt && sheets.querySelector(`.catatan [data-catatan="${doubt}"]`).dataset.garis;
  for (const part of sheets.querySelectorAll(".baris-teks")) {
    part.classList.toggle("terpilih", part.dataset.nomor === line);
  }
  const words = sheets.querySelector(doubt ? `.tanda[data-catatan="${doubt}"]` : ".baris.terang");
  if (words) tell(words.getAttribute("aria-label"));
  scrollToChosen(from);
}

/* A note without a mark still tells its old page. */
function pageOf(number, pane) {
  return pane.matches(".lama") ? pane.querySelectorAll("figure")[number] : null;
}

function scrollToChosen(from) {
  for (const pane of panes()) {
    if (pane.hidden || pane.contains(from)) continue;
    const note = sheets.querySelector(".catatan .terpilih");
    const part =
      pane.querySelector(".terpilih") ?? pane.querySelector(".terang") ?? pageOf(note?.dataset.halaman, pane);
    if (!part) continue;
    const inner = part.getBoundingClientRect();
    const outer = pane.getBoundingClientRect();
    const isSeen =
      inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;
    if (isSeen) continue;
    pane.scrollTo({
      top: pane.scrollTop + inner.top - outer.top - Math.max((outer.height - inner.height) / 2, 20),
      left: pane.scrollLeft + Math.min(inner.left - outer.left - 20, 0),
    });
  }
}

const chosenBy = (target) => target.closest?.("[data-baris], [data-catatan]");

sheets.addEventListener("focusin", (event) => {
  const row = event.target.closest("figure .baris");
  if (row) choose(Number(row.dataset.baris), null, row);
});

sheets.addEventListener("click", (event) => {
  const part = chosenBy(event.target);
  if (part) choose(Number(part.dataset.baris), part.dataset.catatan ?? null, part);
});

sheets.addEventListener("keydown", (event) => {
  const part = event.target.closest("figure [role=button]");
  if (!part) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    return choose(Number(part.dataset.baris), part.dataset.catatan ?? null, part);
  }
  const rows = [...part.closest("section").querySelectorAll(".baris")];
  const at = rows.indexOf(part);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (rows[next]) {
    event.preventDefault();
    rows[next].focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (!opened) return;
  if (event.key === "Escape") location.hash = "#daftar";
  if (event.key === "F9") {
    event.preventDefault();
    mark(opened, (done.checked = true));
    document.getElementById("berikutnya").click();
  }
  if (event.key !== "F8") return;
  event.preventDefault();
  const notes = [...sheets.querySelectorAll(".catatan button")];
  const at = notes.findIndex((note) => note.classList.contains("terpilih"));
  const next = notes.at((at + (event.shiftKey ? (at < 0 ? 0 : -1) : 1)) % notes.length);
  next?.focus();
  next?.click();
});

/* ---- the address says what is open ---- */

function follow() {
  const number = /^#sop-(\d+)$/.exec(location.hash)?.[1];
  const isSop = numbers.includes(number);
  const before = opened;
  list.hidden = isSop;
  sheets.hidden = !isSop;
  document.body.classList.toggle("membuka", isSop);
  if (isSop) return open(number);
  close();
  document.title = title;
  list.querySelector(before ? `a[href="#sop-${before}"]` : "h1")?.focus();
}

addEventListener("hashchange", follow);
follow();
