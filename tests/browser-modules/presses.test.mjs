// Which presses count, told to the logic one after the other.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Presses } from "../../overrides/assets/self-tests/shared/presses.mjs";

/** @param {boolean} [isForKeys] whether the focus was moved, too */
function changed(isForKeys = true) {
  const presses = new Presses();
  presses.change(isForKeys);
  return presses;
}

test("before anything has changed, every press counts", () => {
  const presses = new Presses();
  presses.point();
  presses.release();
  assert.deepEqual([presses.click(), presses.key("Enter", false)], [true, true]);
});

test("the second of two clicks does not count, and the one after the moment does", () => {
  const presses = changed();
  presses.point();
  presses.release();
  const second = presses.click();
  presses.settle();
  presses.point();
  presses.release();
  assert.deepEqual([second, presses.click()], [false, true]);
});

test("what went down before the change does not count, however late it is let go", () => {
  const presses = new Presses();
  presses.point();
  presses.change(true);
  presses.settle();
  presses.release();
  assert.equal(presses.click(), false);
});

test("a switch, which has nothing before its click, waits for the moment, too", () => {
  const presses = changed(false);
  const soon = presses.click();
  presses.settle();
  assert.deepEqual([soon, presses.click()], [false, true]);
});

test("a pointer that left without a word takes nothing from the next press", () => {
  const presses = new Presses();
  presses.point();
  presses.change(true);
  presses.settle();
  presses.point();
  presses.release();
  assert.equal(presses.click(), true);
});

test("a key that is held goes on counting for nothing, long after the moment", () => {
  const presses = new Presses();
  const first = presses.key("Enter", false);
  presses.change(true);
  presses.settle();
  const held = presses.key("Enter", true);
  presses.release();
  presses.settle();
  assert.deepEqual([first, held, presses.key("Enter", false)], [true, false, true]);
});

test("a key that was let go and pressed again at once does not count", () => {
  const presses = new Presses();
  presses.key(" ", false);
  presses.change(true);
  presses.release();
  assert.equal(presses.key(" ", false), false);
});

test("after Tab or an arrow a key is aimed again", () => {
  for (const key of ["Tab", "ArrowDown"]) {
    const presses = changed();
    presses.key(key, false);
    assert.deepEqual([presses.key(" ", false), presses.click()], [true, true], key);
  }
});

test("where the focus stayed, keys count as before and pointers do not", () => {
  const presses = changed(false);
  const key = presses.key("Enter", false);
  presses.release();
  presses.point();
  assert.deepEqual([key, presses.click()], [true, false]);
});

test("a change without the focus takes nothing back from one with it", () => {
  const presses = changed(true);
  presses.change(false);
  assert.equal(presses.key("Enter", false), false);
});

test("letters are nobody's press", () => {
  assert.equal(changed().key("a", false), true);
});

test("it is known whether a key is down that would answer the next question", () => {
  const presses = new Presses();
  presses.key("Enter", false);
  const down = presses.isKeyHeld;
  presses.release();
  const up = presses.isKeyHeld;
  presses.point();
  assert.deepEqual([down, up, presses.isKeyHeld], [true, false, false]);
});
