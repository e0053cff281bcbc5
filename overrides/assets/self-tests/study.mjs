/**
 * The page "Help find out": passes the file of a study to Python and shows the answer. The file
 * stays in the page; nothing is kept unless the reader saves it.
 *
 * @module
 */

import { askPage } from "./python/page-client.mjs";
import { download } from "./shared/download.mjs";
import { filled } from "./shared/fill-template.mjs";

/** @import { Answer } from "./shared/wire.d.ts" */

/** Reads the file. Without this script the page names a command instead. */
export class StudyReaderElement extends HTMLElement {
  #turn = 0;

  connectedCallback() {
    this.#one("[data-without]").hidden = true;
    this.#one("[data-needs-script]").hidden = false;
    this.onchange = ({ target }) => this.#read(/** @type {HTMLInputElement} */ (target));
    this.onclick = ({ target }) => {
      const { dataset } = /** @type {HTMLElement} */ (target);
      if (dataset.do === "print") print();
      if (dataset.do === "save") {
        download("study.txt", "text/plain", this.#one("[data-found]").innerText);
      }
    };
  }

  /** @param {string} selector */
  #one(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  /** @param {HTMLInputElement} box */
  async #read(box) {
    const file = box.files?.[0];
    if (!file) return;
    const mine = (this.#turn += 1);
    const { waiting = "", done = "", mend = "" } = box.dataset;
    this.#show(waiting);
    const { problem, found } = await asked(file, box.dataset);
    if (mine !== this.#turn) return;
    // Emptied, so that choosing the same file again, once it is mended, is a change.
    box.value = "";
    this.#show(found ? (found.refused.length > 0 ? mend : done) : problem, found);
  }

  /**
   * @param {string | undefined} said
   * @param {any} [found]
   */
  #show(said, found) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    this.#one("[data-found]").replaceChildren(...(found ? [filled(template, found)] : []));
    this.#one("[data-if-found]").hidden = !found?.parts.length;
    this.#one("[data-said]").textContent = said ?? "";
  }
}

/**
 * @param {File} file
 * @param {DOMStringMap} words
 * @returns {Promise<{ problem?: string | undefined, found?: any }>} what Python says, or what went wrong
 */
async function asked(file, { most, large, unread, failed }) {
  // A text is never shorter in a request, so a file that is too long need not be read.
  if (file.size > 2 * Number(most)) return { problem: large };
  const text = await file.arrayBuffer().then(textOf, () => undefined);
  if (text === undefined) return { problem: unread };
  if (JSON.stringify(text).length > Number(most)) return { problem: large };
  try {
    /** @type {Answer<"study">} */
    const { ok, error } = await askPage({ do: "study", text });
    return ok ? { found: ok } : { problem: error?.message };
  } catch {
    return { problem: failed };
  }
}

/** @param {ArrayBuffer} data as spreadsheets write it; Python refuses what is not text */
function textOf(data) {
  const [first, second] = new Uint8Array(data);
  const isWide = first === 0xff && second === 0xfe;
  return new TextDecoder(isWide ? "utf-16le" : "utf-8").decode(data);
}

customElements.define("study-reader", StudyReaderElement);
