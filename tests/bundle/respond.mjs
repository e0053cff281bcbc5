// Runs the shipped bundle with the shipped worker under Node.
// The first line of standard input is the manifest, each further one a request; each line of
// standard output is an answer.
import { readFileSync } from "node:fs";

import { createHandler } from "../../overrides/assets/self-tests/worker.mjs";
import { nodeWorld } from "./node_world.mjs";

/** @import { Report } from "../../overrides/assets/self-tests/worker.mjs" */

const [manifest, ...requests] = readFileSync(0, "utf8").trimEnd().split("\n");
const bundle = JSON.parse(manifest ?? "");

/** @param {Report} report */
const post = (report) => {
  if (report.kind === "failed") throw new Error(report.message);
  if (report.kind === "answer") process.stdout.write(`${report.text}\n`);
};

const handle = createHandler(nodeWorld(), post);
await handle({ data: { kind: "start", bundle, fresh: false } });
for (const [id, text] of requests.entries()) {
  await handle({ data: { kind: "respond", id, text } });
}
