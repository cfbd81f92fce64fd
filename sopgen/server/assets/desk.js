/**
 * One open text, of an SOP or a letterhead: what it says with all that was typed here, and its way
 * to the server.
 *
 * Changes are carried out here at once and sent in their order, one request at a time; what is
 * typed meanwhile in the same field becomes one change. The server's answer is the truth: what was
 * not sent yet is carried out upon it again.
 */

import { ask, askFor, put, Unreachable } from "./asking.js";
import { carryOut, carryOutOnKeys } from "./changes.js";
import { keyOf, placeNamed, same, valueAt } from "./places.js";

const REST = 1500; // ms without a key, after which what was typed is saved
const AGAIN = 3000; // ms until the server is tried again
const MOST = 50; // changes in one request

export class Desk {
  #address;
  #shownBy;
  #queue = [];
  #wantsSave = false;
  #busy = false;
  #rest = 0;
  #keys = new Map();
  #count = 0;

  /**
   * The text stands at `address`; `shownBy` is what is asked behind it. `told` is called after each
   * answer, `went` with the place of a step back or forth; the others decide what is said to the
   * person.
   */
  constructor({ address, shownBy = "" }, { told, went, changed, refused, conflict, reachable, known }) {
    this.#address = address;
    this.#shownBy = shownBy;
    this.on = { told, went, changed, refused, conflict, reachable, known };
    this.tree = {};
    this.answer = null;
  }

  /** Read the text; return why it is not there, or null. */
  async open() {
    const { code, told } = await ask(this.#address + this.#shownBy);
    if (code !== 200) return told.pesan ?? "";
    this.#take(told);
    return null;
  }

  /** Tell whether all that was typed is in the file. */
  get isSaved() {
    return !this.#queue.length && !this.#busy && Boolean(this.answer?.tersimpan);
  }

  at(place) {
    return valueAt(this.tree, place);
  }

  /** Return keys for the items of the list at `place`, which stay theirs when items move. */
  keysOf(place) {
    const name = keyOf(place);
    const length = this.at(place)?.length ?? 0;
    const keys = this.#keys.get(name) ?? [];
    while (keys.length < length) keys.push(this.#fresh());
    keys.length = length;
    this.#keys.set(name, keys);
    return keys;
  }

  /** Type `value` at `place`. */
  type(place, value) {
    const old = this.at(place) ?? "";
    if (same(old, value)) return;
    const last = this.#queue.at(-1);
    if (last?.op === "atur" && keyOf(last.di) === keyOf(place)) last.baru = value;
    else this.#queue.push({ op: "atur", di: place, lama: old, baru: value });
    carryOut(this.tree, { op: "atur", di: place, baru: value });
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.save(), REST);
    this.on.changed();
    this.#send();
  }

  /** Do `change`, which is no typing, and save it. */
  change(change) {
    this.#queue.push(change);
    this.#carryOut(change);
    this.#wantsSave = true;
    this.on.changed(true);
    this.#send();
  }

  /** Write what was typed into the file. */
  save() {
    clearTimeout(this.#rest);
    if (this.isSaved) return;
    this.#wantsSave = true;
    this.#send();
  }

  undo() {
    this.#go("batal");
  }

  redo() {
    this.#go("ulang");
  }

  /** Make it what it was when it was opened. */
  restore() {
    this.#go("awal");
  }

  /** Return what changed since the text was opened, when all of it is saved; null where nobody knows. */
  async difference() {
    await this.settled();
    return (await askFor(`${this.#address}/beda`))?.beda ?? null;
  }

  /** Read the text again, since another program changed it or its letterhead. */
  async look() {
    if (this.#busy) return;
    if (this.#queue.length) {
      this.#send();
      return;
    }
    this.#busy = true;
    try {
      const { code, told } = await ask(this.#address + this.#shownBy);
      if (code === 200) this.#take(told);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    this.#busy = false;
    this.#send();
  }

  /** Ask for `shownBy` behind the address from now on, when all that was typed is saved. */
  async showBy(shownBy) {
    await this.settled();
    this.#shownBy = shownBy;
    await this.look();
  }

  /** Put `file` behind the text's own address, when all that was typed is saved; tell whether it was taken. */
  async put(behind, file) {
    await this.settled();
    this.#busy = true;
    let isDone = false;
    try {
      const { code, told } = await put(`${this.#address}/${behind}`, file);
      isDone = code === 200;
      if (!isDone) this.on.refused(told.pesan ?? "");
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.on.reachable(null);
    }
    this.#busy = false;
    await this.look();
    return isDone;
  }

  /** Save, and return when the server has answered everything. */
  async settled() {
    this.save();
    while (this.#queue.length || this.#busy || this.#wantsSave) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #go(way) {
    this.#queue.push({ way });
    this.#send();
  }

  #carryOut(change) {
    const list = keyOf(change.di.slice(0, -1));
    this.keysOf(change.di.slice(0, -1));
    carryOutOnKeys(this.#keys.get(list), change, () => this.#fresh());
    carryOut(this.tree, change);
  }

  #fresh() {
    this.#count += 1;
    return this.#count;
  }

  async #send() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length || this.#wantsSave) await this.#sendNext();
    this.#busy = false;
    this.on.changed();
  }

  async #sendNext() {
    const way = this.#queue[0]?.way;
    const until = this.#queue.findIndex((each) => each.way);
    const sent = way ? this.#queue.splice(0, 1) : this.#queue.splice(0, until < 0 ? MOST : until);
    const saves = this.#wantsSave && !this.#queue.length;
    if (!way && saves) this.#wantsSave = false;
    const known = { punya: this.on.known() };
    const asked = { dasar: this.answer.sidik, sunting: sent, draf: !saves, ...known };
    try {
      const { code, told } = await (way
        ? ask(`${this.#address}/${way}${this.#shownBy}`, known)
        : ask(`${this.#address}/ubah${this.#shownBy}`, asked));
      this.on.reachable(code !== 403);
      await this.#hear(code, told, sent);
      if (way && code === 200) this.on.went(told.fokus);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.#queue.unshift(...sent);
      this.#wantsSave ||= saves;
      this.on.reachable(null);
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }

  async #hear(code, told, sent) {
    if (code === 409) {
      const { di, sekarang } = told.bentrok;
      const mine = sent.findLast((each) => keyOf(each.di) === keyOf(di));
      this.#take(told);
      const keep = mine !== undefined && (await this.on.conflict(di, sekarang, mine.baru ?? ""));
      const rest = sent.filter((each) => keyOf(each.di) !== keyOf(di));
      const again = keep ? [{ op: "atur", di, lama: sekarang, baru: mine.baru ?? "" }] : [];
      this.#repeat([...again, ...rest]);
      return;
    }
    if (code === 200) {
      this.#take(told);
      return;
    }
    if (told.pohon) this.#take(told);
    if (code === 422 && sent.length > 1) await this.#sendSingly(sent);
    else this.on.refused(told.pesan ?? "");
  }

  async #sendSingly(sent) {
    for (const each of sent) {
      const asked = { dasar: this.answer.sidik, sunting: [each], draf: true, punya: this.on.known() };
      const { code, told } = await ask(`${this.#address}/ubah${this.#shownBy}`, asked);
      await this.#hear(code, told, [each]);
    }
    this.#wantsSave = true;
  }

  #repeat(changes) {
    this.#queue.unshift(...changes);
    this.#wantsSave = true;
    this.#take(this.answer);
  }

  #take(told) {
    const before = this.tree;
    this.answer = told;
    this.tree = structuredClone(told.pohon);
    for (const change of this.#queue) if (change.op) carryOut(this.tree, change);
    this.#matchKeys(before);
    this.on.told(told);
  }

  /** Let items keep their keys where a list became longer or shorter elsewhere. */
  #matchKeys(before) {
    for (const [name, keys] of this.#keys) {
      const place = placeNamed(name);
      const [old, now] = [valueAt(before, place) ?? [], valueAt(this.tree, place) ?? []];
      if (old.length === now.length || !Array.isArray(now)) continue;
      const most = Math.min(old.length, now.length);
      let head = 0;
      while (head < most && same(old[head], now[head])) head += 1;
      let tail = 0;
      while (tail < most - head && same(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail += 1;
      const middle = Array.from({ length: now.length - head - tail }, () => this.#fresh());
      this.#keys.set(name, [...keys.slice(0, head), ...middle, ...keys.slice(keys.length - tail)]);
    }
  }
}
