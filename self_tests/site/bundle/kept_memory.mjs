// Starts the bundle as a browser does on a first visit, and says what memory it keeps for the next.
//   node kept_memory.mjs
// Standard input is the manifest, standard output the digest and the size of the memory, as JSON.
import crypto from "node:crypto";
import { readFileSync } from "node:fs";

import { createHandler } from "../../../overrides/assets/self-tests/python/worker.mjs";
import { sha256 } from "../../../overrides/assets/self-tests/python/worker/bundle-part.mjs";
import { packed } from "../../../overrides/assets/self-tests/python/worker/snapshots.mjs";
import { still } from "../../../overrides/assets/self-tests/python/worker/still.mjs";
import { nodeWorld } from "./node_world.mjs";

const bundle = JSON.parse(readFileSync(0, "utf8"));

// What Python could know of Node is made to say what a browser says.
process.argv[1] = "./this.program";
crypto.randomFillSync = (/** @type {any} */ bytes) => bytes.fill(0);
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: {} });

/** @type {Uint8Array<ArrayBuffer> | undefined} */
let kept;
const nothing = async () => {};
const handle = createHandler(
  {
    ...nodeWorld(),
    still,
    snapshots: {
      take: nothing,
      worked: nothing,
      drop: nothing,
      put: async (_, memory) => {
        kept = memory;
      },
    },
  },
  (report) => {
    if (report.kind === "failed") throw new Error(report.message);
  },
);
await handle({ data: { kind: "start", bundle, fresh: false } });
await handle({ data: { kind: "keep" } });
if (!kept) throw new Error("it could not be completed: see `complete` in head_start.py");
const integrity = await sha256(await packed(kept));
process.stdout.write(JSON.stringify({ integrity, bytes: kept.length }));
