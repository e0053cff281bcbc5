// What is saved in a browser stays. Run by tests/bundle/test_scripts.py.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { dayText, load } from "../../overrides/assets/self-tests/shared/saved-results.mjs";
import { plain, remove, save, takeOver } from "../../overrides/assets/self-tests/shared/saving.mjs";
import { FORMER, LINK, SAVED, VISIT } from "../../overrides/assets/self-tests/shared/storage-names.mjs";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const EARLY = "2026-11-01T10:00:00.000Z";
const LATE = "2026-11-02T10:00:00.000Z";

/** @import { DaySet } from "../../overrides/assets/self-tests/shared/saved-results.mjs" */

/** A storage as browsers have it; `most` is how many characters it takes. */
class Memory {
  /** @type {Map<string, string>} */
  names = new Map();
  most = Infinity;
  isForgetful = false;
  getItem(/** @type {string} */ name) {
    return this.names.get(name) ?? null;
  }
  setItem(/** @type {string} */ name, /** @type {string} */ text) {
    if (text.length > this.most) throw new DOMException("full", "QuotaExceededError");
    if (!this.isForgetful) this.names.set(name, text);
  }
  removeItem(/** @type {string} */ name) {
    this.names.delete(name);
  }
}

let memory = new Memory();
let ofTab = new Memory();
let isDenied = false;
Object.defineProperty(globalThis, "localStorage", {
  get: () => {
    if (isDenied) throw new DOMException("denied", "SecurityError");
    return memory;
  },
});
Object.defineProperty(globalThis, "sessionStorage", { get: () => ofTab });

beforeEach(() => {
  memory = new Memory();
  ofTab = new Memory();
  isDenied = false;
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: NOW });
});
afterEach(() => mock.timers.reset());

/**
 * A set as it is saved: `value` was measured at the wall.
 *
 * @param {string} date
 * @param {string} value
 * @param {string} [saved]
 * @returns {DaySet}
 */
function wall(date, value, saved) {
  const moments = saved ? { saved: { "knee-to-wall": saved } } : {};
  return { date, answers: { "knee-to-wall.distance.left": value }, titles: ["Wall"], edition: 1, ...moments };
}

/**
 * Days from the first of March on.
 *
 * @param {number} count
 */
function days(count, value = "8 cm") {
  return Array.from({ length: count }, (_, number) =>
    wall(new Date(Date.UTC(2026, 2, 1 + number)).toISOString().slice(0, 10), value),
  );
}

const counts = (/** @type {object} */ given) => ({ added: 0, updated: 0, same: 0, older: 0, ...given });
const values = () => load().sets.map(({ answers }) => answers["knee-to-wall.distance.left"]);

test("sixty days come back as sixty, and a year of them as a year", () => {
  save(days(60));
  assert.equal(load().sets.length, 60);
  assert.deepEqual(save(days(365)).counts, counts({ added: 305, same: 60 }));
  assert.equal(load().sets.length, 365);
});

test("forty days of a wrong clock push out nothing", () => {
  const wrong = Array.from({ length: 40 }, (_, number) => wall(`2199-02-${number + 10}`, "1 cm"));
  save([...days(5), ...wrong]);
  const { problem } = save([wall("2026-11-22", "9 cm")], { isTold: true });
  assert.deepEqual([problem, load().sets.length], ["", 46]);
  assert.equal(load().sets.filter(({ date }) => date === "2026-11-22").length, 1);
});

test("of two for one day and self-test the newer one stays, in whichever order they come", () => {
  save([wall("2026-11-01", "9 cm", LATE)]);
  assert.deepEqual(save([wall("2026-11-01", "5 cm", EARLY)]).counts, counts({ older: 1 }));
  assert.deepEqual(values(), ["9 cm"]);
  remove();
  save([wall("2026-11-01", "5 cm", EARLY)]);
  assert.deepEqual(save([wall("2026-11-01", "9 cm", LATE)]).counts, counts({ updated: 1 }));
  assert.deepEqual(values(), ["9 cm"]);
  assert.equal(load().sets[0]?.saved?.["knee-to-wall"], LATE);
});

test("a plan of a later day answers a sign, and what else was said of that day stays", () => {
  const told = (/** @type {string} */ date) => ({ date, done: true, knee: 1, sign: true });
  const plan = /** @type {any} */ ({ date: "2026-11-22", plan: {}, retests: [] });
  save([], { checkIns: [told("2026-11-21"), told("2026-11-22")] });
  save([], { plan });
  const [before, same] = load().checkIns;
  assert.deepEqual([before, same], [{ ...told("2026-11-21"), sign: false }, told("2026-11-22")]);
});

test("a sign that was told since the visit began is answered by no plan of that visit, also after midnight", () => {
  const sign = { date: "2026-11-21", sign: true };
  const plan = /** @type {any} */ ({ date: "2026-11-22", plan: {}, retests: [] });
  const told = { values: ["none"], isConfirmed: false, isSign: false, over: 0 };
  for (const [began, stays] of /** @type {[string, boolean][]} */ ([
    ["2026-11-21T23:50", true],
    ["2026-11-22T00:10", false],
  ])) {
    const visit = { "a.now": { ...told, at: Date.parse(began) }, "a.later": { ...told, at: NOW } };
    ofTab.setItem(VISIT, JSON.stringify(visit));
    save([], { plan, checkIns: [sign] });
    assert.deepEqual(load().checkIns, [{ ...sign, sign: stays }]);
  }
});

test("a copy that does not say when it was saved takes the place of nothing", () => {
  save([wall("2026-11-01", "9 cm")]);
  assert.deepEqual(save([wall("2026-11-01", "5 cm")]).counts, counts({ older: 1 }));
  assert.deepEqual([values(), load().sets[0]?.saved], [["9 cm"], {}]);
});

test("a copy of a clock that ran ahead is newer than nothing", () => {
  save([wall("2026-11-01", "9 cm", EARLY)]);
  const ahead = wall("2026-11-01", "5 cm", "2199-01-01T00:00:00.000Z");
  assert.deepEqual(save([ahead]).counts, counts({ older: 1 }));
  assert.deepEqual(values(), ["9 cm"]);
});

test("what the reader tells now is the newest, whatever a clock has said before", () => {
  save([wall("2026-11-22", "9 cm", "2026-11-22T11:00:00.000Z")]);
  assert.deepEqual(
    save([wall("2026-11-22", "8 cm")], { isTold: true }).counts,
    counts({ updated: 1 }),
  );
  assert.deepEqual(values(), ["8 cm"]);
  assert.equal(load().sets[0]?.saved?.["knee-to-wall"], new Date(NOW).toISOString());
});

test("two self-tests of one day stand side by side, with the earlier of their editions", () => {
  save([wall("2026-11-22", "9 cm")], { isTold: true });
  const other = { "heel-raise.count.left": "20" };
  save([{ date: "2026-11-22", answers: other, titles: ["Raise"], edition: 2 }], { isTold: true });
  const [set] = load().sets;
  assert.deepEqual(Object.keys(set?.answers ?? {}).sort(), [
    "heel-raise.count.left",
    "knee-to-wall.distance.left",
  ]);
  assert.deepEqual([set?.titles, set?.edition], [["Wall", "Raise"], 1]);
  save([{ ...wall("2026-11-22", "9 cm"), edition: 2 }, { date: "2026-11-21", answers: other, edition: 2 }], {
    isTold: true,
  });
  assert.deepEqual(load().sets.map(({ edition }) => edition), [2, 1]);
});

test("a copy holds the answers with their edition and moment, and no title", () => {
  save([wall("2026-11-01", "9 cm", LATE)]);
  assert.deepEqual(plain(load().sets), [
    {
      date: "2026-11-01",
      answers: { "knee-to-wall.distance.left": "9 cm" },
      edition: 1,
      saved: { "knee-to-wall": LATE },
    },
  ]);
});

test("a plan of a later day stays, one of a day that has not come does not", () => {
  const plan = (/** @type {string} */ date) =>
    /** @type {any} */ ({ date, plan: { week: [] }, retests: [], edition: 1 });
  save([], { plan: plan("2026-11-20") });
  assert.equal(save([], { plan: plan("2026-11-19") }).isPlanOlder, true);
  assert.equal(load().plan?.date, "2026-11-20");
  save([], { plan: plan("2199-01-01") });
  assert.equal(save([], { plan: plan("2026-11-22") }).isPlanOlder, false);
  assert.equal(load().plan?.date, "2026-11-22");
});

test("a browser that takes nothing, takes no more or forgets at once is told from one that saves", () => {
  memory.most = 0;
  assert.equal(save(days(1)).problem, "refused");
  memory.most = 1000;
  assert.equal(save(days(1)).problem, "");
  assert.equal(save(days(60)).problem, "full");
  assert.equal(load().sets.length, 1);
  memory.most = Infinity;
  memory.isForgetful = true;
  assert.equal(save(days(60)).problem, "full");
  memory.names.clear();
  assert.equal(save(days(60)).problem, "refused");
  isDenied = true;
  assert.deepEqual([save(days(1)).problem, load().sets, remove()], ["refused", [], false]);
});

const nested = (/** @type {number} */ depth) => "[".repeat(depth) + "]".repeat(depth);
const FOREIGN = {
  nothing: "",
  text: "nonsense",
  null: "null",
  number: "7",
  string: '"sets"',
  array: "[1, 2]",
  nested: nested(100_000),
  "sets a number": '{"sets": 7}',
  "sets a table": '{"sets": {"date": "2026-01-01"}}',
  "sets of anything": '{"sets": [null, 7, "x", [], {}, {"date": 7, "answers": {}}, {"date": "x", "answers": []}]}',
  "plan a number": '{"plan": 7}',
  "plan an array": '{"plan": [1]}',
  "plan without a plan": '{"plan": {"date": "2026-01-01", "plan": null}}',
  "plan nested": `{"plan": {"date": "2026-01-01", "plan": {"week": ${nested(100_000)}}}}`,
  "version a text": '{"version": "x", "sets": []}',
};

for (const [name, text] of Object.entries(FOREIGN)) {
  test(`what has another shape counts as nothing: ${name}`, () => {
    memory.setItem(SAVED, text);
    const nothing = { sets: [], checkIns: [], plan: undefined, unit: "cm", isNewer: false };
    assert.deepEqual(load(), nothing);
    assert.equal(save(days(1)).problem, "");
    assert.equal(load().sets.length, 1);
  });
}

test("a foreign answer beside real ones costs none of them", () => {
  const answers = `{"knee-to-wall.distance.left": "9 cm", "a.b": ${nested(5000)}, "a.c": [7, null]}`;
  const set = `{"date": "2026-11-01", "answers": ${answers}, "titles": 7, "edition": "x", "saved": [1]}`;
  memory.setItem(SAVED, `{"sets": [${set}], "unit": 7}`);
  assert.deepEqual(load().sets, [
    {
      date: "2026-11-01",
      answers: { "knee-to-wall.distance.left": "9 cm", "a.b": null, "a.c": [7, null] },
      titles: [],
      edition: 1,
      saved: {},
    },
  ]);
  assert.equal(load().unit, "cm");
});

test("names of every object are answers like others", () => {
  const answers = JSON.parse('{"__proto__.x": "1", "constructor.y": "2", "__proto__": "3"}');
  save([{ date: "2026-11-01", answers }]);
  save([{ date: "2026-11-01", answers }], { isTold: true });
  assert.deepEqual(Object.entries(load().sets[0]?.answers ?? {}).sort(), Object.entries(answers).sort());
  assert.equal(Reflect.get({}, "x"), undefined);
});

test("what a later edition has saved is shown as far as it can be, and not written over", () => {
  const text = JSON.stringify({ version: 2, sets: days(3), more: true });
  memory.setItem(SAVED, text);
  assert.deepEqual([load().sets.length, save(days(9)).problem], [3, "newer"]);
  assert.equal(memory.getItem(SAVED), text);
});

test("what the first edition has saved is shown, and taken over once", () => {
  memory.setItem(FORMER.saved, JSON.stringify({ version: 1, sets: days(40), unit: "in" }));
  assert.deepEqual([load().sets.length, load().unit], [40, "in"]);
  takeOver();
  assert.deepEqual([...memory.names.keys()], [SAVED]);
  assert.deepEqual([load().sets.length, load().unit], [40, "in"]);
});

test("what was saved since the first edition stays when its days come along", () => {
  save(days(2, "9 cm"));
  memory.setItem(FORMER.saved, JSON.stringify({ sets: days(3, "5 cm") }));
  takeOver();
  assert.deepEqual([values(), memory.getItem(FORMER.saved)], [["9 cm", "9 cm", "5 cm"], null]);
});

test("what cannot be taken over stays where it is", () => {
  const text = JSON.stringify({ sets: days(40) });
  memory.setItem(FORMER.saved, text);
  memory.most = 10;
  takeOver();
  assert.deepEqual([memory.getItem(FORMER.saved), load().sets.length], [text, 40]);
});

test("deleting takes all of it, the first edition's and an opened link too", () => {
  for (const name of [SAVED, FORMER.saved]) memory.setItem(name, "{}");
  ofTab.setItem(LINK, "{}");
  assert.deepEqual([remove(), memory.names.size, ofTab.names.size], [true, 0, 0]);
});

test("every day of a leap year stands there as English writes it, and what is no day as it came", () => {
  const days = [...Array(366).keys()].map((day) => new Date(Date.UTC(2028, 0, day + 1, 12)));
  assert.deepEqual(
    days.map((day) => dayText(day.toISOString().slice(0, 10))),
    days.map((day) => day.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })),
  );
  assert.equal(dayText("2026-13-01"), "2026-13-01");
});
