// Runs one function of one Python file inside Pyodide, with a standard library of one's own, under Node.
//   node run_in_pyodide.mjs <folder of Pyodide> <standard library> <file.py> <function>
// Standard input is the argument (a string), standard output the result (a string).
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder = "", library = "", file = "", name = ""] = process.argv.slice(2);
const argument = readFileSync(0, "utf8");

const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({
  indexURL: join(resolve(folder), "/"),
  stdLibURL: resolve(library),
});
pyodide.runPython(readFileSync(file, "utf8"));
try {
  process.stdout.write(pyodide.globals.get(name)(argument));
} catch (/** @type {any} */ error) {
  // Left to itself, Node would quote the line that threw: a megabyte of minified script.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
