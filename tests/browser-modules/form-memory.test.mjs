// A form that is noted in the visit and filled again, and the times on the device that go with it.
// Run by tests/bundle/test_scripts.py.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { recall, remember } from "../../overrides/assets/self-tests/form/form-memory.mjs";
import { mark, marks } from "../../overrides/assets/self-tests/shared/visit-marks.mjs";
import { forget, isWarned, told } from "../../overrides/assets/self-tests/shared/visit-memory.mjs";

/** Storage as a tab and a device have it: texts by name. */
function storage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void kept.set(name, text),
    removeItem: (/** @type {string} */ name) => void kept.delete(name),
  };
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} value
 * @param {boolean} [checked]
 * @returns {any} as much of an `<input>` as is read and written
 */
const input = (name, type, value, checked = false) => ({
  ...{ name, type, value, checked, defaultChecked: false, dataset: {} },
});

/** @returns {any} as much of a box as says yes to what is unusual */
const confirm = (/** @type {string} */ field, checked = false) => ({
  ...{ checked, defaultChecked: false, dataset: { confirm: field } },
});

const none = new Set();

Object.assign(globalThis, { sessionStorage: storage(), localStorage: storage() });

// Until then it waits for the twelve hours of a visit to be over.
afterEach(forget);

test("a form holds again what was noted of it, and nothing else", () => {
  const [first, second, third] = ["8.5", "", "9"].map((text) => input("reach.left", "text", text));
  const inputs = [first, second, third, input("pain", "radio", "yes", true), input("pain", "radio", "no")];
  remember(inputs, [confirm("reach.left", true)], { "reach.left": ["8.5", "9"], pain: "yes" }, none, none);

  const fresh = inputs.map(({ name, type, value }) => input(name, type, type === "text" ? "7" : value));
  const confirms = [confirm("reach.left")];
  assert.equal(recall(fresh, confirms), true);
  assert.deepEqual(
    [fresh.map(({ value }) => value), fresh.map(({ checked }) => checked), confirms[0].checked],
    [["8.5", "", "9", "yes", "no"], [false, false, false, true, false], true],
  );
  assert.equal(recall(fresh, confirms), false);
  assert.deepEqual(told(), {
    answers: { "reach.left": ["8.5", "9"], pain: "yes" },
    confirmed: ["reach.left"],
  });
});

test("a question that offers more than before is asked again, but not where a sign stands", () => {
  for (const isSign of [false, true]) {
    forget();
    const before = [input("safety.now", "checkbox", "none", true)];
    remember(before, [], { "safety.now": ["none"] }, new Set(isSign ? ["safety.now"] : []), none);
    const after = [input("safety.now", "checkbox", "none"), input("safety.now", "checkbox", "new")];
    recall(after, []);
    assert.deepEqual([after[0].checked, isWarned()], [isSign, isSign]);
  }
});

test("a time on the device counts for twelve hours, and none is none", () => {
  const [now, yesterday] = [Date.now(), Date.now() - 24 * 3_600_000];
  mark(now, yesterday);
  assert.deepEqual(marks(), [now, 0]);
  mark(0, 0);
  assert.deepEqual(marks(), [0, 0]);
});

test("where the browser refuses, the page itself knows the times, and nothing breaks", () => {
  const refuse = () => {
    throw new DOMException("refused");
  };
  Object.assign(globalThis, { localStorage: { getItem: refuse, setItem: refuse, removeItem: refuse } });
  const now = Date.now();
  mark(now, 0);
  assert.deepEqual(marks(), [now, 0]);
  mark(0, 0);
  assert.deepEqual(marks(), [0, 0]);
});
