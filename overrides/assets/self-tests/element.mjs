/**
 * The script that a page with a self-test loads. All it does is name the element.
 *
 * @module
 */

import { SelfTestElement } from "./self-test.mjs";

if (!customElements.get("self-test")) customElements.define("self-test", SelfTestElement);
