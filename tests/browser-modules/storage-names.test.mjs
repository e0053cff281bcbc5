// The names of what a browser keeps. Run by tests/bundle/test_scripts.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as names from "../../overrides/assets/self-tests/shared/storage-names.mjs";

const { COPY, PREFIX, ROOT, prefixOf, rootOf } = names;

test("a site's path is what stands before its scripts, at any depth and with any query", () => {
  const addresses = {
    "https://host.test/assets/self-tests/v-0123456789ab/save-and-share.mjs": "/",
    "https://host.test/a/assets/self-tests/v-0123456789ab/shared/save-and-share.mjs?again=1": "/a/",
    "https://host.test/a/b/assets/self-tests/bundle/": "/a/b/",
    "https://host.test/my%20site/assets/self-tests/bundle/": "/my%20site/",
    "https://host.test/a/assets/self-tests/b/assets/self-tests/v-1/x.mjs":
      "/a/assets/self-tests/b/",
    "https://host.test/elsewhere.mjs": "/",
  };
  assert.deepEqual(Object.keys(addresses).map(rootOf), Object.values(addresses));
});

test("no site's names begin like those of another, nor like the first edition's", () => {
  const roots = ["/", "/a/", "/a/b/", "/ab/", "/a%20/", "/-/"];
  const prefixes = [...roots.map(prefixOf), names.FORMER.caches];
  const alike = prefixes.flatMap((one) =>
    prefixes.filter((other) => other !== one && `${other}saved`.startsWith(one)),
  );
  assert.deepEqual(alike, []);
});

test("every name is of this site and stands for one thing", () => {
  const { SAVED, VISIT, LINK, CHANNEL, MEMORY } = names;
  const all = [SAVED, VISIT, LINK, CHANNEL, MEMORY, COPY];
  assert.deepEqual(
    [all.every((name) => name.startsWith(PREFIX)), new Set(all).size],
    [true, all.length],
  );
  assert.equal(prefixOf(ROOT), PREFIX);
});
