// The ways of PyScript's documentation: a worker that the page asks, or a script element on it.

const PYSCRIPT = new URL("/pyscript/core.js", import.meta.url).href;
const PYODIDE = new URL("/stock/pyodide.mjs", import.meta.url).href;
const FILES = { "/stock/self_tests.zip": "./*" };

const IN_WORKER = `
from self_tests.wire import respond

__export__ = ["respond"]
`;

const ON_PAGE = `
from pyscript import document
from self_tests.wire import respond

said = document.getElementById("said")
said.textContent = respond(said.textContent)
`;

/**
 * @param {any} _bundle
 * @param {any} request
 * @param {boolean} onPage
 */
export async function firstResult(_bundle, request, onPage) {
  const text = JSON.stringify(request);
  return JSON.parse(await (onPage ? askOnPage(text) : askWorker(text)));
}

export { firstResult as firstVisit };

/**
 * @param {string} text
 * @returns {Promise<string>}
 */
async function askWorker(text) {
  const { PyWorker } = await import(PYSCRIPT);
  const program = URL.createObjectURL(new Blob([IN_WORKER]));
  // The page asks the worker and never the other way round: that needs no header from the host.
  const config = { files: FILES, sync_main_only: true };
  const { sync } = await PyWorker(program, { config, version: PYODIDE });
  return sync.respond(text);
}

/** @param {string} text */
async function askOnPage(text) {
  const said = document.createElement("p");
  said.id = "said";
  said.textContent = text;
  const script = document.createElement("script");
  script.type = "py";
  script.setAttribute("config", JSON.stringify({ interpreter: PYODIDE, files: FILES }));
  script.textContent = ON_PAGE;
  const done = new Promise((resolve) => script.addEventListener("py:done", resolve));
  document.body.append(said, script);
  await Promise.all([import(PYSCRIPT), done]);
  return said.textContent;
}
