/**
 * The script that a page with a self-test loads: it starts the listeners, then defines the element.
 *
 * @module
 */

import { watch } from "./lazy.mjs";
import { SelfTestElement } from "./self-test-element.mjs";

if (!customElements.get("self-test")) {
  watch();
  customElements.define("self-test", SelfTestElement);
}
