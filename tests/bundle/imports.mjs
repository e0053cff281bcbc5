// Starts the bundle's Pyodide on its own, under Node, and imports modules in it.
// The first line of standard input is the manifest, the second a JSON list of module names;
// standard output is a JSON object: what failed to import, which modules had classes whose text
// was compiled here, and what this Python says it is.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [manifest = "", names = ""] = readFileSync(0, "utf8").split("\n");
const { base, lock, parts } = JSON.parse(manifest);
/** @param {{ url: string }} part */
const path = ({ url }) => fileURLToPath(new URL(url, base));

const { loadPyodide } = await import(path(parts.loader));
const pyodide = await loadPyodide({
  indexURL: fileURLToPath(new URL(".", new URL(parts.loader.url, base))),
  stdLibURL: path(parts["standard-library"]),
  lockFileContents: { info: lock, packages: {} },
});
pyodide.FS.writeFile("/self_tests.whl", readFileSync(path(parts["self-tests"])));
pyodide.pyimport("sys").path.append("/self_tests.whl");

const headStart = pyodide.pyimport("head_start");
headStart.import_core("self_tests.wire");
const compiledHere = headStart.compiled_here.toJs();

/** @type {Record<string, string>} */
const failed = {};
for (const name of JSON.parse(names)) {
  try {
    pyodide.pyimport(name);
  } catch (error) {
    failed[name] = String(error);
  }
}
const [python] = pyodide.pyimport("sys").version.split(" ");
const { release } = pyodide.pyimport("os").uname();
const { version } = pyodide;
process.stdout.write(JSON.stringify({ failed, compiledHere, version, python, release }));
