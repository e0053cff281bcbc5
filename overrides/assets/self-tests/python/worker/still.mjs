/**
 * Takes away everything in which two devices differ, before Python starts.
 *
 * @module
 */

/**
 * Hides the clock, random numbers, the languages and the browser's name from what starts here. Then
 * a started Python is the same everywhere, byte for byte, and its memory can be compared with a
 * digest. The core needs none of these.
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
  // Named an iPhone, Pyodide does without features that iPhones lack; no loss could be measured.
  fix(navigator, { userAgent: "iPhone", languages: [] });
  // Only some browsers can suspend WebAssembly, and nothing here needs it.
  Reflect.deleteProperty(WebAssembly, "Suspending");
  Reflect.deleteProperty(WebAssembly, "Suspender");
  fix(globalThis, {
    Date: new Proxy(Date, {
      construct: (made, given) => Reflect.construct(made, given.length > 0 ? given : [0]),
    }),
    // It would free Python's objects whenever the browser collects garbage.
    FinalizationRegistry: class {
      register() {}
      unregister() {}
    },
  });
}
