/**
 * The script that a page with a self-test loads. All it does is name the element, after what
 * listens to it.
 *
 * @module
 */

import { watch } from "./lazy.mjs";
import { SelfTestElement } from "./self-test-element.mjs";

if (!customElements.get("self-test")) {
  watch();
  customElements.define("self-test", SelfTestElement);
}
