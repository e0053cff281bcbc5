// Runs the shipped bundle with the shipped worker under Node; with the argument `again`, as on the
// visit after the first one, from the memory that the first one kept and with no library to read.
// The first line of standard input is the manifest, each further one a request; each line of
// standard output is an answer.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHandler } from "../../overrides/assets/self-tests/python/worker.mjs";
import { nodeWorld } from "../../self_tests/site/bundle/node_world.mjs";

/** @import { Report } from "../../overrides/assets/self-tests/python/worker.mjs" */
/** @import { World } from "../../overrides/assets/self-tests/python/worker/world.mjs" */

const [manifest, ...requests] = readFileSync(0, "utf8").trimEnd().split("\n");
const bundle = JSON.parse(manifest ?? "");

/** @param {Report} report */
const post = (report) => {
  if (report.kind === "failed") throw new Error(report.message);
  if (report.kind === "answer") process.stdout.write(`${report.text}\n`);
};

/** @param {World} world */
async function start(world) {
  const handle = createHandler(world, post);
  await handle({ data: { kind: "start", bundle, fresh: false } });
  return handle;
}

/** @returns {Promise<World>} one that has kept what the first visit leaves */
async function afterFirstVisit() {
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let kept;
  const snapshots = {
    take: async () => {
      const memory = kept;
      return memory && (() => ({ memory, filled: Promise.resolve() }));
    },
    worked: async () => {},
    put: async (/** @type {object} */ _, /** @type {Uint8Array<ArrayBuffer>} */ memory) => {
      kept = memory;
    },
    drop: async () => {
      throw new Error("what was kept is of no use");
    },
  };
  const world = { ...nodeWorld(), snapshots };
  const handle = await start(world);
  await handle({ data: { kind: "keep" } });
  if (!kept) throw new Error("nothing was kept");
  const library = bundle.parts["standard-library"].url;
  /** @type {World["locate"]} */
  const locate = (url) => (url.endsWith(library) ? nothing : world.locate(url));
  return { ...world, locate };
}

const folder = mkdtempSync(join(tmpdir(), "respond-"));
const nothing = join(folder, "nothing.zip");
writeFileSync(nothing, "");
process.on("exit", () => rmSync(folder, { recursive: true }));

const handle = await start(process.argv[2] === "again" ? await afterFirstVisit() : nodeWorld());
for (const [id, text] of requests.entries()) {
  await handle({ data: { kind: "respond", id, text } });
}
