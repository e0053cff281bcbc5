// The client against a far end that the test plays itself, over a real MessageChannel.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bundleOf, connect } from "../../overrides/assets/self-tests/python/client.mjs";
import { MEMORY } from "../../overrides/assets/self-tests/shared/storage-names.mjs";

/** @import { Bundle, Order, Report, Stage } from "../../overrides/assets/self-tests/python/worker.mjs" */

const bundle = /** @type {Bundle} */ (/** @type {unknown} */ ({ base: "bundle/" }));
const SILENCE = 40;

/** @typedef {(order: Order, post: (report: Report) => void) => void} Behaviour */

/** @param {Stage} stage */
const at = (stage) =>
  /** @type {const} */ ({ kind: "stage", stage, loadedBytes: 0, totalBytes: 0 });

/**
 * Opens far ends that behave as told, the first one first.
 *
 * @param {Behaviour[]} behaviours
 */
function far(...behaviours) {
  const seen = { opened: 0, closed: 0 };
  const open = () => {
    const behave = behaviours[seen.opened] ?? (() => {});
    seen.opened += 1;
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => behave(data, (report) => port2.postMessage(report));
    const close = port1.close.bind(port1);
    port1.close = () => {
      seen.closed += 1;
      close();
    };
    return port1;
  };
  return { open, seen };
}

/** Starts at once and sends each request back as its answer. @type {Behaviour} */
const healthy = (order, post) => {
  if (order.kind === "start") post(at("ready"));
  else if (order.kind === "respond") post({ kind: "answer", id: order.id, text: order.text });
};

/** Gets as far as the wasm and says nothing more. @type {Behaviour} */
const hanging = (order, post) => {
  if (order.kind === "start") post(at("wasm"));
};

/** @param {string} reason @param {string} stage */
const failure = (reason, stage) => (/** @type {Error} */ { message }) => {
  assert.equal(message.split(":")[0], `${stage}, ${reason}`);
  return true;
};

test("nothing is opened before the start", async () => {
  const { open, seen } = far(healthy);
  const connection = connect(bundle, { open });
  const answer = connection.respond({ a: 1 });
  assert.deepEqual([seen.opened, connection.state], [0, "idle"]);
  const started = connection.start();
  assert.equal(connection.state, "loading");
  await started;
  assert.equal(connection.state, "ready");
  assert.deepEqual(await answer, { a: 1 });
  connection.stop();
});

test("a second start waits for the first", async () => {
  const { open, seen } = far(healthy);
  const connection = connect(bundle, { open });
  assert.equal(connection.start(), connection.start());
  await connection.start();
  assert.equal(seen.opened, 1);
  connection.stop();
});

test("silence ends the worker, once more is tried, then the page is told", async () => {
  const { open, seen } = far(hanging, hanging, healthy);
  const connection = connect(bundle, { open, silence: SILENCE });
  const answer = connection.respond({ a: 1 });
  const refused = assert.rejects(answer, failure("silent", "wasm"));
  await assert.rejects(connection.start(), failure("silent", "wasm"));
  await refused;
  assert.deepEqual([seen, connection.state], [{ opened: 2, closed: 2 }, "failed"]);
});

test("slow is not silent", async () => {
  /** @type {Behaviour} */
  const slow = (order, post) => {
    if (order.kind !== "start") return;
    for (const step of [1, 2, 3, 4, 5]) setTimeout(post, (step * SILENCE) / 2, at("wasm"));
    setTimeout(post, 3 * SILENCE, at("ready"));
  };
  const { open, seen } = far(slow);
  const connection = connect(bundle, { open, silence: SILENCE });
  await connection.start();
  assert.equal(seen.opened, 1);
  connection.stop();
});

test("after damage the server is asked afresh, after silence it is not", async () => {
  /** @type {boolean[]} */
  const fresh = [];
  /** @type {(then: Behaviour) => Behaviour} */
  const noting = (then) => (order, post) => {
    if (order.kind === "start") fresh.push(order.fresh);
    then(order, post);
  };
  /** @type {Behaviour} */
  const damaged = (_, post) => post({ kind: "failed", message: "it is sha256-x" });
  for (const first of [damaged, hanging]) {
    const { open } = far(noting(first), noting(healthy));
    const connection = connect(bundle, { open, silence: SILENCE });
    await connection.start();
    connection.stop();
  }
  assert.deepEqual(fresh, [false, true, false, false]);
});

test("a request in flight survives a worker that dies", async () => {
  /** @type {Behaviour} */
  const deaf = (order, post) => {
    if (order.kind === "start") post(at("ready"));
  };
  const { open, seen } = far(deaf, healthy);
  const connection = connect(bundle, { open, silence: SILENCE });
  await connection.start();
  assert.deepEqual(await connection.respond({ a: 1 }), { a: 1 });
  assert.equal(seen.opened, 2);
  connection.stop();
});

test("a request that ends every worker is given up", async () => {
  /** @type {Behaviour} */
  const fragile = (order, post) => {
    if (order.kind === "start") post(at("ready"));
    else post({ kind: "failed", message: "out of memory" });
  };
  const { open, seen } = far(fragile, fragile, fragile);
  const connection = connect(bundle, { open });
  await connection.start();
  await assert.rejects(connection.respond({ a: 1 }), failure("broken", "ready"));
  assert.deepEqual([seen.opened, connection.state], [2, "failed"]);
});

test("with every byte there, a slow phone gets three times as long", async () => {
  /** @type {Behaviour} */
  const slow = (order, post) => {
    if (order.kind !== "start") return;
    post({ kind: "stage", stage: "standard-library", loadedBytes: 9, totalBytes: 9 });
    setTimeout(post, 2 * SILENCE, at("ready"));
  };
  const { open, seen } = far(slow);
  const connection = connect(bundle, { open, silence: SILENCE });
  await connection.start();
  assert.equal(seen.opened, 1);
  connection.stop();
});

test("with bytes still missing, silence is silence", async () => {
  /** @type {Behaviour} */
  const stalled = (order, post) => {
    if (order.kind !== "start") return;
    post({ kind: "stage", stage: "wasm", loadedBytes: 8, totalBytes: 9 });
    setTimeout(post, 2 * SILENCE, at("ready"));
  };
  const { open, seen } = far(stalled, healthy);
  const connection = connect(bundle, { open, silence: SILENCE });
  await connection.start();
  assert.equal(seen.opened, 2);
  connection.stop();
});

test("a page that was frozen keeps its worker", async () => {
  /** @type {Behaviour} */
  const busy = (order, post) => {
    if (order.kind === "start") setTimeout(post, 2 * SILENCE, at("ready"));
  };
  const { open, seen } = far(busy);
  const connection = connect(bundle, { open, silence: 4 * SILENCE });
  const started = connection.start();
  // Nothing else runs for longer than the silence that is allowed.
  const frozen = Date.now() + 5 * SILENCE;
  while (Date.now() < frozen);
  await started;
  assert.equal(seen.opened, 1);
  connection.stop();
});

test("after damage another worker is opened under another address", async () => {
  /** @type {boolean[]} */
  const asked = [];
  /** @type {Behaviour} */
  const damaged = (_, post) => post({ kind: "failed", message: "SyntaxError" });
  const { open } = far(damaged, healthy);
  const noting = (/** @type {boolean} */ fresh) => {
    asked.push(fresh);
    return open();
  };
  const connection = connect(bundle, { open: noting });
  await connection.start();
  assert.deepEqual(asked, [false, true]);
  connection.stop();
});

test("a request after a failure starts afresh by itself", async () => {
  const { open } = far(hanging, hanging, healthy);
  const connection = connect(bundle, { open, silence: SILENCE });
  await assert.rejects(connection.start());
  assert.deepEqual(await connection.respond({ a: 1 }), { a: 1 });
  connection.stop();
});

test("after a failure a new start begins afresh", async () => {
  const { open } = far(hanging, hanging, healthy);
  const connection = connect(bundle, { open, silence: SILENCE });
  await assert.rejects(connection.start());
  const answer = connection.respond({ a: 1 });
  await connection.start();
  assert.deepEqual(await answer, { a: 1 });
  connection.stop();
});

test("an idle worker may be silent", async () => {
  const { open, seen } = far(healthy);
  const connection = connect(bundle, { open, silence: SILENCE });
  await connection.start();
  await new Promise((resolve) => setTimeout(resolve, 2 * SILENCE));
  assert.deepEqual([seen, connection.state], [{ opened: 1, closed: 0 }, "ready"]);
  connection.stop();
});

test("stop refuses what waits and closes the worker", async () => {
  const { open, seen } = far(hanging);
  const connection = connect(bundle, { open });
  const started = assert.rejects(connection.start(), failure("stopped", "loader"));
  const answered = assert.rejects(connection.respond({}), failure("stopped", "loader"));
  connection.stop();
  await Promise.all([started, answered]);
  assert.deepEqual([seen.closed, connection.state], [1, "failed"]);
});

test("a browser that opens no worker is reported", async () => {
  const open = () => {
    throw new Error("blocked");
  };
  await assert.rejects(connect(bundle, { open }).start(), failure("broken", "loader"));
});

test("the manifest comes from the page, with its base made absolute", () => {
  const script = { textContent: '{"base":"../assets/bundle/","digest":"d"}' };
  const page = /** @type {Document} */ (
    /** @type {unknown} */ ({
      baseURI: "https://example.org/self-tests/squat/",
      getElementById: (/** @type {string} */ id) => (id === "self-tests-bundle" ? script : null),
    })
  );
  assert.deepEqual(bundleOf(page), {
    base: "https://example.org/self-tests/assets/bundle/",
    digest: "d",
    place: MEMORY,
  });
});

test("a page that was built without the hook says so", () => {
  const page = /** @type {Document} */ (/** @type {unknown} */ ({ getElementById: () => null }));
  assert.throws(() => bundleOf(page), /build the site with its hook/);
});
