/**
 * Takes away all in which two devices differ, before Python starts.
 *
 * @module
 */

/**
 * Leaves no clock, no chance, no language and no name of the browser to whatever starts here, so
 * that a Python that has started is the same everywhere, byte for byte, and its memory can be
 * compared with a digest. The core asks for none of these.
 */
export function still() {
  /**
   * @param {object} owner
   * @param {Record<string, unknown>} values
   */
  const fix = (owner, values) => {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(owner, name, { value, configurable: true });
    }
  };
  const never = () => 0;
  fix(Date, { now: never });
  fix(Date.prototype, { getTimezoneOffset: never });
  fix(performance, { now: never });
  fix(crypto, { getRandomValues: (/** @type {Uint8Array} */ bytes) => bytes.fill(0) });
  // As on an iPhone, Pyodide does without what iPhones lack: at no cost that could be measured.
  fix(navigator, { userAgent: "iPhone", languages: [] });
  // Not every browser can wait inside of WebAssembly, and nobody here wants to.
  Reflect.deleteProperty(WebAssembly, "Suspending");
  Reflect.deleteProperty(WebAssembly, "Suspender");
  fix(globalThis, {
    Date: new Proxy(Date, {
      construct: (made, given) => Reflect.construct(made, given.length > 0 ? given : [0]),
    }),
    // It would let go of Python's objects whenever a browser tidies up.
    FinalizationRegistry: class {
      register() {}
      unregister() {}
    },
  });
}
