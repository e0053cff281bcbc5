// The shipped worker's handler and the shipped client, joined by a MessageChannel, with the shipped
// bundle. SELF_TESTS_BUNDLE is its manifest. Run by test_scripts.py.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { connect } from "../../overrides/assets/self-tests/python/client.mjs";
import { createHandler } from "../../overrides/assets/self-tests/python/worker.mjs";
import { packed, unpack } from "../../overrides/assets/self-tests/python/worker/snapshots.mjs";
import { browserWorld } from "../../overrides/assets/self-tests/python/worker/world.mjs";
import { nodeWorld } from "../../self_tests/site/bundle/node_world.mjs";

/** @import { Report } from "../../overrides/assets/self-tests/python/worker.mjs" */
/** @import { World } from "../../overrides/assets/self-tests/python/worker/world.mjs" */
/** @import { Progress } from "../../overrides/assets/self-tests/python/client.mjs" */

const bundle = JSON.parse(process.env["SELF_TESTS_BUNDLE"] ?? "");

/**
 * Opens a worker that lives on the other end of a channel.
 *
 * @param {World} world
 */
function openIn(world) {
  return () => {
    const { port1, port2 } = new MessageChannel();
    const handle = createHandler(world, (report) => port2.postMessage(report));
    port2.onmessage = (event) => void handle(event);
    return port1;
  };
}

/**
 * A world in which one file of the bundle is served in another way.
 *
 * @param {string} name
 * @param {(content: Uint8Array<ArrayBuffer>) => Response} serve
 * @returns {World}
 */
function worldWith(name, serve) {
  const world = nodeWorld();
  return {
    ...world,
    fetch: async (url, options) =>
      url.endsWith(name)
        ? serve(new Uint8Array(await readFile(fileURLToPath(url))))
        : world.fetch(url, options),
  };
}

test("Python answers through the client and the worker, stage by stage", async () => {
  /** @type {Progress[]} */
  const heard = [];
  const connection = connect(bundle, {
    open: openIn(nodeWorld()),
    onprogress: (progress) => heard.push(progress),
  });
  const early = connection.respond({ do: "describe", version: 1 });
  await connection.start();
  const late = connection.respond({ do: "nothing", version: 1 });

  assert.ok("ok" in (await early));
  assert.ok("error" in (await late));
  assert.deepEqual(
    [...new Set(heard.map(({ stage }) => stage))],
    ["loader", "wasm", "standard-library", "self-tests", "ready"],
  );
  const loaded = heard.map(({ loadedBytes }) => loadedBytes);
  assert.deepEqual(loaded, loaded.toSorted((a, b) => a - b));
  assert.equal(heard.at(-1)?.loadedBytes, heard.at(-1)?.totalBytes);
  connection.stop();
});

test("no part is used that is not the one the page names", async () => {
  for (const name of ["pyodide.mjs", ".wasm", ".whl.txt"]) {
    const damaged = worldWith(name, (content) => {
      content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
      return new Response(content, { headers: { "content-type": "application/wasm" } });
    });
    const connection = connect(bundle, { open: openIn(damaged) });
    await assert.rejects(connection.start(), (/** @type {Error} */ { message }) => {
      assert.match(message, /, broken: .*it is sha256-\S+, the page expects sha256-/);
      return true;
    });
  }
});

test("Python does not start before its parts were compared", async () => {
  let patience = 0;
  for (const name of ["none", ".wasm", ".zip.txt"]) {
    const world = worldWith(name, (content) => {
      // Still a module, and still an archive: it is in some data's last byte, or in a date.
      const place = name === ".wasm" ? content.length - 1 : 10;
      content[place] = (content[place] ?? 0) ^ 1;
      if (name === ".wasm") assert.ok(WebAssembly.validate(content));
      return new Response(content, { headers: { "content-type": "application/wasm" } });
    });
    let isStarted = false;
    const { load } = world;
    world.load = async (url) => {
      const { loadPyodide, ...rest } = await load(url);
      const noting = (/** @type {any} */ options) => {
        const starting = loadPyodide(options);
        starting.then(() => (isStarted = true));
        return starting;
      };
      return loadPyodide ? { ...rest, loadPyodide: noting } : rest;
    };
    /** @type {Report[]} */
    const reports = [];
    const handle = createHandler(world, (report) => reports.push(report));
    const begun = performance.now();
    await handle({ data: { kind: "start", bundle, fresh: false } });
    // The damaged ones get twice as long as the sound one took.
    await new Promise((resolve) => setTimeout(resolve, patience));
    patience ||= 2 * (performance.now() - begun);
    assert.deepEqual(
      [isStarted, reports.at(-1)?.kind],
      name === "none" ? [true, "stage"] : [false, "failed"],
      name,
    );
  }
});

test("a browser's Pyodide gets the compiled engine once it is checked, or never", async () => {
  const { instantiateStreaming } = WebAssembly;
  const smallest = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const engine = () => new Response(smallest, { headers: { "content-type": "application/wasm" } });
  try {
    for (const isSound of [true, false]) {
      /** @type {[() => void, (error: Error) => void]} */
      let [pass, fail] = [() => {}, () => {}];
      const checked = new Promise((resolve, reject) => {
        [pass, fail] = [() => resolve(undefined), reject];
      });
      browserWorld().compile(Promise.resolve(engine()), checked);
      let state = "waiting";
      const got = WebAssembly.instantiateStreaming(engine()).then(
        ({ instance }) => (state = instance instanceof WebAssembly.Instance ? "given" : "wrong"),
        () => (state = "refused"),
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(state, "waiting");
      if (isSound) pass();
      else fail(new Error("another digest"));
      await got;
      assert.equal(state, isSound ? "given" : "refused");
    }
  } finally {
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
});

test("a damaged file that the browser keeps is asked for again", async () => {
  const world = nodeWorld();
  /** @type {World} */
  const keeping = {
    ...world,
    fetch: (url, options) =>
      url.endsWith(".mjs") && options.cache !== "reload"
        ? Promise.resolve(new Response("damaged"))
        : world.fetch(url, options),
  };
  const connection = connect(bundle, { open: openIn(keeping) });
  await connection.start();
  assert.equal(connection.state, "ready");
  connection.stop();
});

test("a file that is missing is reported, not waited for", async () => {
  const missing = worldWith(".wasm", () => new Response("", { status: 404 }));
  const connection = connect(bundle, { open: openIn(missing) });
  await assert.rejects(connection.start(), /pyodide\.asm\.wasm: the server answered 404/);
});

test("a file that has grown is refused before it is kept", async () => {
  const longer = worldWith("pyodide.mjs", (file) => new Response(new Blob([file, file])));
  const connection = connect(bundle, { open: openIn(longer) });
  await assert.rejects(connection.start(), /\d+ bytes came, the page expects \d+/);
});

test("wasm under another name is reported with the name it must have", async () => {
  const text = worldWith(
    ".wasm",
    (content) => new Response(content, { headers: { "content-type": "text/plain" } }),
  );
  const connection = connect(bundle, { open: openIn(text) });
  await assert.rejects(
    connection.start(),
    /text\/plain must be application\/wasm/,
  );
});

test("a request before the start is refused by the worker", async () => {
  /** @type {Report[]} */
  const reports = [];
  const handle = createHandler(nodeWorld(), (report) => reports.push(report));
  await handle({ data: { kind: "respond", id: 1, text: "{}" } });
  assert.deepEqual(reports, [
    { kind: "failed", message: "Error: asked before the start" },
  ]);
});

/** A device that can keep one start, and what became of it. */
function device() {
  /** @type {{ digest: string, memory: Uint8Array<ArrayBuffer> } | undefined} */
  let kept;
  /** @type {string[]} */
  const done = [];
  const world = nodeWorld();
  let remembered = () => {};
  /** Settles once there is a memory to keep: it is made step by step, while nobody asks. */
  const made = new Promise((resolve) => (remembered = () => resolve(undefined)));
  return {
    done,
    made,
    get memory() {
      return kept?.memory;
    },
    /** @type {World} */
    world: {
      ...world,
      load: async (url) => {
        const { loadPyodide, ...rest } = await world.load(url);
        const noting = async (/** @type {any} */ options) => {
          const pyodide = await loadPyodide(options);
          const make = pyodide.makeMemorySnapshot.bind(pyodide);
          pyodide.makeMemorySnapshot = () => {
            const memory = make();
            remembered();
            return memory;
          };
          return pyodide;
        };
        return loadPyodide ? { ...rest, loadPyodide: noting } : rest;
      },
      snapshots: {
        take: async ({ digest }) => {
          const found = kept?.digest === digest ? kept.memory : undefined;
          return found && (() => ({ memory: found, filled: Promise.resolve() }));
        },
        worked: async () => void done.push("worked"),
        put: async ({ digest }, memory) => {
          kept = { digest, memory };
          done.push("put");
        },
        drop: async () => {
          kept = undefined;
          done.push("drop");
        },
      },
    },
  };
}

/** @param {() => boolean} happened */
async function until(happened) {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const SECRET = "zirkelquark";
const asked = { do: "score", version: 1, self_tests: ["knee-to-wall"], answers: { [SECRET]: SECRET } };

test("the next visit starts from the memory of this one, which met no answer", async () => {
  const phone = device();
  const first = connect(bundle, { open: openIn(phone.world) });
  await first.start();
  await phone.made;
  const answer = await first.respond(asked);
  const described = await first.respond({ do: "describe", version: 1, self_test: "hip-hold" });
  first.keep();
  await until(() => phone.done.length > 0);
  first.stop();
  assert.ok(phone.memory);
  assert.equal(Buffer.from(phone.memory).includes(SECRET), false);

  const second = connect(bundle, { open: openIn(phone.world) });
  void second.start();
  assert.deepEqual(await second.respond(asked), answer);
  assert.deepEqual(
    await second.respond({ do: "describe", version: 1, self_test: "hip-hold" }),
    described,
  );
  second.stop();
  assert.deepEqual(phone.done, ["put", "worked"]);
});

test("a start that is asked at once keeps nothing: its memory knows an answer", async () => {
  const phone = device();
  const connection = connect(bundle, { open: openIn(phone.world) });
  void connection.start();
  await connection.respond(asked);
  connection.keep();
  await connection.respond(asked);
  connection.stop();
  assert.deepEqual(phone.done, []);
});

test("a device that never says what it keeps holds nobody up", async () => {
  const phone = device();
  const never = () => new Promise(() => {});
  const snapshots = /** @type {import("../../overrides/assets/self-tests/python/worker/snapshots.mjs").Snapshots} */ (
    phone.world.snapshots
  );
  const first = connect(bundle, {
    open: openIn({ ...phone.world, snapshots: { ...snapshots, take: /** @type {any} */ (never) } }),
  });
  await first.start();
  await phone.made;
  const answer = await first.respond(asked);
  first.keep();
  await until(() => phone.done.length > 0);
  first.stop();

  const second = connect(bundle, {
    open: openIn({ ...phone.world, snapshots: { ...snapshots, worked: /** @type {any} */ (never) } }),
  });
  void second.start();
  assert.deepEqual(await second.respond(asked), answer);
  second.stop();
  assert.deepEqual(phone.done, ["put"]);

  const unread = async () => () => ({ memory: new Uint8Array(22_000_000), filled: never() });
  const silent = { ...snapshots, take: /** @type {any} */ (unread), drop: /** @type {any} */ (never) };
  const third = connect(bundle, { open: openIn({ ...phone.world, snapshots: silent }) });
  void third.start();
  assert.deepEqual(await third.respond(asked), answer);
  third.stop();
});

test("memory that is not Python's is dropped, and the visit starts as the first one did", async () => {
  const phone = device();
  await phone.world.snapshots?.put(bundle, new Uint8Array(22_000_000));
  const connection = connect(bundle, { open: openIn(phone.world) });
  void connection.start();
  assert.ok("error" in (await connection.respond(asked)));
  connection.stop();
  assert.deepEqual(phone.done, ["put", "drop"]);
});

test("memory is kept without its empty pages and comes back as it was", async () => {
  const memory = new Uint8Array(5 * 65536 + 48);
  memory[0] = 1;
  memory[2 * 65536 - 1] = 2;
  memory[memory.length - 1] = 3;
  const kept = await packed(memory);
  assert.equal(kept.length, 4 * (2 + 3) + 2 * 65536 + 48);
  const again = new Uint8Array(memory.length);
  unpack(kept, again);
  assert.deepEqual(again, memory);
  assert.throws(() => unpack(kept, new Uint8Array(65536)), /is not 16384/);
});

test("memory that cannot be read is dropped, and the same start goes the long way", async () => {
  const phone = device();
  const world = phone.world;
  /** @type {World} */
  const spoilt = {
    ...world,
    snapshots: {
      .../** @type {import("../../overrides/assets/self-tests/python/worker/snapshots.mjs").Snapshots} */ (
        world.snapshots
      ),
      take: async () => () => ({
        memory: new Uint8Array(22_000_000),
        filled: Promise.reject(new Error("spoilt")),
      }),
    },
  };
  /** @type {string[]} */
  const stages = [];
  const connection = connect(bundle, {
    open: openIn(spoilt),
    onprogress: ({ stage }) => stages.push(stage),
  });
  void connection.start();
  assert.ok("error" in (await connection.respond(asked)));
  connection.stop();
  assert.deepEqual(phone.done, ["drop"]);
  assert.deepEqual([...new Set(stages)].slice(2), [
    "snapshot",
    "standard-library",
    "self-tests",
    "ready",
  ]);
});
