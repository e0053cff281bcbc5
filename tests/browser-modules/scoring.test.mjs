// What was asked last, and how far its answer has come, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Scoring } from "../../overrides/assets/self-tests/result/scoring.mjs";

const LEFT = { do: "score", answers: { "a.left": "5" } };
const RIGHT = { do: "score", answers: { "a.right": "6" } };

/** Whatever has been asked for by now is done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Python and a page: each request and each drawing waits until the test ends it. */
function world() {
  /** @type {PromiseWithResolvers<any>[]} */
  const requests = [];
  /** @type {(PromiseWithResolvers<boolean> & { answer: any, isWanted: () => boolean })[]} */
  const drawings = [];
  const scoring = new Scoring(
    () => {
      const request = promised();
      requests.push(request);
      return request.promise;
    },
    (answer, isWanted) => {
      const drawing = { ...promised(), answer, isWanted };
      drawings.push(drawing);
      return drawing.promise;
    },
  );
  return { scoring, requests, drawings };
}

/** @returns {PromiseWithResolvers<any>} */
function promised() {
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

test("a question goes from idle over asking to drawn", async () => {
  const { scoring, requests, drawings } = world();
  const states = [scoring.state];
  const question = scoring.ask(LEFT);
  states.push(scoring.state);
  requests[0]?.resolve({ ok: 1 });
  await settled();
  states.push(scoring.state);
  drawings[0]?.resolve(true);
  await question.drawing;
  states.push(scoring.state);
  assert.deepEqual(states, ["idle", "asking", "asking", "drawn"]);
  assert.deepEqual([question.answer, drawings[0]?.answer], [{ ok: 1 }, { ok: 1 }]);
});

test("the same question is asked once, also when it is answered", async () => {
  const { scoring, requests } = world();
  const first = scoring.ask(LEFT);
  const again = scoring.ask({ ...LEFT });
  requests[0]?.resolve({ ok: 1 });
  await settled();
  assert.deepEqual([again, scoring.ask(LEFT), requests.length], [first, first, 1]);
});

test("an answer to what was asked before comes too late, and is not drawn further", async () => {
  const { scoring, requests, drawings } = world();
  const first = scoring.ask(LEFT);
  requests[0]?.resolve({ ok: 1 });
  await settled();
  const second = scoring.ask(RIGHT);
  drawings[0]?.resolve(true);
  await first.drawing;
  assert.deepEqual(
    [scoring.isOutdated(first), scoring.isOutdated(second), drawings[0]?.isWanted(), scoring.state],
    [true, false, false, "asking"],
  );
});

test("what was not drawn ahead, or could not be, is drawn by whoever shows it", async () => {
  for (const end of ["resolve", "reject"]) {
    const { scoring, requests, drawings } = world();
    const question = scoring.ask(LEFT);
    requests[0]?.resolve({ ok: 1 });
    await settled();
    if (end === "resolve") drawings[0]?.resolve(false);
    else drawings[0]?.reject(new Error("no such place"));
    await question.drawing;
    const before = scoring.state;
    scoring.drawn();
    assert.deepEqual([before, scoring.state], ["asking", "drawn"]);
  }
});

test("a question that fails is asked anew", async () => {
  const { scoring, requests } = world();
  const question = scoring.ask(LEFT);
  requests[0]?.reject(new Error("silent"));
  await question.promise.catch(() => {});
  await settled();
  const failed = scoring.state;
  const again = scoring.ask(LEFT);
  assert.deepEqual([failed, again === question, requests.length], ["failed", false, 2]);
  assert.deepEqual([scoring.state, scoring.isOutdated(question)], ["asking", true]);
});

test("a failure of what was asked before changes nothing", async () => {
  const { scoring, requests } = world();
  scoring.ask(LEFT);
  const second = scoring.ask(RIGHT);
  requests[0]?.reject(new Error("silent"));
  await settled();
  assert.deepEqual([scoring.state, scoring.ask(RIGHT)], ["asking", second]);
});

test("an answer that cannot be shown is asked for anew", async () => {
  const { scoring, requests } = world();
  const question = scoring.ask(LEFT);
  requests[0]?.resolve({ ok: 1 });
  await settled();
  scoring.fail();
  assert.deepEqual([scoring.state, scoring.isOutdated(question)], ["failed", false]);
  scoring.ask(LEFT);
  assert.deepEqual([scoring.state, requests.length], ["asking", 2]);
});

test("after the end of a visit nothing that is on its way is drawn", async () => {
  const { scoring, requests, drawings } = world();
  const question = scoring.ask(LEFT);
  scoring.forget();
  requests[0]?.resolve({ ok: 1 });
  await settled();
  drawings[0]?.resolve(true);
  await question.drawing;
  scoring.drawn();
  assert.deepEqual([scoring.state, drawings[0]?.isWanted()], ["idle", false]);
});
