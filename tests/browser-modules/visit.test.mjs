// What is told in one visit: noted, and made one again between tabs. Run by tests/bundle/test_scripts.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  after,
  asVisit,
  isAnother,
  lastOf,
  merged,
  noted,
  signOf,
  without,
} from "../../overrides/assets/self-tests/shared/visit.mjs";

/** @import { Told } from "../../overrides/assets/self-tests/shared/visit.mjs" */

const FIELD = "safety-check.now";
/** @type {Told} */
const NOTHING = {};

/**
 * @param {Record<string, string[]>} values by field
 * @param {string[]} [signs] fields in which a sign stands
 */
function note(values, signs = []) {
  const fields = Object.entries(values).map(([name, texts]) => [
    name,
    { values: texts, isConfirmed: false, isSign: signs.includes(name) },
  ]);
  return Object.fromEntries(fields);
}

/**
 * @param {string} value
 * @param {number} now
 * @param {Told} [before]
 */
const sign = (value, now, before = NOTHING) => noted(before, note({ [FIELD]: [value] }, [FIELD]), now);

/**
 * @param {string} value
 * @param {number} now
 * @param {Told} [before]
 */
const plain = (value, now, before = NOTHING) => noted(before, note({ [FIELD]: [value] }), now);

/** @param {Told} visit */
const value = (visit) => visit[FIELD]?.values;

test("what is as it was keeps its time, and nothing has changed", () => {
  const first = plain("none", 10);
  assert.deepEqual(plain("none", 20, first), first);
});

test("a field that nobody has filled in is not noted", () => {
  const visit = noted(NOTHING, note({ empty: [], told: ["1"] }), 10);
  assert.deepEqual(Object.keys(visit), ["told"]);
});

test("what counts without standing in a form is not taken away by a form that has its field empty", () => {
  const entry = { values: [], sent: "20", isConfirmed: true, isSign: false };
  const saved = noted(NOTHING, { reps: entry }, 10);
  assert.deepEqual(noted(saved, note({ reps: [] }), 20), { reps: { ...entry, at: 10, over: 0 } });
});

test("what was emptied is noted as empty", () => {
  const visit = noted(plain("none", 10), note({ [FIELD]: [] }), 20);
  assert.deepEqual([value(visit), lastOf(visit)], [[], 20]);
});

test("of two tabs the newest answer wins, whichever asks", () => {
  const [early, late] = [plain("none", 10), plain("other", 20)];
  assert.deepEqual([value(merged(early, late)), value(merged(late, early))], [["other"], ["other"]]);
});

test("a sign wins against a newer answer of somebody who has not seen it", () => {
  const [seen, unseen] = [sign("cold-foot", 10), plain("none", 20)];
  assert.deepEqual(
    [merged(seen, unseen), merged(unseen, seen)].map((visit) => [value(visit), signOf(visit) > 0]),
    [
      [["cold-foot"], true],
      [["cold-foot"], true],
    ],
  );
});

test("a sign is taken back by an answer in its place", () => {
  const seen = sign("cold-foot", 10);
  const back = plain("none", 20, seen);
  assert.deepEqual([merged(seen, back), merged(back, seen)].map(signOf), [0, 0]);
});

test("a sign that was changed and then taken back is gone where only the first was heard of", () => {
  const first = sign("cold-foot", 10);
  const back = plain("none", 30, sign("locked", 20, first));
  assert.equal(signOf(merged(first, back)), 0);
});

test("a clock that was set back makes no answer older than the one before it", () => {
  const back = plain("none", 5, sign("cold-foot", 10));
  assert.deepEqual([back[FIELD]?.at, lastOf(back)], [11, 11]);
});

test("fields of different forms stand side by side", () => {
  const one = noted(NOTHING, note({ b: ["2"] }), 10);
  const both = merged(one, noted(NOTHING, note({ a: ["1"] }), 20));
  assert.deepEqual([Object.keys(both), lastOf(both)], [["a", "b"], 20]);
});

test("tabs that tell each other what they know come to the same text and then say no more", () => {
  const texts = new Set();
  const tabs = [sign("cold-foot", 10), plain("none", 20), noted(NOTHING, note({ z: ["1"], a: ["2"] }), 20)];
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]]) {
    const visits = order.map((number) => /** @type {Told} */ (tabs[number]));
    texts.add(JSON.stringify(visits.reduce((all, visit) => merged(all, visit), NOTHING)));
  }
  const [text = ""] = texts;
  const both = JSON.parse(text);
  assert.deepEqual([texts.size, JSON.stringify(merged(both, both))], [1, text]);
});

test("two answers of one moment are settled alike on both sides", () => {
  const [one, other] = [plain("a", 10), plain("b", 10)];
  assert.deepEqual(merged(one, other), merged(other, one));
});

test("what was told after an end stays, what came before is over", () => {
  const visit = noted(plain("none", 10), note({ late: ["1"] }), 30);
  assert.deepEqual([Object.keys(after(visit, 20)), after(visit, 30)], [["late"], NOTHING]);
});

test("a visit that was added to is the same one, and one that was begun anew is another", () => {
  const first = noted(plain("none", 10), note({ other: ["1"] }), 20);
  const later = [
    first,
    plain("other", 30, first),
    merged(first, sign("cold-foot", 30)),
    merged(sign("cold-foot", 5), first),
    plain("none", 40),
    plain("none", 5),
    NOTHING,
  ];
  assert.deepEqual(
    later.map((visit) => isAnother(visit, first)),
    [false, false, false, false, true, true, true],
  );
});

test("foreign shapes are nothing that was told", () => {
  const entry = { values: ["1"], at: 1, over: 0, isConfirmed: false, isSign: false };
  const foreign = [
    undefined, null, 7, "text", [], {}, { since: 1 }, { a: null }, { a: 7 }, { a: {} },
    { a: { ...entry, values: "1" } }, { a: { ...entry, at: "now" } }, { a: { ...entry, over: null } },
    { a: entry, b: [] }, { since: 1, inputs: {}, visit: {}, confirmed: [], unit: "cm" },
  ];
  assert.deepEqual(foreign.map(asVisit), foreign.map(() => NOTHING));
  assert.deepEqual(asVisit({ a: entry }), { a: entry });
});

test("a sign that nobody can tell any more: what was asked before it is asked again, and nothing else", () => {
  const told = note({ [FIELD]: ["none"], "wall.distance": ["9"] });
  const check = { ...told, [FIELD]: { .../** @type {any} */ (told[FIELD]), isCheck: true } };
  const visit = noted(NOTHING, check, 10);
  assert.deepEqual(Object.keys(without(visit, 20)), ["wall.distance"]);
  assert.deepEqual(without(visit, 0), visit);
  // Answered anew since then.
  assert.deepEqual(without(visit, 9), visit);
});

test("who has seen a sign, or a later one, is asked nothing again", () => {
  const check = { .../** @type {any} */ (note({ age: ["18-44"] }).age), isCheck: true };
  const seen = sign("cold-foot", 20, noted(NOTHING, { age: check }, 10));
  assert.deepEqual(without(seen, 20), seen);
  assert.deepEqual(Object.keys(without(seen, 30)), [FIELD]);
});
